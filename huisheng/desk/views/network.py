from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from huisheng.core.access import signed_in
from huisheng.desk.permissions import may_keep_all, may_keep_members
from huisheng.desk.queries.found import find
from huisheng.network.map import district_map
from huisheng.network.models import UnitKind
from huisheng.network.nodes import UnitNode
from huisheng.network.tree import tree
from huisheng.people.viewer import viewer_of

STATION_LEVEL = 3
DEPARTMENTS = (UnitKind.SPECIALTY, UnitKind.HALL, UnitKind.VOUCHER_SHOP)


@signed_in
def network(request: HttpRequest) -> HttpResponse:
    """The whole network: the five levels as a tree, the land as a map and as a list, and a search."""
    words = request.GET.get("q", "").strip()
    held, viewer = tree(), viewer_of(request)
    branches = [unit for unit in held.units.values() if not unit.closed and unit.kind == UnitKind.SUBCENTRE]
    context = {
        "words": words,
        "found": find(words),
        "top": _line_down(held.root),
        "departments": [unit for unit in held.units.values() if not unit.closed and unit.kind in DEPARTMENTS],
        "branches": [(unit, _below(unit)) for unit in branches],
        "plots": sum(not plot.closed for plot in held.plots.values()),
        "may_keep": viewer.may("keep"),
        "may_exchange": may_keep_all(viewer) or may_keep_members(viewer),
        "map": district_map(lambda area: reverse("desk:area", args=[area.code])),
    }
    return render(request, "desk/network.html", context)


def _line_down(unit: UnitNode | None) -> list[UnitNode]:
    """The root and what stands below it on the same level without being a department: bureau, centre."""
    if unit is None:
        return []
    held = tree()
    below = (held.unit(child) for child in held.children(unit.id))
    return [unit, *(u for u in below if u.level == unit.level and u.kind not in DEPARTMENTS and not u.closed)]


def _below(unit: UnitNode) -> list[UnitNode]:
    held = tree()
    found = (held.unit(child) for child in held.children(unit.id))
    return [child for child in found if child.level == STATION_LEVEL and not child.closed]
