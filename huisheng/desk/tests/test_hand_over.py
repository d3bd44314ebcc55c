"""The page on which a post changes hands, with what is still somebody's."""

from django.test import Client
from django.urls import reverse

from huisheng.cases.actions.give import give_case
from huisheng.cases.models import Case
from huisheng.cases.tests.matters import handling, token, viewer
from huisheng.core import clock
from huisheng.people.actions.grants import confirm_role
from huisheng.people.models import Appointment, RoleGrant
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, add_person, appoint, sign_in


def day() -> str:
    return clock.today().isoformat()


def address(post: Appointment) -> str:
    return reverse("desk:hand_over", args=[post.pk])


def clerk(cast: Cast) -> Appointment:
    return Appointment.objects.get(person=cast.wang_fang)


def given_to_the_clerk(cast: Cast) -> Case:
    case = handling(cast)
    return give_case(case.id, viewer(cast.wang_fang), token(case), cast.wang_fang.pk)


def test_a_secretary_is_replaced_and_the_plots_stay_with_the_branch(client: Client, cast: Cast):
    (post,) = appoint([(add_person("老书记"), "secretary", cast.branch)])
    sign_in(client, cast.wang_fang)
    assert cast.plots[0].code in client.get(address(post)).content.decode()
    answer = client.post(address(post), {"name": "新书记", "day": day()}, follow=True)
    page = answer.content.decode()
    assert "党支部书记已经由 新书记 接了" in page and "老书记" not in page.split("<h2>谁在这里")[1]


def test_leaving_nobody_is_refused_in_words_and_done_knowingly(client: Client, cast: Cast):
    (post,) = appoint([(add_person("老书记"), "secretary", cast.branch)])
    sign_in(client, cast.wang_fang)
    answer = client.post(address(post), {"name": "", "day": day()})
    assert answer.status_code == 422 and "这样这里就没有人了" in answer.content.decode()
    client.post(address(post), {"name": "", "day": day(), "vacant": "on"})
    gaps = client.get(reverse("desk:gaps")).content.decode()
    assert reverse("desk:keep_secretary", args=[cast.branch.code]) in gaps


def test_a_clerk_is_replaced_by_two_administrators_and_the_cases_are_with_the_unit(
    client: Client, cast: Cast
):
    case, newcomer = given_to_the_clerk(cast), add_person("新办事员", "xin.ban")
    page = sign_in(client, cast.zheng_guan).get(address(clerk(cast))).content.decode()
    assert "1 件诉求指名给他" in page and case.number not in page and case.title not in page
    answer = client.post(address(clerk(cast)), {"person": "xin.ban", "day": day()}, follow=True)
    assert "等另一名管理员确认" in answer.content.decode()
    assert Case.objects.get(pk=case.pk).handler_id is None
    confirm_role(RoleGrant.objects.get(person=newcomer), actor=viewer_for(cast.feng_guan.account))
    clerk(cast).refresh_from_db()
    assert clerk(cast).until == clock.today()


def test_a_colleague_who_handles_there_gets_the_cases(client: Client, cast: Cast):
    case = given_to_the_clerk(cast)
    sign_in(client, cast.zheng_guan)
    client.post(address(clerk(cast)), {"person": "zhao.qiang", "day": day()})
    assert Case.objects.get(pk=case.pk).handler_id == cast.zhao_qiang.pk


def test_when_the_post_is_refused_the_cases_stay(client: Client, cast: Cast):
    case = given_to_the_clerk(cast)
    sign_in(client, cast.zheng_guan)
    assert client.post(address(clerk(cast)), {"person": "", "day": day()}).status_code == 422
    assert Case.objects.get(pk=case.pk).handler_id == cast.wang_fang.pk


def test_cases_that_another_post_covers_stay(client: Client, cast: Cast):
    case = given_to_the_clerk(cast)
    appoint([(cast.wang_fang, "department_handler", cast.station)])
    post = Appointment.objects.get(person=cast.wang_fang, role="station_clerk")
    sign_in(client, cast.zheng_guan)
    client.post(address(post), {"person": "", "day": day(), "vacant": "on"})
    assert Case.objects.get(pk=case.pk).handler_id == cast.wang_fang.pk


def test_who_keeps_the_network_hands_no_role_over_and_who_administers_no_secretary(
    client: Client, cast: Cast
):
    (post,) = appoint([(add_person("老书记"), "secretary", cast.branch)])
    assert sign_in(client, cast.sun_li).get(address(clerk(cast))).status_code == 403
    assert sign_in(Client(), cast.zheng_guan).get(address(post)).status_code == 403
    assert sign_in(Client(), cast.he_san).post(address(post), {"vacant": "on"}).status_code == 403


def test_what_else_somebody_holds_is_listed_with_the_way_to_hand_it_over(client: Client, cast: Cast):
    person = add_person("老书记")
    post, hub = appoint([(person, "secretary", cast.branch), (person, "hub_household", cast.hub)])
    page = sign_in(client, cast.wang_fang).get(address(post)).content.decode()
    assert address(hub) in page and cast.hub.name in page


def test_a_case_that_accuses_the_administrators_unit_is_in_no_count_and_changes_hands_all_the_same(
    client: Client, cast: Cast
):
    case = given_to_the_clerk(cast)
    Case.objects.filter(pk=case.pk).update(kind="oversight", about_a_unit=True, accused_unit=cast.bureau)
    sign_in(client, cast.zheng_guan)
    assert "指名给" not in client.get(address(clerk(cast))).content.decode()
    answer = client.post(address(clerk(cast)), {"vacant": "on", "day": day()}, follow=True)
    assert "指名给" not in answer.content.decode()
    assert Case.objects.get(pk=case.pk).handler_id is None
