"""Whoever is whistled for and cannot come; what happens when a called unit or its arbiter closes."""

from typing import Any

import pytest

from huisheng.cases.actions.hand_over import hand_over_duties
from huisheng.cases.actions.whistle import end_whistle
from huisheng.cases.actions.whistle_called import cannot_come, report_call, rule_on_coming, sign_call
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act, NotOpen
from huisheng.cases.permissions import Refused, visible
from huisheng.cases.queries.whistle_lists import calls_for
from huisheng.cases.queries.whistles import open_whistle
from huisheng.cases.standing import stands_for
from huisheng.cases.tests.matters import token, viewer
from huisheng.cases.tests.test_whistle import GOOD, call_of, check_replay, housing_handler, running, whistled
from tests.cast import Cast, add_person, appoint


def test_nobody_declines_but_an_arbiter_may_excuse(cast: Cast) -> None:
    case, helper = whistled(cast), viewer(housing_handler(cast))
    after = cannot_come(case.id, helper, token(), "不是住建管的井盖。")
    call = call_of(case, cast.housing)
    assert call.arbiter_id == cast.centre.id
    assert running(after, cast.centre) == {"rule_call"}
    with pytest.raises(Refused):
        rule_on_coming(case.id, viewer(cast.wang_fang), token(), cast.housing.id, "可以", excused=True)
    rule_on_coming(case.id, viewer(cast.sun_li), token(), cast.housing.id, "确实不归住建。", excused=True)
    assert running(case) == {"sign_call", "contact", "report"}
    assert running(case, cast.housing) == set()
    assert not visible(helper).filter(pk=case.id).exists()
    end_whistle(case.id, viewer(cast.wang_fang), token(), {cast.civil_affairs.id: GOOD})
    assert not call_of(case, cast.housing).is_rated
    check_replay(case)


def test_or_say_that_it_comes_all_the_same(cast: Cast) -> None:
    case, helper = whistled(cast), viewer(housing_handler(cast))
    cannot_come(case.id, helper, token(), "没有人手。")
    with pytest.raises(NotOpen):
        cannot_come(case.id, helper, token(), "还是没有人手。")
    rule_on_coming(case.id, viewer(cast.sun_li), token(), cast.housing.id, "请调人。", excused=False)
    assert running(case, cast.housing) == {"contact", "report"}
    report_call(case.id, helper, token(), "来过了。")
    check_replay(case)


def test_a_late_ruling_on_coming_opens_to_the_level_above(cast: Cast, later: Any) -> None:
    case, helper = whistled(cast), viewer(housing_handler(cast))
    cannot_come(case.id, helper, token(), "没有人手。")
    with pytest.raises(Refused):
        rule_on_coming(case.id, viewer(cast.qian_li), token(), cast.housing.id, "请来。", excused=False)
    later(days=10)
    rule_on_coming(case.id, viewer(cast.qian_li), token(), cast.housing.id, "请来。", excused=False)
    assert call_of(case, cast.housing).arbiter_id is None


def test_whoever_follows_a_called_unit_that_closed_goes_on_for_it(cast: Cast) -> None:
    case = whistled(cast)
    cast.housing.until = cast.housing.since.replace(year=2021)
    cast.housing.successor = cast.civil_affairs
    cast.housing.save()
    hand_over_duties(cast.housing.id)
    follower = viewer(cast.zhou_min)  # 民政 was the lead itself; of both calls hers comes first
    for _call in range(2):
        report_call(case.id, follower, token(), "办好了。")
    assert call_of(case, cast.civil_affairs).reported_at and call_of(case, cast.housing).reported_at
    assert running(case) == set()
    assert visible(follower).filter(pk=case.id).exists()
    check_replay(case)


def test_an_heir_that_was_not_called_itself_signs_and_reports_and_owes_nothing_then(cast: Cast) -> None:
    case, heir = whistled(cast), add_person("接手", "jie.shou")
    appoint([(heir, "department_handler", cast.other_street)])
    cast.housing.until = cast.housing.since.replace(year=2021)
    cast.housing.successor = cast.other_street
    cast.housing.save()
    hand_over_duties(cast.housing.id)
    assert hand_over_duties(cast.housing.id) == 0
    assert [row.n for row in calls_for(viewer(heir))] == [case.whistle]
    sign_call(case.id, viewer(heir), token())
    assert running(case, cast.housing) == {"contact", "report"}
    report_call(case.id, viewer(heir), token(), "办好了。")
    assert running(case, cast.housing) == running(case, cast.other_street) == set()
    check_replay(case)


def test_the_page_shows_whoever_stands_for_two_what_is_owed_next(cast: Cast) -> None:
    case = whistled(cast)
    cast.housing.until = cast.housing.since.replace(year=2021)
    cast.housing.successor = cast.civil_affairs
    cast.housing.save()
    hand_over_duties(cast.housing.id)
    follower = viewer(cast.zhou_min)
    report_call(case.id, follower, token(), "办好了。")
    told = open_whistle(Case.objects.get(pk=case.pk))
    mine = told.of(stands_for(follower, "handle")) if told else None
    assert mine is not None and (mine.call.unit_id, mine.next_act) == (cast.housing.id, Act.SIGN_CALL)


def test_an_arbiter_that_closes_passes_the_ruling_on(cast: Cast) -> None:
    case, helper = whistled(cast), viewer(housing_handler(cast))
    cannot_come(case.id, helper, token(), "没有人手。")
    cast.centre.until = cast.centre.since.replace(year=2021)
    cast.centre.save()
    hand_over_duties(cast.centre.id)
    assert call_of(case, cast.housing).arbiter_id == cast.bureau.id
    rule_on_coming(case.id, viewer(cast.qian_li), token(), cast.housing.id, "请来。", excused=False)
    check_replay(case)
