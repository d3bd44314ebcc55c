"""Pages on which areas and party organisations are kept."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from huisheng.core import clock
from huisheng.desk.tests.keeping import confirm, look, page_of, sent_again
from huisheng.network.models import Area, Change, Organisation, PlotHolding
from huisheng.network.tree import tree
from huisheng.people.models import Member
from tests.cast import Cast, add_person, sign_in
from tests.cast_network import LONG_AGO


def area(key: str) -> Area:
    return Area.objects.get(code=f"A-{key}")


def test_an_area_is_added_renamed_and_merged(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    new = page_of(client, "area", "new", "A-street")
    typed = {"code": "A-new", "name": "西环社区", "name_en": "", "kind": "community"}
    assert "春城街道" in look(client, new, **typed).content.decode()
    assert confirm(client, new, **typed).status_code == 302
    edit = page_of(client, "area", "edit", "A-new")
    assert look(client, edit, name="西环社区", name_en="").status_code == 422  # nothing is changed
    assert confirm(client, edit, name="西环南社区", name_en="").status_code == 302
    merge = page_of(client, "area", "merge", "A-next_community")
    assert confirm(client, merge, into="A-new").status_code == 302
    assert tree().unit(cast.next_station.pk).area_id == area("new").pk
    assert tree().area(area("next_community").pk).closed
    gone = client.get(reverse("desk:area", args=["A-next_community"])).content.decode()
    assert "这个辖区已经撤销" in gone
    assert reverse("desk:keep_area_edit", args=["A-next_community"]) not in gone


def test_a_code_typed_full_width_is_kept_as_every_other(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    new = page_of(client, "area", "new", "A-street")
    assert (
        confirm(client, new, code="Ａ－２２", name="西环社区", name_en="", kind="community").status_code
        == 302
    )
    assert area("22").name == "西环社区"
    move = page_of(client, "area", "move", "A-22")
    assert confirm(client, move, parent="Ａ—other_street").status_code == 302
    assert tree().area(area("22").pk).parent_id == area("other_street").pk


def test_a_day_with_a_slip_in_its_year_is_not_taken(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    new = page_of(client, "area", "new", "A-street")
    typed = {"code": "A-new", "name": "西环社区", "name_en": "", "kind": "community"}
    assert "请再看一遍年份" in look(client, new, effective="0206-12-01", **typed).content.decode()


def test_an_area_moves_only_between_ones_own(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    address = page_of(client, "area", "move", "A-estate")
    assert "不归您维护" in look(client, address, parent="A-other_community").content.decode()
    sign_in(client, cast.sun_li)
    assert confirm(client, address, parent="A-other_community").status_code == 302
    assert tree().area(area("estate").pk).parent_id == area("other_community").pk


def test_an_area_with_something_in_it_says_what(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    address = page_of(client, "area", "close", "A-community")
    assert "4 块责任田" in look(client, address).content.decode()
    assert "先移到别的辖区" in confirm(client, address).content.decode()


def test_a_branch_is_set_up_renamed_and_given_another_superior(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    new = reverse("desk:keep_organisation_new", args=["A-community"])
    typed = {"code": "ZZ-1", "name": "景阳社区党总支", "kind": "general_branch", "sector": "community"}
    assert confirm(client, new, **typed, parent="区委").status_code == 302
    move = page_of(client, "organisation", "move", cast.branch.code)
    assert confirm(client, move, parent="ZZ-1").status_code == 302
    cast.branch.refresh_from_db()
    assert cast.branch.superior == Organisation.objects.get(code="ZZ-1")
    edit = page_of(client, "organisation", "edit", cast.branch.code)
    words = {"name": "景阳先锋党支部", "sector": "community"}
    assert "不归您维护" in look(client, edit, **words, area="A-other_community").content.decode()
    assert confirm(client, edit, **words, area="A-community").status_code == 302
    page = client.get(reverse("desk:organisation", args=[cast.branch.code])).content.decode()
    assert "景阳社区第一党支部 → 景阳先锋党支部" in page


def test_a_branch_with_members_or_plots_does_not_close(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    address = page_of(client, "organisation", "close", cast.branch.code)
    assert "4 块责任田" in look(client, address).content.decode()
    PlotHolding.objects.filter(organisation=cast.branch).delete()
    member = Member.objects.create(
        person=add_person("党员甲"), organisation_id=cast.branch.pk, joined=LONG_AGO, state_since=LONG_AGO
    )
    assert "1 名党员" in look(client, address).content.decode()
    member.delete()
    assert confirm(client, address).status_code == 302
    cast.branch.refresh_from_db()
    assert cast.branch.until is not None


def test_an_area_is_not_there_before_its_day_and_can_be_planned_with(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    day = clock.today() + timedelta(days=9)
    typed = {"code": "A-new", "name": "新开街道", "name_en": "", "kind": "street"}
    confirm(client, page_of(client, "area", "new", "A-district"), **typed, effective=day.isoformat())
    assert Client().get(reverse("portal:responsible"), {"area": "A-new"}).status_code == 404
    assert "新开街道" in client.get(reverse("desk:area", args=["A-district"])).content.decode()
    page = client.get(reverse("desk:area", args=["A-new"])).content.decode()
    assert "才设立" in page and "已经撤销" not in page
    address = page_of(client, "area", "move", "A-community")
    assert look(client, address, parent="新开街道").status_code == 200
    early = client.post(address, sent_again(look(client, address, parent="A-new"), parent="A-new"))
    assert (early.status_code, "还没有设立" in early.content.decode()) == (422, True)
    confirm(client, address, parent="A-new", effective=day.isoformat())
    assert Change.objects.get().effective == day


def test_what_begins_later_is_said_to_begin_then(client: Client, cast: Cast):
    sign_in(client, cast.sun_li)
    day = clock.today() + timedelta(days=9)
    typed = {"code": "A-new", "name": "西环社区", "name_en": "", "kind": "community"}
    new = page_of(client, "area", "new", "A-street")
    confirm(client, new, effective=day.isoformat(), **typed)
    page = client.get(reverse("desk:area", args=["A-street"])).content.decode()
    assert f"已经记下，{day.year}年{day.month}月{day.day}日起才有这个辖区" in page and "已经新增" not in page
    confirm(client, page_of(client, "area", "new", "A-street"), **{**typed, "code": "A-at_once"})
    assert "已经新增" in client.get(reverse("desk:area", args=["A-street"])).content.decode()
