"""Overdue cases get the level above as supervisor, level by level; the duty stays where it is."""

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.escalate import escalate_overdue
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Act
from huisheng.cases.tests.matters import answered, asked, assigned, case_of, token, viewer
from huisheng.network.tree import tree
from tests.cast import Cast


def supervisor(case: Case) -> int | None:
    return Case.objects.get(pk=case.id).supervisor_id


def test_nothing_happens_before_the_deadline(cast: Cast):
    assigned(cast)
    assert escalate_overdue() == 0


def test_each_day_adds_a_level_up_to_the_top_and_then_it_is_quiet(cast: Cast, later):
    case = assigned(cast)
    watching = []
    for day in range(4, 10):
        later(days=day)
        escalate_overdue()
        watching.append(supervisor(case))
    assert watching[:3] == [cast.street.id, cast.centre.id, cast.bureau.id]
    assert set(watching[3:]) == {cast.bureau.id}
    case.refresh_from_db()
    assert (case.unit_id, case.escalate_at, case.escalations) == (cast.station.id, None, 4)


def test_one_sweep_escalates_each_case_once(cast: Cast, later):
    case = assigned(cast)
    later(days=4)
    assert (escalate_overdue(), escalate_overdue()) == (1, 0)
    assert CaseEvent.objects.filter(case=case, act=Act.ESCALATE).count() == 1


def test_signing_late_does_not_send_the_supervisor_away(cast: Cast, later):
    case = assigned(cast)
    later(days=4)
    escalate_overdue()
    signed = accept_case(case.id, viewer(cast.wang_fang), token())
    assert signed.supervisor_id == cast.street.id


def test_what_is_answered_does_not_escalate(cast: Cast, later):
    answered(cast)
    later(days=60)
    assert escalate_overdue() == 0


def test_a_waiting_desk_escalates_too(cast: Cast, later):
    case = case_of(asked(cast, category=None))
    later(days=4)
    escalate_overdue()
    assert supervisor(case) == cast.street.id


def test_the_statements_of_a_sweep_do_not_grow_with_the_cases(cast: Cast, later, django_assert_num_queries):
    for _ in range(12):
        assigned(cast)
    later(days=4)
    tree()
    with django_assert_num_queries(7):  # ids, SAVEPOINT, select, events, cases, audit, RELEASE
        assert escalate_overdue() == 12
