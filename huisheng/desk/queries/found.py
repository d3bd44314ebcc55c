"""Finding places of the network by what somebody types: code or part of the name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huisheng.network.models import Organisation
from huisheng.network.nodes import AreaNode, PlotNode, UnitNode
from huisheng.network.tree import tree

MOST = 12
Node = TypeVar("Node", UnitNode, PlotNode, AreaNode)


@dataclass(frozen=True)
class Found:
    """A kind of place, the first few of it that fit as (label, address), and how many fit in all."""

    title: str | Promise
    items: list[tuple[str, str]]
    count: int


def find(words: str) -> list[Found]:
    """Units, plots, organisations and areas whose code is typed, or whose name has all that is typed."""
    typed = words.split()
    network = tree()
    if not typed:
        return []
    units = _nodes(network.units.values(), typed)
    plots = _nodes(network.plots.values(), typed)
    signed = network.plot_by_sign(words)
    if signed is not None and signed not in plots:
        plots.insert(0, signed)
    areas = _nodes(network.areas.values(), typed)
    kinds = [
        _found(_("单位"), "desk:unit", [(unit.name, unit.code) for unit in units]),
        _found(_("责任田"), "desk:plot", [(plot.label, plot.code) for plot in plots]),
        _found(_("党组织"), "desk:organisation", _organisations(typed)),
        _found(_("辖区"), "desk:area", [(area.name, area.code) for area in areas]),
    ]
    return [kind for kind in kinds if kind.items]


def _nodes(nodes: Iterable[Node], typed: list[str]) -> list[Node]:
    def fits(node: Node) -> bool:
        return node.code in typed or all(word in node.name or word in node.code for word in typed)

    return [node for node in nodes if not node.closed and fits(node)]


def _organisations(typed: list[str]) -> list[tuple[str, str]]:
    fits = Q()
    for word in typed:
        fits &= Q(name__contains=word) | Q(code=word)
    rows = Organisation.objects.on(tree().day).filter(fits).order_by("code")
    return list(rows.values_list("name", "code"))


def _found(title: str | Promise, route: str, named: list[tuple[str, str]]) -> Found:
    items = [(name, reverse(route, args=[code])) for name, code in named[:MOST]]
    return Found(title, items, len(named))
