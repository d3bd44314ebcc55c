from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from huisheng.core.access import signed_in
from huisheng.desk.queries.lacks import plots_without_secretary, unmanned
from huisheng.network.queries import gaps
from huisheng.network.tree import tree
from huisheng.people import reference

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
        "subcentres": [each for each in held.units.values() if each.level == SUBCENTRE and not each.closed],
    }
    return render(request, "desk/gaps.html", context)
