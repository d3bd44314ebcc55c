"""The pages for land in several pieces: which outline is drawn is chosen, the others stay; and it is split."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from shapely.geometry import MultiPolygon, Polygon

from huisheng.network import tree
from huisheng.network.editing import mark_of
from huisheng.network.land.corners import read_corners, write_corners
from huisheng.network.land.rings import rings_of
from huisheng.network.models import Plot
from huisheng.network.tests.plots import compound, land, ring, square
from tests.cast import Cast, sign_in


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    compound(cast.plots[0], MultiPolygon([square(0, 0), square(-2, 0)]))
    tree.forget()
    return sign_in(client, cast.wang_fang)


def west(plot: Plot) -> int:
    """Which ring lies apart in the west."""
    return next(
        at for at, each in enumerate(rings_of(land(plot))) if Polygon(each.corners).equals(square(-2, 0))
    )


def test_every_outline_is_offered_and_the_chosen_one_stands_in_the_field(clerk: Client, cast: Cast) -> None:
    address, at = reverse("desk:draw_plot", args=[cast.plots[0].code]), west(cast.plots[0])
    page = clerk.get(address, {"ring": str(at)})
    html = page.content.decode()
    for words in (
        "第 1 块",
        "第 2 块",
        "全部重画成一圈",
        f"{address}?ring={1 - at}",
        f"{address}?ring=whole",
    ):
        assert words in html, words
    assert Polygon(read_corners(page.context["form"]["outline"].value())).equals(square(-2, 0))
    assert clerk.get(address, {"ring": "whole"}).context["form"]["outline"].value() == ""
    for rubbish in ("99", "-1", "x"):
        assert clerk.get(address, {"ring": rubbish}).status_code == 200


def test_saving_changes_that_outline_alone(clerk: Client, cast: Cast) -> None:
    plot, moved = cast.plots[0], ring((-2, 0), (-1.2, 0), (-1.2, 1), (-2, 1))
    address = f"{reverse('desk:draw_plot', args=[plot.code])}?ring={west(plot)}"
    typed = {"key": uuid4(), "seen": mark_of(plot), "outline": write_corners(moved)}
    assert clerk.post(address, typed).status_code == 302
    assert land(plot).equals(MultiPolygon([square(0, 0), Polygon(moved)]))


def test_the_page_of_splitting_says_what_happens_to_the_other_pieces(clerk: Client, cast: Cast) -> None:
    page = clerk.get(reverse("desk:split_plot", args=[cast.plots[0].code]))
    assert "归到它所在的那一边" in page.content.decode()
    assert len(read_corners(page.context["form"]["line"].value())) == 2


def test_a_plot_of_one_outline_has_nothing_to_choose(client: Client, cast: Cast) -> None:
    page = sign_in(client, cast.wang_fang).get(reverse("desk:draw_plot", args=[cast.plots[0].code]))
    assert "画哪一圈" not in page.content.decode()
