from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.core.access import signed_in
from huisheng.goals.drawing import listed
from huisheng.goals.land.parts import DUST, SLIVER_METRES, Kind
from huisheng.goals.queries import HouseholdCoverage, LandView, StreetLand, households, land_view, parties
from huisheng.goals.words import KINDS, LACKS, lacks_of, say_area
from huisheng.network.map import Map, district_map, plots_map
from huisheng.network.nodes import AreaNode
from huisheng.network.tree import tree
from huisheng.people.viewer import viewer_of
from huisheng.ui.words import say_share

MOST_BUILDINGS = 100
DIGITS = 4


@signed_in
def coverage(request: HttpRequest) -> HttpResponse:
    """Both standing goals, for the district or for one town, street or zone (`?area=`)."""
    held = tree()
    areas = held.area_children(held.district.id) if held.district else ()
    code = request.GET.get("area", "")
    chosen = next((area for area in areas if area.code == code), None)
    if code and chosen is None:
        raise Http404
    context = {
        "day": held.day,
        "owner": held.root,
        "areas": areas,
        "chosen": chosen,
        "keeps": viewer_of(request).reach_for("keep"),
        "sliver": SLIVER_METRES,
        "dust": f"{DUST * 10_000:.0f}",
        "parties": parties(),
        "now": clock.now(),
        **_land(land_view(), chosen),
        **_served(households(chosen.id if chosen else None)),
    }
    return render(request, "goals/coverage.html", context)


def _land(view: LandView, chosen: AreaNode | None) -> dict[str, Any]:
    """What the page says of land; nothing where the district has no boundary, or nothing was worked out yet."""
    found, by_street = view.land, view.streets
    if found is None:
        return {"land": None, "view": view}
    drawn = _map(chosen)
    street = next((each for each in by_street if chosen and each.area.id == chosen.id), None)
    share = street.share if street else found.share
    parts = {kind: street.parts[kind] if street else found.all_of(kind) for kind in Kind}
    return {
        "land": found,
        "view": view,
        "land_share": share,
        "land_digits": _digits(share),
        "covered": say_area(street.covered_area if street else found.covered_area),
        "whole": say_area(found.district_area),
        "lists": [listed(kind, parts[kind], drawn.frame) for kind in Kind],
        "map": drawn,
        "streets": [] if chosen else [_street(each) for each in by_street],
    }


def _digits(share: float | None) -> int:
    """All is said as 100 %, what is missing to four digits: a square metre in a street shows."""
    return 0 if share == 1 else DIGITS


def _map(chosen: AreaNode | None) -> Map:
    """The streets, each leading to this page about itself; or the plots of one."""
    if chosen:
        return plots_map(chosen.id, lambda plot: reverse("desk:plot", args=[plot.code]))
    here = reverse("goals:coverage")
    return district_map(lambda area: f"{here}?area={area.code}", title=_("土地覆盖"))


def _street(each: StreetLand) -> dict[str, Any]:
    return {
        "area": each.area,
        "plots": each.plots,
        "share": each.share,
        "said": "" if each.share is None else say_share(each.share, _digits(each.share)),
        "kinds": [(KINDS[kind].name, len(each.parts[kind]), say_area(each.area_of(kind))) for kind in Kind],
    }


def _served(found: HouseholdCoverage) -> dict[str, Any]:
    lacking = [(area, tally, lacks_of(tally)) for area, tally in found.places if tally.unserved]
    return {
        "tally": found.tally,
        "lacks": [(words, getattr(found.tally, words.field)) for words in LACKS],
        "places": lacking,
        "buildings": [(each, lacks_of(each.tally)) for each in found.buildings[:MOST_BUILDINGS]],
        "more_buildings": max(0, len(found.buildings) - MOST_BUILDINGS),
    }
