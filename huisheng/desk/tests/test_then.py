"""Who was responsible on a day: for a unit, a plot and a dwelling, under the names of that day."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from huisheng.core import clock
from huisheng.network.actions.asked import Asked
from huisheng.network.actions.edit_unit import UnitWords, edit_unit
from huisheng.network.actions.move_unit import move_unit
from huisheng.network.editing import mark_of
from huisheng.network.models import Area, Dwelling
from tests.cast import Cast, sign_in
from tests.cast_network import LONG_AGO


def ask(client: Client, place: str, days: int) -> str:
    day = (clock.today() + timedelta(days=days)).isoformat()
    answer = client.get(reverse("desk:then"), {"place": place, "on": day})
    assert answer.status_code == 200
    return answer.content.decode()


def moved(cast: Cast) -> None:
    """The studio went to the next station five days ago, and was renamed three days ago."""
    day = clock.today()
    move_unit(
        cast.studio.pk, cast.next_station.pk, Asked(None, mark_of(cast.studio), day - timedelta(days=5))
    )
    words = UnitWords("锦江便民工作室", "", "government", cast.studio.area_id)
    edit_unit(cast.studio.pk, words, Asked(None, mark_of(cast.studio), day - timedelta(days=3)))


def test_unit_plot_and_dwelling_answer_for_their_day(client: Client, cast: Cast):
    building = Area.objects.create(
        code="B-3", name="3号楼", kind="building", parent=Area.objects.get(code="A-estate"), since=LONG_AGO
    )
    Dwelling.objects.create(area=building, label="101", plot=cast.plots[0], since=LONG_AGO)
    moved(cast)
    sign_in(client, cast.wang_fang)
    for place in (cast.studio.code, cast.plots[0].code, "3号楼 101"):
        before, between, now = (ask(client, place, days) for days in (-6, -4, 0))
        assert cast.station.name in before
        assert "王芳" in before
        assert cast.next_station.name not in before
        assert cast.next_station.name in between
        assert ">锦江花园工作室<" in between
        assert ">锦江便民工作室<" in now
    assert cast.branch.name in ask(client, "3号楼 101", 0)


def test_nobody_answers_before_it_was_there(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    days = (LONG_AGO - clock.today()).days - 1
    assert "那一天没有人负责它" in ask(client, cast.plots[0].code, days)
    assert "那一天没有人负责它" in ask(client, cast.studio.code, days)


def test_a_code_typed_full_width_is_found_and_nothing_typed_is_said(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    assert cast.plots[0].name in ask(client, cast.plots[0].code.replace("-", "－"), 0)
    assert "请写单位、责任田或者住户。" in ask(client, " ", 0)
    assert "请写单位、责任田或者住户。" not in client.get(reverse("desk:then")).content.decode()


def test_unclear_words_and_days_are_said_so(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    assert "没有找到“不存在”" in ask(client, "不存在", 0)
    assert "是哪一个" in ask(client, "工作室", 0)
    answer = client.get(reverse("desk:then"), {"place": cast.studio.code, "on": "昨天"})
    assert "日期写成" in answer.content.decode()
    assert client.get(reverse("desk:then")).status_code == 200
