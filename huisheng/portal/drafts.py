"""What was typed so far, carried from page to page in the form itself: no session, no cookie."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from huisheng.cases.slips import Slip, new_slip, read_slip
from huisheng.network.nodes import PlotNode
from huisheng.network.points import read_point
from huisheng.portal.queries.places import Place, read_place

FIELDS = (
    "words",
    "category",
    "address",
    "plot",
    "area",
    "lon",
    "lat",
    "outside",
    "at_home",
    "contact",
    "by_letter",
    "about",
    "accused",
    "left",
    "follow",
    "offered",
)
PLACE = ("address", "plot", "area", "lon", "lat", "outside")
# `follow`: which of the offered matters is joined, `offered`: that a page offered some. `left`: names of pictures
# that did not come along; only sending brings them. Said once, on the next page.
OPENED = ("address", "plot", "area", "lon", "lat")
LONGEST = 6000
LONGEST_ADDRESS = 200


@dataclass(frozen=True)
class Draft:
    """The raw fields by name, and the slip of the form."""

    slip: Slip
    values: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.values.get(name, "")

    def hidden(self, *shown: str) -> Iterator[tuple[str, str]]:
        """Name and value of what must be carried along; without the fields that the page shows."""
        yield "key", self.slip.text
        for name in FIELDS:
            if name not in shown and self[name]:
                yield name, self[name]

    def part(self, *names: str) -> list[tuple[str, str]]:
        """Name and value of some fields, empty ones too."""
        return [(name, self[name]) for name in names]

    def at(self, **place: str) -> "Draft":
        """The same with a place chosen outright; address words stay, a point or code typed there goes."""
        address = self["address"] if not read_point(self["address"]) else ""
        cleared = dict.fromkeys(PLACE, "")
        return replace(self, values={**self.values, **cleared, "address": address, **place})

    def changed(self, **values: str) -> "Draft":
        """The same with some fields changed."""
        return replace(self, values={**self.values, **values})

    def place(self) -> Place:
        """The place as these fields say it."""
        point = read_point(f"{self['lon']},{self['lat']}")
        return read_place(self["address"][:LONGEST_ADDRESS], self["plot"], self["area"], point)


def settled(draft: Draft) -> Draft:
    """A code or coordinates typed as the place become fields of their own; an address stays where it is."""
    place = draft.place()
    if place.plot is None or place.address or not draft["address"]:
        return draft
    lon, lat = place.point or ("", "")
    return draft.changed(address="", plot=place.plot.code, lon=str(lon), lat=str(lat))


def opened_draft(sent: Mapping[str, str]) -> Draft:
    """An empty form with the place that a link from one of our pages carries."""
    place = {name: str(sent.get(name, ""))[:LONGEST_ADDRESS] for name in OPENED}
    return settled(Draft(new_slip(), place))


def fresh_draft(plot: PlotNode | None = None) -> Draft:
    """An empty form, with the place filled in when it was opened from a plot's sign."""
    return Draft(new_slip(), {"plot": plot.code} if plot is not None else {})


def read_draft(sent: QueryDict) -> Draft:
    """The draft that a form carries; longer fields than any of ours are cut."""
    values = {name: str(sent.get(name, ""))[:LONGEST] for name in FIELDS}
    pictures = [name for name in sent.getlist("photos") if name]
    if pictures:
        values["left"] = ", ".join(pictures)[:LONGEST]
    return Draft(read_slip(str(sent.get("key", ""))), values)
