"""The pages of goals: what is shown, who may change what, and bad input by the field."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.goals.actions.end_goal import end_goal
from huisheng.goals.models import Reading, Target
from huisheng.goals.tests.places import bound, redraw
from huisheng.goals.tests.promises import asked, goal_for, standing
from huisheng.network.models import Area, Dwelling, Unit
from tests.cast import Cast, add_person, appoint, sign_in
from tests.cast_network import SIDE

INDEX, NEW = reverse("goals:index"), reverse("goals:goal_new")
SINCE = date(2020, 1, 1)


@pytest.fixture
def leader(cast: Cast) -> Client:
    """钱立, leader at the bureau."""
    return sign_in(Client(), cast.qian_li)


@pytest.fixture
def of_street(cast: Cast) -> Client:
    """The leader of the street."""
    person = add_person("街领导", "jie.ling.dao")
    appoint([(person, "leader", cast.street)])
    return sign_in(Client(), person)


def text(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def form_of(client: Client, address: str, **values: str) -> dict[str, str]:
    """What the page's form holds, with what is typed over it."""
    form = client.get(address).context["form"]
    held = {name: form[name].value() for name in form.fields}
    sent = {name: str(value) for name, value in held.items() if value is not None and value is not False}
    return {**sent, **values}


def test_all_are_listed_with_value_target_owner_and_next_step(client: Client, cast: Cast) -> None:
    bound(cast)
    standing("land")
    estate = Area.objects.get(code="A-estate")
    Dwelling.objects.create(area=estate, label="101", plot=cast.plots[0], since=SINCE)
    goal_for(cast.street, next_step="给 9 号楼请一户")
    redraw(cast.plots[0], 0, 0, -SIDE / 10, 0)
    page = text(sign_in(client, cast.wang_fang).get(INDEX))
    for words in (
        "98.3333% 还没达到 100%",
        "空白 1 处",
        "0.00% 还没达到 90.00%",
        "给 9 号楼请一户",
        cast.street.name,
    ):
        assert words in page, words
    assert "定一个目标" not in page


def test_the_five_parties_say_who_stands_for_them(client: Client, cast: Cast) -> None:
    Unit.objects.filter(pk=cast.studio.pk).update(stands_for="law")
    from huisheng.network import tree

    tree.forget()
    page = text(sign_in(client, cast.wang_fang).get(INDEX))
    assert page.index("党委领导") < page.index("政府负责") < page.index("社会协同") < page.index("公众参与")
    assert "法治保障 1 工作室 1 0" in page


def test_one_shows_its_history(client: Client, cast: Cast, leader: Client) -> None:
    target = goal_for(cast.street)
    address = reverse("goals:goal_change", args=[target.goal.code])
    sent = form_of(leader, address, value="80", reason="新楼多")
    assert leader.post(address, sent).status_code == 302
    page = (
        sign_in(client, cast.wang_fang).get(reverse("goals:goal", args=[target.goal.code])).content.decode()
    )
    assert "<del>90.00%</del> → <ins>80.00%</ins>" in page and "新楼多" in page and "钱立" in page


def test_the_end_of_each_month_is_kept(client: Client, cast: Cast) -> None:
    target = goal_for(cast.street)
    for day, value in ((date(2026, 1, 30), 0.1), (date(2026, 1, 31), 0.2), (date(2026, 2, 3), 0.3)):
        Reading.objects.create(goal=target.goal, day=day, value=value)
    page = text(sign_in(client, cast.wang_fang).get(reverse("goals:goal", args=[target.goal.code])))
    assert "2026年2月3日 30.00% 2026年1月31日 20.00%" in page and "10.00%" not in page


def test_a_leader_sets_a_goal_below_and_the_form_says_what_is_wrong(cast: Cast, leader: Client) -> None:
    typed = {
        "name": "今年住户覆盖",
        "indicator": "household_coverage",
        "value": "95",
        "unit": cast.street.name,
    }
    sent = form_of(leader, NEW, **typed)
    wrong = leader.post(NEW, {**sent, "value": "950"})
    assert wrong.status_code == 422 and "目标值要大于 0，最多 100%。" in wrong.content.decode()
    assert "今年住户覆盖" in wrong.content.decode()
    unknown = leader.post(NEW, {**sent, "unit": "没有"})
    assert "没有找到“没有”" in unknown.content.decode()
    assert leader.post(NEW, sent, follow=True).status_code == 200
    assert leader.post(NEW, sent, follow=True).status_code == 200  # a second click
    made = Target.objects.get()
    assert (str(made.value), made.unit_id, made.by) == ("0.9500", cast.street.pk, cast.qian_li.account.pk)


def test_nobody_moves_their_own_mark(cast: Cast, of_street: Client) -> None:
    target = goal_for(cast.street)
    for route in ("goals:goal_change", "goals:goal_end"):
        assert of_street.get(reverse(route, args=[target.goal.code])).status_code == 403
    typed = {"name": "自己的", "indicator": "household_coverage", "value": "5", "unit": cast.street.code}
    refused = of_street.post(NEW, form_of(of_street, NEW, **typed))
    assert refused.status_code == 422 and "由它的上一级定" in refused.content.decode()
    own = reverse("goals:goal_next_step", args=[target.goal.code])
    assert of_street.post(own, form_of(of_street, own, next_step="先请一户")).status_code == 302
    assert (
        of_street.post(NEW, form_of(of_street, NEW, **{**typed, "unit": cast.station.code})).status_code
        == 302
    )


def test_who_comes_second_keeps_what_was_typed(cast: Cast, leader: Client) -> None:
    target = goal_for(cast.street)
    address = reverse("goals:goal_change", args=[target.goal.code])
    first, second = (form_of(leader, address, value=value, reason=value) for value in ("80", "70"))
    leader.post(address, first)
    page = leader.post(address, second)
    assert (
        page.status_code == 409
        and "别人改了它" in page.content.decode()
        and 'value="70"' in page.content.decode()
    )
    assert Target.objects.count() == 2


def test_one_that_was_called_off_lies_behind(client: Client, cast: Cast) -> None:
    target = goal_for(cast.street)
    end_goal(target.goal_id, asked(seen=1, reason="并到全区"))
    page = sign_in(client, cast.wang_fang).get(INDEX).content.decode()
    assert "撤销了的目标" in page and "并到全区" in page


def test_a_goal_that_is_not_there_is_no_page(client: Client, cast: Cast) -> None:
    assert sign_in(client, cast.wang_fang).get(reverse("goals:goal", args=["M-999"])).status_code == 404


def test_more_goals_take_no_more_statements(
    client: Client, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    sign_in(client, cast.wang_fang)
    for unit in (cast.street, cast.other_street, cast.station, cast.bureau):
        goal_for(unit)
    client.get(INDEX)
    with django_assert_max_num_queries(9):
        assert client.get(INDEX).status_code == 200
