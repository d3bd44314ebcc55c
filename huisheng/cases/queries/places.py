"""Places by name, for search: plots and units of the snapshot in this process, without a statement."""

from dataclasses import dataclass

from django.urls import reverse

from huisheng.network.tree import tree

MOST_PLACES = 8


@dataclass(frozen=True)
class FoundPlace:
    """A plot or unit, and the address of what is under way there."""

    name: str
    href: str


def places_called(words: str) -> list[FoundPlace]:
    """Plots and units whose code or name has these words; few, the shortest names first."""
    if not words:
        return []
    network, queue = tree(), reverse("cases:queue")
    plots = [
        (plot.label, f"{queue}?plot={plot.code}")
        for plot in network.plots.values()
        if not plot.closed and words in plot.label
    ]
    units = [
        (unit.name, f"{queue}?unit={unit.code}")
        for unit in network.units.values()
        if not unit.closed and words in unit.name
    ]
    found = sorted([*plots, *units], key=lambda place: (len(place[0]), place[0]))
    return [FoundPlace(name, href) for name, href in found[:MOST_PLACES]]
