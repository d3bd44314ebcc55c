"""Where the tree is kept: the tree beside the land of the chosen unit, and what may be done there."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.queries.keepable import acts_on_unit, closing_below, planned_below
from huisheng.desk.queries.twigs import twigs
from huisheng.network.map import Map, district_map, unit_map
from huisheng.network.models import Unit, UnitKind
from huisheng.network.nodes import UnitNode
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer, viewer_of

MOST_DRAWN = 120


@functions("keep")
@never_cache
def keep(request: HttpRequest) -> HttpResponse:
    """The tree and the map side by side. `at`: the code of the chosen unit; without it, the viewer's own."""
    viewer = viewer_of(request)
    unit = _chosen(viewer, request.GET.get("at", ""))
    row, plots = Unit.objects.get(pk=unit.id), tree().plots_of(unit.id)
    context = {
        "unit": unit,
        "row": row,
        "kind": UnitKind(unit.kind).label,
        "today": clock.today(),
        "now": clock.now(),
        "twigs": twigs(unit.id),
        "acts": acts_on_unit(viewer, unit) if row.until is None else [],
        "planned": planned_below(viewer, unit.id),
        "closing": closing_below(viewer, unit.id),
        "plots": len(plots),
        "map": _map_of(unit, len(plots)),
    }
    return render(request, "desk/keep.html", context)


def _chosen(viewer: Viewer, code: str) -> UnitNode:
    held = tree()
    if code:
        found = held.by_code(code)
        if found is None:
            raise Http404
        return found
    roots = sorted(viewer.reach_for("keep").roots, key=lambda root: (root.level, root.unit_id))
    if not roots:
        raise PermissionDenied
    return held.unit(roots[0].unit_id)


def _map_of(unit: UnitNode, plots: int) -> Map | None:
    if not plots:
        return None
    if plots > MOST_DRAWN:
        return district_map(lambda area: reverse("desk:area", args=[area.code]))
    return unit_map(unit.id, lambda plot: reverse("desk:plot", args=[plot.code]))
