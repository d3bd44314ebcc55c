"""What a page names besides its own row must be its reader's too, whatever is sent and however."""

import pytest
from django.test import Client

from huisheng.desk import forms_keep as forms
from huisheng.desk.permissions import may_keep_area
from huisheng.desk.tests.keeping import confirm, look, page_of, sent_again
from huisheng.network.models import Unit
from huisheng.network.tree import tree
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, add_person, appoint, sign_in

WORDS = {"name": "景阳综合站", "stands_for": "government"}


@pytest.mark.parametrize("area", ["A-district", "A-other_street"])
def test_nobody_comes_to_keep_an_area_by_putting_a_unit_of_theirs_there(
    client: Client, cast: Cast, area: str
):
    sign_in(client, cast.wang_fang)
    new = {**WORDS, "code": "春-1-09", "kind": "studio", "area": area}
    for act, typed in (("edit", {**WORDS, "area": area}), ("new", new)):
        answer = look(client, page_of(client, "unit", act, cast.station.code), **typed)
        assert (answer.status_code, "那个辖区不归您维护" in answer.content.decode()) == (422, True)
    split = {"code": "春-1-09", "name": "南区工作室", "plots": [cast.plots[1].pk], "area": area}
    assert look(client, page_of(client, "unit", "split", cast.studio.code), **split).status_code == 422
    assert not may_keep_area(viewer_for(cast.wang_fang.account), cast.district.pk)


def test_a_unit_goes_on_lying_where_it_lies(client: Client, cast: Cast):
    Unit.objects.filter(pk=cast.studio.pk).update(area=cast.district)
    sign_in(client, cast.wang_fang)
    address = page_of(client, "unit", "edit", cast.studio.code)
    typed = {**WORDS, "name": "锦江工作室", "area": "A-district"}
    assert confirm(client, address, **typed).status_code == 302


def test_a_print_made_up_elsewhere_reaches_no_further(client: Client, cast: Cast):
    sign_in(client, cast.wang_fang)
    address = page_of(client, "unit", "move", cast.studio.code)
    answer = look(client, address, parent=cast.next_station.code)
    sent = sent_again(answer, parent=cast.next_station.code)
    form = forms.UnderForm(sent, seen=0, kind="unit", label="")
    assert form.is_valid()
    assert client.post(address, {**sent, "shown": form.print_of()}).status_code == 422
    assert tree().above(cast.studio.pk) == cast.station.pk


def test_a_department_gets_no_district_by_a_unit_below_it(client: Client, cast: Cast):
    person = add_person("部门调度员", "bu.men")
    appoint([(person, "dispatcher", cast.civil_affairs)])
    sign_in(client, person)
    typed = {**WORDS, "code": "民-9", "kind": "subcentre", "area": "A-district"}
    answer = look(client, page_of(client, "unit", "new", cast.civil_affairs.code), **typed)
    assert answer.status_code == 422
