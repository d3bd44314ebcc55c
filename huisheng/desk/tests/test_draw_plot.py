"""Drawing an outline: who may, what is kept when it is refused, and when somebody else was quicker."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from shapely.geometry import Polygon

from huisheng.core.models import AuditEntry
from huisheng.network.editing import mark_of
from huisheng.network.land import Corners
from huisheng.network.land.corners import write_corners
from huisheng.network.models import Plot
from huisheng.network.tests.plots import at, land, ring, square
from tests.cast import Cast, sign_in

PULLED_IN = ring((0, 0), (1, 0), (0.8, 0.8), (0, 1))


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.wang_fang)


def address(plot: Plot) -> str:
    return reverse("desk:draw_plot", args=[plot.code])


def typed(plot: Plot, corners: Corners | str, **changes: Any) -> dict[str, Any]:
    outline = corners if isinstance(corners, str) else write_corners(corners)
    return {"key": uuid4(), "seen": mark_of(plot), "outline": outline, "follow": "on", **changes}


def refused(answer: Any, status: int = 422) -> str:
    assert answer.status_code == status
    return str(answer.content.decode())


def test_the_page_shows_the_corners_and_the_neighbours(clerk: Client, cast: Cast) -> None:
    html = clerk.get(address(cast.plots[0])).content.decode()
    assert write_corners(ring((0, 0), (1, 0), (1, 1), (0, 1))) in html
    assert f'data-plot="{cast.plots[1].pk}"' in html and cast.second_plots[0].code in html


def test_corners_typed_as_text_change_both_sides_of_the_border(clerk: Client, cast: Cast) -> None:
    first = cast.plots[0]
    answer = clerk.post(address(first), typed(first, PULLED_IN))
    assert answer["Location"] == reverse("desk:plot", args=[first.code])
    assert land(first).equals(Polygon(PULLED_IN))
    assert land(cast.second_plots[1]).equals(Polygon(ring((0.8, 0.8), (2, 1), (2, 2), (1, 2))))


@pytest.mark.parametrize(
    ("corners", "words"),
    [
        (ring((0, 0), (1, 1), (1, 0), (0, 1)), "边界自己交叉了：1–2 的边和 3–4 的边"),
        ("125.2, 43.88\n\n125.202, 43.88", "第 2 行是空的。只能画一圈，中间不能有洞"),
        ((at(0, 0), at(1, 0), (125.3305, 43.882)), "第 3 个角：这个位置不在本区。离区界约 10 公里"),
        (((43.88, 125.2), at(1, 0), at(1, 1)), "第 1 个角：经度和纬度好像写反了"),
        ("朝东第三棵树", "第 1 行不是一个角"),
        ("", "请画出边界"),
    ],
)
def test_bad_outlines_are_named_by_the_field_and_what_was_typed_is_kept(
    clerk: Client, cast: Cast, corners: Corners | str, words: str
) -> None:
    first = cast.plots[0]
    sent = typed(first, corners)
    html = refused(clerk.post(address(first), sent))
    assert words in html and sent["outline"] in html
    assert land(first).equals(square(0, 0))


def test_who_comes_second_sees_both_outlines_and_may_send_again(clerk: Client, cast: Cast) -> None:
    first = cast.plots[0]
    early, late = typed(first, PULLED_IN), typed(first, ring((0, 0), (1, 0), (0.9, 0.9), (0, 1)))
    clerk.post(address(first), early)
    answer = clerk.post(address(first), late)
    html = refused(answer, 409)
    assert "刚才有人改过这里" in html and late["outline"] in html
    assert answer.context["drawing"].own != ""
    assert land(first).equals(Polygon(PULLED_IN))
    form = answer.context["form"]
    again = {**late, "seen": form["seen"].value(), "key": form["key"].value()}
    assert clerk.post(address(first), again).status_code == 302
    assert at(0.9, 0.9) in land(first).exterior.coords[:]  # type: ignore[union-attr]


def test_a_double_click_counts_once(clerk: Client, cast: Cast) -> None:
    first = cast.plots[0]
    sent = typed(first, PULLED_IN)
    assert [clerk.post(address(first), sent).status_code for _ in range(2)] == [302, 302]
    assert AuditEntry.objects.filter(action="network.plot_redrawn").count() == 1


def test_a_neighbour_that_others_keep_is_left_alone(clerk: Client, cast: Cast) -> None:
    east = cast.second_plots[0]
    wider = ring((1, 0), (2.2, 0), (2.2, 1), (1, 1))
    html = refused(clerk.post(address(east), typed(east, wider)))
    assert "归别人管" in html
    assert land(cast.other_plots[0]).equals(square(2, 0))


def test_only_whoever_keeps_the_plot_draws_it(client: Client, cast: Cast) -> None:
    for person, status in ((cast.he_san, 403), (cast.zhao_qiang, 403), (cast.sun_li, 200)):
        assert sign_in(client, person).get(address(cast.plots[0])).status_code == status
        client.logout()


def test_a_closed_plot_is_not_drawn(clerk: Client, cast: Cast) -> None:
    cast.plots[0].until = "2026-01-01"
    cast.plots[0].save()
    assert clerk.get(address(cast.plots[0])).status_code == 404


def test_a_new_plot_is_drawn_and_stands_on_its_page(clerk: Client, cast: Cast) -> None:
    page = reverse("desk:draw_new_plot") + f"?unit={cast.studio.code}"
    answer = clerk.get(page)
    form = answer.context["form"]
    facts = {"code": "春1-077", "name": "北区", "drawn_from": "estate", "unit": cast.studio.pk}
    sent = typed(
        cast.plots[0], ring((0, 2), (1, 2), (1, 3), (0, 3)), seen=0, area=form["area"].value(), **facts
    )
    assert clerk.post(page, sent)["Location"] == reverse("desk:plot", args=["春1-077"])
    assert "北区" in clerk.get(reverse("desk:plot", args=["春1-077"])).content.decode()
    assert clerk.get(reverse("desk:plot_sign", args=["春1-077"])).status_code == 200


def test_a_new_plot_without_a_name_says_so_and_keeps_the_drawing(clerk: Client, cast: Cast) -> None:
    page = reverse("desk:draw_new_plot")
    sent = typed(cast.plots[0], ring((0, 2), (1, 2), (1, 3), (0, 3)), seen=0)
    html = refused(clerk.post(page, sent))
    assert "请写编号。" in html and sent["outline"] in html


def test_nobody_draws_for_a_unit_that_others_keep(client: Client, cast: Cast) -> None:
    page = reverse("desk:draw_new_plot") + f"?unit={cast.station.code}"
    assert sign_in(client, cast.he_san).get(page).status_code == 403
