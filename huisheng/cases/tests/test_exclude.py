"""Leaving a case out of the figures takes a reason code, two people and the resident's right of review."""

import pytest

from huisheng.cases.actions.exclude import ask_exclusion, ask_review, decide_exclusion, rule
from huisheng.cases.actions.resident import send_back
from huisheng.cases.models import Case, CaseEvent, SideClock
from huisheng.cases.models.ends import Exclusion
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.ends import contested, excluded, exclusion_asked, fallen_silent, referred
from huisheng.cases.tests.matters import answered, token, viewer
from huisheng.cases.tests.pages import act_on, signed_in, text
from tests.cast import Cast


def running(case: Case) -> list[tuple[str, int]]:
    rows = SideClock.objects.filter(case_id=case.id, ended_at__isnull=True)
    return list(rows.values_list("clock", "unit_id"))


def test_a_review_one_level_up_is_owed_as_soon_as_the_unit_asks(cast: Cast):
    case = exclusion_asked(cast)
    assert case.exclusion == Exclusion.ASKED
    assert running(case) == [(Clock.REVIEW, cast.street.id)]


def test_what_was_fixed_or_declined_may_not_be_left_out(cast: Cast):
    with pytest.raises(NotOpen):
        ask_exclusion(answered(cast).id, viewer(cast.wang_fang), token(), "想少算一件")


def test_who_asked_and_their_unit_may_not_agree(cast: Cast):
    case = exclusion_asked(cast)
    for person in (cast.wang_fang, cast.he_san):
        with pytest.raises(Refused):
            decide_exclusion(case.id, viewer(person), token(), "同意", agree=True)


def test_a_second_person_outside_agrees_and_the_clock_stops(cast: Cast):
    case = excluded(cast)
    assert (case.exclusion, running(case)) == (Exclusion.EXCLUDED, [])


def test_a_refusal_leaves_it_counted_and_it_is_not_asked_again(cast: Cast):
    asked = exclusion_asked(cast)
    case = decide_exclusion(asked.id, viewer(cast.sun_li), token(), "社区能调解。", agree=False)
    assert case.exclusion == Exclusion.REFUSED
    with pytest.raises(NotOpen):
        ask_exclusion(case.id, viewer(cast.wang_fang), token(), "再试一次")


def test_the_resident_has_it_reviewed_by_somebody_who_had_no_part(cast: Cast):
    case = contested(cast)
    assert (case.exclusion, running(case)) == (Exclusion.CONTESTED, [(Clock.REVIEW, cast.street.id)])
    with pytest.raises(Refused):  # agreed to the exclusion
        rule(case.id, viewer(cast.sun_li), token(), "维持。", overturn=False)
    upheld = rule(case.id, viewer(cast.qian_li), token(), "确属合同纠纷。", overturn=False)
    assert (upheld.exclusion, upheld.state, running(upheld)) == (Exclusion.UPHELD, State.ANSWERED, [])
    with pytest.raises(NotOpen):
        ask_review(case.id, token())


def test_overturned_it_counts_again_and_is_handled_anew_one_level_up_watching(cast: Cast, later):
    case = contested(cast)
    fallen_silent(case, later)
    back = rule(case.id, viewer(cast.qian_li), token(), "漏水归社区协调。", overturn=True)
    assert (back.state, back.exclusion, back.ground, back.outcome) == (
        State.RETURNED, Exclusion.OVERTURNED, "", "",
    )  # fmt: skip
    assert (back.closed_at, back.supervisor_id, back.clock) == (None, cast.street.id, Clock.HANDLE)
    assert back.first_promised_at == case.first_promised_at
    assert running(back) == []


def test_only_what_is_left_out_can_be_contested(cast: Cast):
    with pytest.raises(NotOpen):
        ask_review(referred(cast).id, token())


def test_sent_back_it_is_no_longer_left_out_and_nobody_owes_a_review(cast: Cast):
    case = exclusion_asked(cast)
    back = send_back(case.id, token(), "不是合同。")
    assert (back.exclusion, back.side_clocks_running, running(back)) == ("", 0, [])


def test_the_whole_way_by_the_pages(cast: Cast):
    case = referred(cast)
    act_on(signed_in(cast.wang_fang), case, "exclusion", words="不属于社区职权。")
    listed = signed_in(cast.sun_li).get("/cases/reviews")  # the first list in which something waits
    assert case.number in text(listed)
    page = signed_in(cast.sun_li).get(f"/cases/{case.number}/exclusion/decision")
    assert "不属于社区职权。" in text(page)
    assert "绿园区人民法院" in text(page)
    assert act_on(
        signed_in(cast.sun_li), case, "exclusion_decision", decision="agree", words="同意。"
    ).status_code == 302  # fmt: skip
    ask_review(case.id, token(), "不是合同。")
    contest = signed_in(cast.qian_li).get("/cases/reviews?list=exclusion")
    assert "居民要求复查" in text(contest)
    act_on(signed_in(cast.qian_li), case, "exclusion_review", decision="overturn", words="应当协调。")
    assert Case.objects.get(pk=case.id).state == State.RETURNED
    acts = list(CaseEvent.objects.filter(case_id=case.id).order_by("seq").values_list("act", flat=True))
    assert acts[-4:] == [Act.ASK_EXCLUSION, Act.EXCLUDE, Act.ASK_REVIEW, Act.OVERTURN]


def test_the_unit_and_outsiders_have_no_list_of_reviews(cast: Cast):
    case = exclusion_asked(cast)
    assert signed_in(cast.wang_fang).get("/cases/reviews").status_code == 403
    assert case.number not in text(signed_in(cast.qian_li).get("/cases/reviews?list=pending"))
