"""What may be the same matter: the same plot and kind, near in time, by one indexed statement; and who may join."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from huisheng.cases.actions.ask import Request, ask
from huisheng.cases.actions.course import RESIDENT
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import State
from huisheng.cases.queries.alike import DAYS, MOST, alike, joinable, to_join
from huisheng.cases.tests.matters import (
    answer_case,
    answered,
    asked,
    assigned,
    case_of,
    category_id,
    token,
    viewer,
)
from huisheng.cases.tests.several import LIT, acts, fresh, lights, merged
from huisheng.cases.tests.test_replay import check
from huisheng.core import clock
from huisheng.people.contacts import Contact
from tests.cast import Cast


def others(case: Case) -> list[Case]:
    return [each.case for each in alike(case, case.plot_id, case.category_id)]


def test_the_same_kind_at_the_same_plot_is_offered_and_nothing_else(cast: Cast):
    same = lights(cast, 1)[0]
    assigned(cast, **{**LIT, "plot_id": cast.plots[1].id})
    assigned(cast, category="refuse")
    answered(cast, **LIT)
    case_of(asked(cast, **LIT, about_a_unit=True, accused_unit_id=cast.studio.id))
    mine = lights(cast, 1)[0]
    assert others(mine) == [same]


def test_what_follows_another_is_not_offered_its_head_is(cast: Cast):
    head, _second = merged(cast, 2)
    mine = lights(cast, 1)[0]
    assert others(mine) == [head]


def test_it_is_said_why(cast: Cast, later):
    first = lights(cast, 1)[0]
    later(days=2)
    mine = lights(cast, 1)[0]
    [offer] = alike(mine, mine.plot_id, mine.category_id)
    assert (offer.case, offer.because) == (first, "同一块责任田，同一类，相隔 2 天")


def test_long_ago_is_not_alike(cast: Cast, later):
    lights(cast, 1)
    later(days=DAYS + 1)
    assert others(lights(cast, 1)[0]) == []


def test_a_case_about_a_unit_is_offered_nothing(cast: Cast):
    lights(cast, 1)
    about = case_of(asked(cast, **LIT, about_a_unit=True, accused_unit_id=cast.studio.id))
    assert others(about) == []


def test_it_is_one_bounded_statement_on_its_index(cast: Cast, django_assert_num_queries):
    mine = lights(cast, MOST + 3)[0]
    with django_assert_num_queries(1):
        found = others(mine)
    assert len(found) == MOST
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = joinable(mine.plot_id or 0, mine.category_id or 0, mine.received_at)[:MOST].explain()
    assert "cases_joinable" in plan
    assert "Sort" not in plan


@pytest.mark.parametrize(
    ("category", "offered"), [("street_lighting", True), ("heating", False), (None, False)]
)
def test_residents_may_join_only_what_is_about_public_space(cast: Cast, category: str | None, offered: bool):
    case = assigned(cast, category=category or "street_lighting")
    known = category_id(category) if category else None
    found = to_join(case.plot_id, known, clock.now())
    assert found == ([case] if offered else [])


def joined(cast: Cast, head: Case, **fields: Any) -> Case:
    made = {
        "words": "我也是，天天黑着走。",
        "key": uuid4(),
        "category_id": category_id("street_lighting"),
        "plot_id": cast.plots[0].id,
        "contact": Contact("phone", "13804310001"),
        "follows": head.id,
    }
    return case_of(ask(Request(**{**made, **fields}), RESIDENT))


def test_who_joins_has_a_case_a_secret_and_a_contact_of_their_own(cast: Cast):
    head = lights(cast, 1)[0]
    case = joined(cast, head)
    assert (case.state, case.head_id, case.unit_id) == (State.MERGED, head.id, head.unit_id)
    assert case.subject_id not in (None, head.subject_id)
    assert case.first_promised_at == head.first_promised_at
    assert acts(case) == ["ask", "follow", "promise"]
    assert fresh(head).version == head.version
    check(case.id)


def test_who_joins_gets_the_answer_and_is_asked(cast: Cast):
    head = lights(cast, 1)[0]
    case = joined(cast, head)
    answer_case(head.id, viewer(cast.wang_fang), token(), "换了灯泡。", Outcome.FIXED)
    assert fresh(case).state == State.ANSWERED


@pytest.mark.parametrize("why", ["answered", "elsewhere", "private", "accused", "unknown"])
def test_where_joining_is_not_possible_it_is_a_matter_of_its_own(cast: Cast, why: str):
    head = lights(cast, 1)[0]
    fields: dict[str, Any] = {}
    if why == "answered":
        head = answer_case(head.id, viewer(cast.wang_fang), token(), "换了灯泡。", Outcome.FIXED)
    elif why == "elsewhere":
        fields["plot_id"] = cast.other_plots[0].id
    elif why == "private":
        fields["category_id"] = category_id("heating")
    elif why == "accused":
        fields |= {"about_a_unit": True, "accused_unit_id": cast.studio.id}
    else:
        fields["follows"] = uuid4()
    case = joined(cast, head, **fields)
    assert case.head_id is None
    assert case.state in (State.ASSIGNED, State.RECEIVED)
