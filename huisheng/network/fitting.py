"""A drawn outline between the plots that are there: snapped, noded, and refused where it takes what is not
the drawer's to take."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from huisheng.core import clock
from huisheng.network.editing import Refused
from huisheng.network.geometry import index
from huisheng.network.land import SLIVER_SQUARE_METRES, Corners, Land
from huisheng.network.land.checks import outside_problem, place_problem, shape_problem
from huisheng.network.land.corners import tidy
from huisheng.network.land.exchange import Exchange, exchange
from huisheng.network.land.flat import square_metres
from huisheng.network.land.rings import rings_of, with_ring
from huisheng.network.land.snapping import snapped
from huisheng.network.models import Area, AreaKind, Plot
from huisheng.network.models.outline import polygon
from huisheng.network.points import problem_of

Kept = Callable[[Plot], bool]
OUTLINE = "outline"


def land_of(plot: Plot) -> Land:
    """The plot's land, on the grid."""
    return tidy(polygon(plot.boundary))


def check_corners(corners: Corners, *, old: Land | None = None) -> None:
    """Raise `Refused` when the corners are no outline, or one of them is no place in the district. Corners of
    the old outline may stay where they are."""
    before = tuple(corner for ring in rings_of(old) for corner in ring.corners) if old is not None else ()
    words = place_problem(corners, problem_of, has_border=own_border() is not None, before=before)
    words = words or shape_problem(corners)
    if words:
        raise Refused({OUTLINE: words})


def own_border() -> BaseGeometry | None:
    """The district where it has a border of its own; None where it is only what its plots cover."""
    borders = Area.objects.on(clock.today()).filter(kind=AreaKind.DISTRICT, boundary__isnull=False)
    return index().district if borders.exists() else None


def placed(corners: Corners, old: Land | None, ring: int | None) -> Land:
    """What is drawn: the corners alone, or the old land with one of its rings replaced. Raises `Refused`."""
    if ring is None or old is None:
        return Polygon(corners)
    try:
        drawn = with_ring(old, ring, corners)
    except IndexError:
        raise Refused({OUTLINE: _("这一圈已经不在了。请重新打开这一页。")}) from None
    if not drawn.is_valid:
        raise Refused({OUTLINE: _("这一圈碰到了这块责任田的另一块，或者碰到了洞。请让开一些。")})
    return drawn


def fit(
    corners: Corners,
    old: Land | None,
    neighbours: Mapping[int, Plot],
    *,
    follow: bool,
    kept: Kept,
    ring: int | None = None,
) -> Exchange:
    """The plot and the neighbours as they come out, for corners that `check_corners` let pass; of land with
    several rings they are those of `ring`.

    Raises `Refused` when the outline lies outside the district, overlaps a neighbour that should stay, or
    leaves one without land, in pieces, or changed that is not `kept`.
    """
    lands = {plot_id: land_of(plot) for plot_id, plot in neighbours.items()}
    district = own_border()
    fixed = [*lands.values(), *([district] if district is not None else [])]
    drawn = placed(snapped(corners, fixed), old, ring)
    if district is not None and (words := outside_problem(drawn, district, old)):
        raise Refused({OUTLINE: words})
    done = exchange(drawn, old, lands, follow=follow)
    if not follow:
        _refuse_overlaps(done.plot, old, lands, neighbours)
    for plot_id, land in done.neighbours.items():
        _refuse_harm(neighbours[plot_id], lands[plot_id], land, kept)
    if len(rings_of(done.plot)) != len(rings_of(drawn)):
        raise Refused({OUTLINE: _("这样画不是一整块，请把窄处画宽一些。")})
    return Exchange(tidy(done.plot), {plot_id: tidy(land) for plot_id, land in done.neighbours.items()})


def _refuse_overlaps(
    plot: Land, old: Land | None, lands: Mapping[int, Land], neighbours: Mapping[int, Plot]
) -> None:
    """Overlaps that were there may stay: they are listed with the coverage. New ones are not made by hand."""
    for plot_id, land in lands.items():
        over = square_metres(plot.intersection(land))
        before = square_metres(old.intersection(land)) if old is not None else 0.0
        if over - before > SLIVER_SQUARE_METRES:
            raise Refused(
                {
                    OUTLINE: _("有 %(size)d 平方米压在 %(plot)s 上。要么让开，要么勾选“邻田跟着改”。")
                    % {"size": round(over), "plot": neighbours[plot_id]}
                }
            )


def _refuse_harm(plot: Plot, before: Land, after: Land, kept: Kept) -> None:
    changed = square_metres(before.symmetric_difference(after)) > SLIVER_SQUARE_METRES
    if not changed and not after.is_empty:
        return
    if not kept(plot):
        words = _("这样画会动到 %(plot)s，它归别人管。请让开，或者请管它的单位来改。")
    elif after.is_empty or square_metres(after) < SLIVER_SQUARE_METRES:
        words = _("这样画，%(plot)s 就没有地了。要并过来，请用“合并责任田”。")
    elif isinstance(after, Polygon) != isinstance(before, Polygon):
        words = _("这样画，%(plot)s 会断成几块。请换个画法。")
    elif isinstance(after, Polygon) and isinstance(before, Polygon):
        if len(after.interiors) <= len(before.interiors):
            return
        words = _("这样画，%(plot)s 中间会空出一块。要分出来，请用“分成两块”。")
    else:
        return
    raise Refused({OUTLINE: words % {"plot": plot}})
