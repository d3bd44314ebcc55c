from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from huisheng.core import clock
from huisheng.core.access import signed_in
from huisheng.desk.queries.keepable import acts_on_area
from huisheng.desk.queries.told import told_by
from huisheng.network.map import Map, places_map, plots_map
from huisheng.network.models import Area, AreaKind, Sector
from huisheng.network.queries import AreaPage, OrganisationRow, area_page
from huisheng.network.tree import tree
from huisheng.people.viewer import viewer_of

MOST_DRAWN = 120


@signed_in
def area(request: HttpRequest, code: str) -> HttpResponse:
    """An area: what lies in it, who answers for it, its plots and organisations."""
    found = tree().area_by_code(code)
    if found is None:
        raise Http404
    page = area_page(found.id)
    kind = AreaKind(found.kind).label
    context: dict[str, object] = {
        "page": page,
        "kind": kind,
        "map": _map_of(page),
        "sectors": _by_sector(page),
    }
    context |= {"acts": acts_on_area(viewer_of(request), found), "story": told_by(Area, found.id)}
    context |= {"now": clock.now(), "today": clock.today()}
    return render(request, "desk/area.html", context)


def _map_of(page: AreaPage) -> Map | None:
    """Its plots while they are few enough to be told apart, else the areas in it."""
    if 0 < len(page.plots) <= MOST_DRAWN:
        return plots_map(page.area.id, lambda plot: reverse("desk:plot", args=[plot.code]))
    if page.children and page.plots:
        return places_map(page.area.id, lambda area: reverse("desk:area", args=[area.code]))
    return None


def _by_sector(page: AreaPage) -> list[tuple[str, list[OrganisationRow]]]:
    """Its organisations by sector, only sectors that have any."""
    return [
        (str(sector.label), found)
        for sector in Sector
        if (found := [organisation for organisation in page.organisations if organisation.sector == sector])
    ]
