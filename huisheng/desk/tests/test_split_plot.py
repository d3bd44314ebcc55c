"""The pages that split a plot and join plots."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.network.editing import mark_of
from huisheng.network.geometry import locate
from huisheng.network.land.corners import write_corners
from huisheng.network.models import Dwelling, Plot, PlotHolding
from huisheng.network.tests.plots import at, building, land, ring, square
from huisheng.network.tree import tree
from tests.cast import Cast, sign_in

LINE = ring((0.7, -0.2), (0.7, 1.2))


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    return sign_in(client, cast.wang_fang)


def typed(cast: Cast, **changes: Any) -> dict[str, Any]:
    plot = cast.plots[0]
    facts = {
        "code": "春1-088",
        "name": "东区",
        "drawn_from": "estate",
        "unit": plot.unit_id,
        "area": plot.area_id,
    }
    said = {"key": uuid4(), "seen": mark_of(plot), "line": write_corners(LINE), "part": "smaller", **facts}
    return {**said, "same_branch": "on", **changes}


def split_page(cast: Cast) -> str:
    return reverse("desk:split_plot", args=[cast.plots[0].code])


def join_page(cast: Cast) -> str:
    return reverse("desk:join_plots", args=[cast.plots[0].code])


def test_it_proposes_a_line_that_cuts(clerk: Client, cast: Cast) -> None:
    form = clerk.get(split_page(cast)).context["form"]
    sent = typed(cast, line=form["line"].value())
    assert clerk.post(split_page(cast), sent).status_code == 302
    assert land(cast.plots[0]).area == pytest.approx(square(0, 0).area / 2, rel=1e-3)


def test_the_new_plot_has_its_branch_its_dwellings_and_a_sign(clerk: Client, cast: Cast) -> None:
    three = building(cast, "3号楼", cast.plots[0], 4)
    building(cast, "4号楼", cast.plots[0], 2)
    assert "3号楼（4 户）" in clerk.get(split_page(cast)).content.decode()
    answer = clerk.post(split_page(cast), typed(cast, buildings=[three[0].area_id]), follow=True)
    assert "分好了，新的一块是 春1-088。4 户跟了过来。" in answer.content.decode()
    made = Plot.objects.get(code="春1-088")
    assert Dwelling.objects.filter(plot=made).count() == 4
    assert PlotHolding.objects.get(plot=made).organisation == cast.branch
    assert locate(*at(0.9, 0.5)) == made.pk
    assert made.sign_code in clerk.get(reverse("desk:plot_sign", args=[made.code])).content.decode()


def test_a_line_that_does_not_cut_is_kept_with_all_that_was_typed(clerk: Client, cast: Cast) -> None:
    three = building(cast, "3号楼", cast.plots[0], 4)
    short = write_corners(ring((0.5, 0.2), (0.5, 0.8)))
    answer = clerk.post(split_page(cast), typed(cast, line=short, buildings=[three[0].area_id]))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "没有把责任田分开" in html and short in html and "东区" in html
    assert answer.context["form"]["buildings"].value() == [str(three[0].area_id)]


def test_who_comes_second_keeps_what_was_ticked(clerk: Client, cast: Cast) -> None:
    rows = [building(cast, name, cast.plots[0], 1)[0].area_id for name in ("3号楼", "4号楼")]
    late = typed(cast, buildings=rows)
    Plot.objects.filter(pk=cast.plots[0].pk).update(name="别的名字")
    answer = clerk.post(split_page(cast), late)
    assert answer.status_code == 409
    assert answer.context["form"]["buildings"].value() == [str(row) for row in rows]
    assert not Plot.objects.filter(code="春1-088").exists()


def test_a_double_click_makes_one_plot(clerk: Client, cast: Cast) -> None:
    sent = typed(cast)
    assert [clerk.post(split_page(cast), sent).status_code for _ in range(2)] == [302, 302]
    assert Plot.objects.filter(code="春1-088").count() == 1


def test_neighbours_that_are_kept_are_offered_and_joined(clerk: Client, cast: Cast) -> None:
    form = clerk.get(join_page(cast)).context["form"]
    offered = dict(form.fields["others"].choices)
    assert sorted(offered.values()) == sorted(str(plot) for plot in (cast.plots[1], cast.second_plots[0]))
    chosen = next(value for value, label in offered.items() if label == str(cast.plots[1]))
    sent = {"key": uuid4(), "seen": mark_of(cast.plots[0]), "others": [chosen]}
    assert [clerk.post(join_page(cast), sent).status_code for _ in range(2)] == [302, 422]
    assert tree().plot(cast.plots[1].pk).closed
    assert land(cast.plots[0]).equals(square(0, 0).union(square(0, 1)))


def test_a_neighbour_that_was_changed_meanwhile_is_chosen_again(clerk: Client, cast: Cast) -> None:
    offered = clerk.get(join_page(cast)).context["form"].fields["others"].choices
    chosen = next(value for value, label in offered if label == str(cast.plots[1]))
    Plot.objects.filter(pk=cast.plots[1].pk).update(name="别的名字")
    answer = clerk.post(join_page(cast), {"key": uuid4(), "seen": mark_of(cast.plots[0]), "others": [chosen]})
    assert answer.status_code == 422
    assert "刚才有人改过其中一块" in answer.content.decode()
