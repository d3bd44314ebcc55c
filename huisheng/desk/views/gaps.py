from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from huisheng.core.access import signed_in
from huisheng.desk.permissions import kept_areas
from huisheng.desk.queries.lacks import plots_without_secretary, unmanned, without_secretary
from huisheng.network.nodes import UnitNode
from huisheng.network.queries import OrganisationRow, gaps, organisations_in, organisations_of_kind
from huisheng.network.tree import tree
from huisheng.people import reference
from huisheng.people.viewer import Viewer, viewer_of

SUBCENTRE = 2


@signed_in
def gaps_page(request: HttpRequest) -> HttpResponse:
    """Everything that the network lacks, in the district or under one unit (`?unit=`)."""
    held, code = tree(), request.GET.get("unit", "")
    unit = held.by_code(code) if code else None
    if code and unit is None:
        raise Http404
    below = held.subtree(unit.id) if unit else frozenset(held.units)
    roles = {row.code: row.name for row in reference.roles()}
    context = {
        "unit": unit,
        "gaps": gaps(unit.id if unit else None),
        "without_secretary": plots_without_secretary(below),
        "unmanned": [(lacking, _(roles[role])) for lacking, role in unmanned(below)],
        "no_secretary": without_secretary(_organisations(unit)),
        **_may_fill(viewer_of(request)),
        "subcentres": [each for each in held.units.values() if each.level == SUBCENTRE and not each.closed],
    }
    return render(request, "desk/gaps.html", context)


def _organisations(unit: UnitNode | None) -> list[OrganisationRow]:
    """The organisations of the district, or of the unit's area."""
    if unit is None:
        return organisations_of_kind()
    return organisations_in(unit.area_id) if unit.area_id is not None else []


def _may_fill(viewer: Viewer) -> dict[str, Any]:
    """Where the reader may do something about a gap: units, areas (everywhere that they keep), accounts."""
    return {
        "kept_units": viewer.units_for("keep"),
        "kept_areas": kept_areas(viewer),
        "may_give_roles": viewer.may("administer"),
    }
