"""What somebody had by name goes to whoever follows, else back to the unit."""

import pytest

from huisheng.cases.actions.give import give_case
from huisheng.cases.actions.pass_on import pass_on_cases
from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import Who
from huisheng.cases.queries.people import given_at
from huisheng.cases.tests.matters import handling, token, viewer
from tests.cast import Cast, add_person, appoint


def given(cast: Cast, person_id: int) -> Case:
    case = handling(cast)
    return give_case(case.id, viewer(cast.wang_fang), token(case), person_id)


def units(cast: Cast) -> set[int]:
    return given_at([cast.station.pk])


def test_it_goes_to_whoever_may_handle_it_and_clocks_run_on(cast: Cast) -> None:
    case = given(cast, cast.wang_fang.pk)
    assert pass_on_cases(cast.wang_fang.pk, units(cast), cast.zhao_qiang.pk, account_id=9) == 1
    now = Case.objects.get(pk=case.pk)
    assert (now.handler_id, now.due_at, now.state) == (cast.zhao_qiang.pk, case.due_at, case.state)
    event = CaseEvent.objects.filter(case_id=case.pk).order_by("-seq").first()
    assert event is not None and (event.who, event.actor_id) == (Who.SYSTEM, None)


def test_whoever_may_not_handle_it_yet_does_not_get_it(cast: Cast) -> None:
    case = given(cast, cast.wang_fang.pk)
    newcomer = add_person("新办事员", "xin.ban")
    assert pass_on_cases(cast.wang_fang.pk, units(cast), newcomer.pk, account_id=9) == 1
    assert Case.objects.get(pk=case.pk).handler_id is None
    assert pass_on_cases(cast.wang_fang.pk, units(cast), newcomer.pk, account_id=9) == 0


def test_whom_it_is_about_never_gets_it(cast: Cast) -> None:
    case = given(cast, cast.wang_fang.pk)
    Case.objects.filter(pk=case.pk).update(
        kind="oversight", about_a_unit=True, accused_person_id=cast.zhao_qiang.pk
    )
    pass_on_cases(cast.wang_fang.pk, units(cast), cast.zhao_qiang.pk, account_id=9)
    assert Case.objects.get(pk=case.pk).handler_id is None


def test_what_others_have_and_what_lies_elsewhere_stays(cast: Cast) -> None:
    others = given(cast, cast.zhao_qiang.pk)
    elsewhere = given(cast, cast.wang_fang.pk)
    Case.objects.filter(pk=elsewhere.pk).update(unit=cast.other_station)
    assert pass_on_cases(cast.wang_fang.pk, units(cast), None, account_id=9) == 0
    kept = dict(Case.objects.values_list("pk", "handler_id"))
    assert (kept[others.pk], kept[elsewhere.pk]) == (cast.zhao_qiang.pk, cast.wang_fang.pk)


@pytest.mark.parametrize("count", [1, 4])
def test_statements_do_not_ask_the_register_for_each_case(
    cast: Cast, django_assert_max_num_queries, count: int
) -> None:
    appoint([(add_person("帮手", "bang.shou"), "field_worker", cast.studio)])
    for _case in range(count):
        given(cast, cast.wang_fang.pk)
    with django_assert_max_num_queries(4 + 3 * count):
        pass_on_cases(cast.wang_fang.pk, units(cast), cast.zhao_qiang.pk, account_id=9)
