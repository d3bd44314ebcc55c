"""In a real browser: a piece of a plot is dragged, and neighbours are shown as they will be while corners are added."""

from __future__ import annotations

import pytest
from shapely.geometry import MultiPolygon, Polygon

from huisheng.desk.tests.test_draw_in_browser import Opener, address, corner, drag, middle, opened
from huisheng.network import tree
from huisheng.network.land.rings import rings_of
from huisheng.network.tests.lands import is_seamless
from huisheng.network.tests.plots import compound, land, square
from tests.cast import Cast

__all__ = ["opened"]  # the fixture
pytestmark = pytest.mark.browser


def test_a_neighbour_is_shown_with_the_corner_that_is_put_into_the_common_edge(
    opened: Opener, committed_cast: Cast
) -> None:
    cast = committed_cast
    page = opened(cast.wang_fang, address("draw_plot", cast.plots[0]))
    paths = page.locator("[data-plot] path")
    before = {
        number: shown for number in range(paths.count()) if (shown := paths.nth(number).get_attribute("d"))
    }
    northern = page.locator(f"[data-plot='{cast.plots[1].pk}'] path")
    # The middle of the northern edge, which the plot in the north shares.
    middles = page.locator(".draw-middle")
    x, y = min((middle(middles.nth(at)) for at in range(middles.count())), key=lambda spot: spot[1])
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 4, y - 20)
    page.mouse.move(x + 8, y - 40)
    shown = northern.get_attribute("d") or ""
    page.mouse.up()
    assert shown.count("L") == 4, "five corners, the new one among them"
    assert sum(paths.nth(number).get_attribute("d") != held for number, held in before.items()) == 1
    page.get_by_role("button", name="保存边界").click()
    page.get_by_text("的边界改好了").wait_for()
    assert len(rings_of(land(cast.plots[1]))[0].corners) == 5
    assert is_seamless(map(land, [*cast.plots, *cast.second_plots, *cast.other_plots]))


def test_one_piece_is_dragged_and_the_other_stays(opened: Opener, committed_cast: Cast) -> None:
    cast = committed_cast
    compound(cast.plots[0], MultiPolygon([square(0, 0), square(-2, 0)]))
    tree.forget()
    rings = rings_of(land(cast.plots[0]))
    at = next(number for number, each in enumerate(rings) if Polygon(each.corners).equals(square(-2, 0)))
    page = opened(cast.wang_fang, address("draw_plot", cast.plots[0]))
    page.get_by_role("link", name=f"第 {at + 1} 块").click()
    page.locator(".draw[data-ready]").wait_for()
    drag(page, corner(page, 1), -12, 12)
    page.get_by_role("button", name="保存边界").click()
    page.get_by_text("的边界改好了").wait_for()
    after = land(cast.plots[0])
    assert isinstance(after, MultiPolygon)
    assert any(part.equals(square(0, 0)) for part in after.geoms)
    assert not any(part.equals(square(-2, 0)) for part in after.geoms)
