"""Pages of pauses, more time and first contact: what they say, what they keep, and what the resident reads."""

from datetime import timedelta

from django.test import Client
from django.urls import reverse

from huisheng.cases.actions.extension import ask_extension
from huisheng.cases.actions.pause import Pause, pause_case
from huisheng.cases.actions.resident import withdraw_case
from huisheng.cases.models import Case
from huisheng.cases.models.codes import PauseReason
from huisheng.cases.models.defaults import WORKING_DAY
from huisheng.cases.queries.course import story_of
from huisheng.cases.tests.matters import asked, case_of, handling, token, viewer
from huisheng.core import clock
from huisheng.core.ids import uuid7
from huisheng.people.models import Person
from tests.cast import Cast, sign_in

WHY = "零件要从外地运来。"


def address(case: Case, route: str = "case") -> str:
    return reverse(f"cases:{route}", args=[case.number])


def send(client: Client, person: Person, case: Case, route: str, **fields):
    form = {"key": str(uuid7()), "seen": Case.objects.get(pk=case.pk).version, **fields}
    return sign_in(client, person).post(address(case, route), form)


def page(client: Client, person: Person, case: Case) -> str:
    return sign_in(client, person).get(address(case)).content.decode()


def test_a_pause_is_made_on_its_page_and_shown_to_both_sides(client: Client, cast: Cast):
    receipt = asked(cast, category="refuse")
    case = case_of(receipt)
    until = clock.today() + timedelta(days=10)
    send(client, cast.zhao_qiang, case, "acceptance")
    answer = send(client, cast.zhao_qiang, case, "pause", reason="season", until=until.isoformat(), words=WHY)
    assert answer.status_code == 302
    seen = page(client, cast.zhao_qiang, case)
    assert "计时停着：等天气或季节" in seen and address(case, "resumption") in seen
    told = Client().get(reverse("portal:track", args=[receipt.secret])).content.decode()
    assert WHY in told and "答应您的时间不变" in told
    assert send(client, cast.zhao_qiang, case, "resumption").status_code == 302
    assert not case_of(receipt).is_paused


def test_what_cannot_be_is_said_by_its_field_and_what_was_typed_is_kept(client: Client, cast: Cast):
    case = handling(cast, category="refuse")
    far = (clock.today() + timedelta(days=200)).isoformat()
    answer = send(client, cast.zhao_qiang, case, "pause", reason="season", until=far, words=WHY)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "加起来最多停九十天" in said and WHY in said
    asked_for = send(client, cast.zhao_qiang, case, "extension", amount="400", words=WHY)
    assert asked_for.status_code == 422 and "加起来超过了最多能延的时间" in asked_for.content.decode()
    none = send(client, cast.zhao_qiang, case, "extension", amount="0", words="")
    assert "至少是 1。" in none.content.decode()


def test_more_time_is_asked_for_and_granted_one_level_up(client: Client, cast: Cast):
    case = handling(cast, category="refuse")
    assert send(client, cast.zhao_qiang, case, "extension", amount="2", words=WHY).status_code == 302
    case.refresh_from_db()
    seen = page(client, cast.sun_li, case)
    assert "申请延期 2 个工作日" in seen and WHY in seen and address(case, "approval") in seen
    assert address(case, "approval") not in page(client, cast.zhao_qiang, case)
    first = case.promised_at
    assert send(client, cast.sun_li, case, "approval", amount="1").status_code == 302
    case.refresh_from_db()
    assert case.extended_minutes == WORKING_DAY
    assert first and case.promised_at and case.promised_at > first


def test_while_a_request_waits_no_page_asks_for_another(client: Client, cast: Cast):
    case = handling(cast)
    assert address(case, "extension") in page(client, cast.wang_fang, case)
    ask_extension(case.id, viewer(cast.wang_fang), token(), WORKING_DAY, WHY)
    assert address(case, "extension") not in page(client, cast.wang_fang, case)
    answer = client.get(address(case, "extension"))
    assert answer.status_code == 409 and "为什么要延期" not in answer.content.decode()


def test_a_refusal_stays_among_colleagues(client: Client, cast: Cast):
    receipt = asked(cast, category="refuse")
    case = case_of(receipt)
    send(client, cast.zhao_qiang, case, "acceptance")
    send(client, cast.zhao_qiang, case, "extension", amount="2", words=WHY)
    assert send(client, cast.sun_li, case, "refusal", words="仓库里有零件。").status_code == 302
    assert "仓库里有零件。" in page(client, cast.zhao_qiang, case)
    told = Client().get(reverse("portal:track", args=[receipt.secret])).content.decode()
    assert "没有同意延期" in told and "仓库里有零件" not in told


def test_a_decision_that_somebody_else_took_is_said(client: Client, cast: Cast):
    case = ask_extension(handling(cast).id, viewer(cast.wang_fang), token(), 60, WHY)
    seen = case.version
    withdraw_case(case.id, token())
    form = {"key": str(uuid7()), "seen": seen, "amount": "1"}
    assert sign_in(client, cast.sun_li).post(address(case, "approval"), form).status_code == 403


def test_a_contact_is_noted_and_the_resident_may_say_otherwise(client: Client, cast: Cast):
    receipt = asked(cast, category="refuse")
    case = case_of(receipt)
    send(client, cast.zhao_qiang, case, "acceptance")
    send(client, cast.zhao_qiang, case, "first_contact", how="visit", words="上门看过了。")
    told = Client().get(reverse("portal:track", args=[receipt.secret])).content.decode()
    assert "上门或在现场见了面" in told and "不是这样的话" in told
    assert case_of(receipt).contacted_at is not None


def test_the_outsider_finds_no_such_page(client: Client, cast: Cast):
    case = handling(cast)
    for route in ("first_contact", "pause", "extension", "resumption"):
        assert sign_in(client, cast.he_san).get(address(case, route)).status_code == 404


def test_the_clocks_of_a_case_name_who_owes_what(cast: Cast):
    case = handling(cast)
    assert {"首次联系时限", "处理时限"} <= {
        ran.label for ran in story_of(case.id, viewer(cast.wang_fang)).clocks()
    }
    ask_extension(case.id, viewer(cast.wang_fang), token(), 60, WHY)
    running = {ran.label for ran in story_of(case.id, viewer(cast.wang_fang)).clocks() if ran.ended is None}
    assert running == {f"审批时限 · {cast.centre.name}", "处理时限"}


def test_a_pause_is_one_handling_clock_and_not_three(cast: Cast):
    case = handling(cast, category="refuse")
    wanted = Pause(PauseReason.SEASON, clock.now() + timedelta(days=9), "等开春")
    pause_case(case.id, viewer(cast.wang_fang), token(), wanted)
    handled = [ran for ran in story_of(case.id, viewer(cast.wang_fang)).clocks() if ran.label == "处理时限"]
    assert len(handled) == 1 and handled[0].ended is None
    case.refresh_from_db()
    assert handled[0].due == case.due_at


def test_the_queue_marks_what_is_paused_or_asked_for(client: Client, cast: Cast):
    ask_extension(handling(cast, category="refuse").id, viewer(cast.wang_fang), token(), 60, WHY)
    shown = sign_in(client, cast.wang_fang).get(reverse("cases:queue")).content.decode()
    assert '<span class="tag info">申请延期</span>' in shown
