"""Pages on which units are kept: preview first, then the act; nothing typed is lost, nobody reaches too far."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from huisheng.cases.actions.hand_over import hand_over_cases
from huisheng.cases.tests.matters import assigned, handling
from huisheng.core import clock
from huisheng.desk.tests.keeping import confirm, look, page_of, sent_again
from huisheng.network.models import Change, Plot, Unit
from huisheng.network.tree import tree
from tests.cast import Cast, add_person, appoint, sign_in


def test_the_tree_opens_at_ones_own_unit_with_what_one_may_do(client: Client, cast: Cast):
    page = sign_in(client, cast.wang_fang).get(reverse("desk:keep")).content.decode()
    assert f'aria-current="true">{cast.station.name}' in page
    assert reverse("desk:keep_unit_new", args=[cast.station.code]) in page
    assert reverse("desk:keep_unit_move", args=[cast.station.code]) not in page
    below = client.get(reverse("desk:keep"), {"at": cast.studio.code}).content.decode()
    assert reverse("desk:keep_unit_move", args=[cast.studio.code]) in below
    elsewhere = client.get(reverse("desk:keep"), {"at": cast.other_station.code}).content.decode()
    assert "这个单位不归您维护" in elsewhere
    assert client.get(reverse("desk:keep"), {"at": "没有"}).status_code == 404


def test_a_studio_moves_after_a_look_at_what_that_does(client: Client, cast: Cast):
    handling_case = assigned(cast, category="refuse")
    assert handling_case.unit_id == cast.studio.pk
    sign_in(client, cast.sun_li)
    address = page_of(client, "unit", "move", cast.studio.code)
    shown = look(client, address, parent=cast.next_station.name).content.decode()
    assert not Change.objects.exists()
    assert all(words in shown for words in ("现在", "以后", cast.station.name, "1 件，留在这个单位办"))
    answer = confirm(client, address, parent=cast.next_station.code)
    assert answer.status_code == 302
    assert tree().above(cast.studio.pk) == cast.next_station.pk
    handling_case.refresh_from_db()
    assert handling_case.unit_id == cast.studio.pk


def test_both_ends_must_be_ones_own(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    address = page_of(client, "unit", "move", cast.studio.code)
    answer = look(client, address, parent=cast.next_station.code)
    assert answer.status_code == 422
    assert "不归您维护" in answer.content.decode()
    assert client.post(
        address, {**sent_again(answer, parent=cast.next_station.code), "shown": "x"}
    ).status_code in (200, 422)
    assert tree().above(cast.studio.pk) == cast.station.pk


def test_what_was_not_previewed_is_not_done(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    address = page_of(client, "unit", "move", cast.studio.code)
    shown = look(client, address, parent=cast.next_station.code)
    sent = {**sent_again(shown, parent=cast.next_station.code), "parent": cast.other_station.code}
    answer = client.post(address, sent)
    assert answer.status_code == 200
    assert cast.other_station.name in answer.content.decode()
    assert tree().above(cast.studio.pk) == cast.station.pk


def test_a_double_click_counts_once(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    address = page_of(client, "unit", "move", cast.studio.code)
    sent = sent_again(look(client, address, parent=cast.next_station.code), parent=cast.next_station.code)
    assert [client.post(address, sent).status_code for _click in range(2)] == [302, 302]
    assert Change.objects.count() == 1


def test_who_comes_second_sees_what_changed_and_loses_nothing(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    address = page_of(client, "unit", "edit", cast.station.code)
    typed = {"name": "景阳便民站", "stands_for": "government", "area": "A-community", "office_phone": ""}
    sent = sent_again(look(client, address, **typed), **typed)
    Unit.objects.filter(pk=cast.station.pk).update(name="景阳综合站")
    answer = client.post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "别人改了它" in page
    assert "景阳社区工作站 → 景阳综合站" in page
    assert 'value="景阳便民站"' in page
    shown = client.post(address, {**sent_again(answer, **typed), "sure": ""} | {"shown": ""})
    assert client.post(address, sent_again(shown, **typed)).status_code == 302
    assert tree().unit(cast.station.pk).name == "景阳便民站"


def test_words_are_said_by_the_field(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    new = page_of(client, "unit", "new", cast.station.code)
    typed = {"code": cast.studio.code, "name": "新工作室", "kind": "studio", "stands_for": "government"}
    for change, words in (
        ({}, "这个代码已经用在别的单位上"),
        ({"office_phone": "138 0431 0001"}, "请写办公室的电话"),
        ({"office_phone": "１３８　０４３１　０００１"}, "请写办公室的电话"),
        ({"code": "㎡" * 20}, "最多写 32 个字（现在 40 个）"),
        ({"code": "春-1-09", "office_phone": "㎡" * 20}, "最多写 32 个字（现在 40 个）"),
        ({"code": "春-1-09", "area": "没有这里"}, "没有找到“没有这里”"),
        ({"code": "春-1-09", "effective": "2026年"}, "日期写成"),
        ({"code": "春-1-09", "effective": "2062-01-01"}, "太远"),
    ):
        answer = look(client, new, **{**typed, **change})
        assert (answer.status_code, words in answer.content.decode()) == (422, True), words
    assert confirm(client, new, **{**typed, "code": "春-1-09"}).status_code == 302
    assert Unit.objects.get(code="春-1-09").parent == cast.station


def test_a_unit_that_begins_later_says_so_and_is_not_called_closed(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    day = clock.today() + timedelta(days=9)
    typed = {"code": "春-1-09", "name": "新工作室", "kind": "studio", "stands_for": "government"}
    confirm(client, page_of(client, "unit", "new", cast.station.code), **typed, effective=day.isoformat())
    for address in (reverse("desk:unit", args=["春-1-09"]), reverse("desk:keep") + "?at=春-1-09"):
        page = client.get(address).content.decode()
        assert "才设立" in page
        assert "已经撤销" not in page


def test_closing_says_what_is_left_and_to_whom_cases_go(client: Client, cast: Cast):
    case = handling(cast)
    sign_in(client, cast.sun_li)
    address = page_of(client, "unit", "close", cast.station.code)
    assert "2 个下级单位" in look(client, address).content.decode()
    Unit.objects.filter(parent=cast.station).update(parent=cast.next_station)
    page = look(client, address).content.decode()
    assert f"1 件没办完的诉求交给{cast.street.name}" in page
    assert "王芳（工作站办事员）还在这里任职" in page
    assert confirm(client, address).status_code == 302
    assert tree().unit(cast.station.pk).closed
    assert hand_over_cases(cast.station.pk) == 1
    case.refresh_from_db()
    assert case.unit_id == cast.street.pk


def test_nothing_goes_into_a_unit_without_people(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    address = page_of(client, "unit", "merge", cast.studio.code)
    answer = look(client, address, into=cast.second_studio.code)
    assert "现在没有人" in answer.content.decode()
    appoint([(add_person("新网格员", "xin.wang"), "field_worker", cast.second_studio)])
    assert confirm(client, address, into=cast.second_studio.code).status_code == 302
    assert not Plot.objects.filter(unit=cast.studio).exists()


def test_a_split_hands_over_what_was_ticked(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    address = page_of(client, "unit", "split", cast.studio.code)
    typed = {"code": "春-1-03", "name": "南区工作室", "plots": [cast.plots[1].pk]}
    assert cast.plots[1].name in look(client, address, **typed).content.decode()
    assert confirm(client, address, **typed).status_code == 302
    made = Unit.objects.get(code="春-1-03")
    assert tree().plot(cast.plots[1].pk).unit_id == made.pk
    answer = look(client, address, **{**typed, "code": "春-1-04", "plots": []})
    assert answer.status_code == 422


def test_what_is_planned_is_listed_and_called_off(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    day = clock.today() + timedelta(days=9)
    address = page_of(client, "unit", "move", cast.studio.code)
    confirm(client, address, parent=cast.next_station.code, effective=day.isoformat(), reason="网格调整")
    here = reverse("desk:keep") + f"?at={cast.studio.code}"
    page = client.get(here).content.decode()
    assert "安排好的变动" in page
    assert "孙丽：网格调整" in page
    change = Change.objects.get()
    off = reverse("desk:keep_call_off", args=[change.pk])
    assert client.post(off, {"back": "https://example.org/"})["Location"] == reverse("desk:keep")
    assert "安排好的变动" not in client.get(here).content.decode()
    told = client.get(reverse("desk:unit", args=[cast.studio.code])).content.decode()
    assert f"{cast.station.name} → {cast.next_station.name}" in told
    assert "已取消" in told


def test_a_planned_closing_is_called_off(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    day = clock.today() + timedelta(days=9)
    address = page_of(client, "unit", "close", cast.empty_street.code)
    confirm(client, address, effective=day.isoformat())
    page = client.get(reverse("desk:keep"), {"at": cast.empty_street.code})
    (closing,) = page.context["closing"]
    off = reverse("desk:keep_unit_call_off_closing", args=[cast.empty_street.code])
    sent = {"key": str(closing.key), "seen": str(closing.seen)}
    assert [client.post(off, sent).status_code for _click in range(2)] == [302, 302]
    cast.empty_street.refresh_from_db()
    assert cast.empty_street.until is None


def test_a_planned_name_is_called_off_by_whoever_keeps_the_unit(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    day = (clock.today() + timedelta(days=9)).isoformat()
    typed = {"name": "景阳便民站", "stands_for": "government", "area": "A-community"}
    confirm(client, page_of(client, "unit", "edit", cast.station.code), **typed, effective=day)
    off = reverse("desk:keep_call_off", args=[Change.objects.get().pk])
    assert sign_in(Client(), cast.he_san).post(off).status_code == 403
    assert client.post(off).status_code == 302
    assert Change.objects.get().end.kind == "called_off"
