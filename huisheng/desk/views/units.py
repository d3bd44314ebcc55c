from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from huisheng.core import clock
from huisheng.core.access import signed_in
from huisheng.desk.permissions import may_keep_unit
from huisheng.desk.queries.duties import catalogue_version, duties_of
from huisheng.desk.queries.keepable import acts_on_unit
from huisheng.desk.queries.lacks import plots_without_secretary, unmanned
from huisheng.desk.queries.open_cases import tally_at
from huisheng.desk.queries.people_at import posts_at, posts_at_units
from huisheng.desk.queries.told import told_by
from huisheng.network.map import Map, unit_map
from huisheng.network.models import MassOrg, OwnersCommittee, Party, Unit, UnitKind
from huisheng.network.plot_facts import ON_THE_SPOT
from huisheng.network.queries import UnitPage, unit_page
from huisheng.network.tree import tree
from huisheng.people.viewer import viewer_of

# More plots than that are shown as areas: the district's own map.
MOST_DRAWN = 120


@signed_in
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit: who is above and below, who works there, its land, what it answers for, and what is missing."""
    found = tree().by_code(code)
    if found is None:
        raise Http404
    viewer, page = viewer_of(request), unit_page(found.id)
    context = {
        "page": page,
        "now": clock.now(),
        "today": clock.today(),
        "kind": UnitKind(found.kind).label,
        "party": Party(found.stands_for).label,
        "posts": posts_at(unit=found.id),
        "may_keep": not found.closed and may_keep_unit(viewer, found.id),
        "may_hand_over": viewer.may("administer"),
        "vacant": bool(unmanned([found.id])),
        "names": posts_at_units(child.id for child in page.children),
        "map": _map_of(page),
        "duties": duties_of(found),
        "catalogue": catalogue_version(),
        "may_draw": found.kind in ON_THE_SPOT and not found.closed and may_keep_unit(viewer, found.id),
        "tally": tally_at(viewer, found.id),
        "without_secretary": plots_without_secretary(tree().subtree(found.id)),
        "unmanned": unmanned(tree().subtree(found.id) - {found.id}),
        "acts": acts_on_unit(viewer, found),
        "story": told_by(Unit, found.id),
        **_beside(page),
    }
    return render(request, "desk/unit.html", context)


def _map_of(page: UnitPage) -> Map | None:
    if not page.plots or len(page.plots) > MOST_DRAWN:
        return None
    return unit_map(page.unit.id, lambda plot: reverse("desk:plot", args=[plot.code]))


def _beside(page: UnitPage) -> dict[str, object]:
    """Owners' committees of its plots and mass organisations beside its party organisations (D16)."""
    day = tree().day
    plots = [plot.id for plot in page.plots]
    organisations = [organisation.id for organisation in page.organisations]
    committees = OwnersCommittee.objects.on(day).filter(plot__in=plots).order_by("name")
    mass_orgs = MassOrg.objects.on(day).filter(organisation__in=organisations).order_by("kind", "name")
    return {"committees": list(committees), "mass_orgs": list(mass_orgs)}
