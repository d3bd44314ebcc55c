"""Setting a goal, and the two that stand by themselves."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command

from huisheng.core.models import AuditEntry
from huisheng.goals.actions.load_goals import load_standing_goals
from huisheng.goals.actions.set_goal import set_goal
from huisheng.goals.indicators import land_coverage
from huisheng.goals.models import Goal, Target
from huisheng.goals.tests.places import bound
from huisheng.goals.tests.promises import asked, goal_for, promise_for, standing
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.editing import Refused
from tests.cast import Cast


def test_the_two_standing_goals_are_the_model_s_and_are_set_once(cast: Cast) -> None:
    assert load_standing_goals() == 2
    call_command("load_goals")
    assert [
        (each.goal.code, each.name, each.value, each.until, each.unit_id) for each in Target.objects.all()
    ] == [
        ("land", "每一寸土地都有人管理", Decimal(1), None, cast.bureau.pk),
        ("households", "每一户家庭都有人服务", Decimal(1), None, cast.bureau.pk),
    ]


def test_there_are_none_without_a_network(db: None) -> None:
    assert load_standing_goals() == 0 and not Goal.objects.exists()


def test_a_goal_gets_a_number_a_first_version_and_an_audit_entry(cast: Cast) -> None:
    made = goal_for(cast.street)
    assert made.goal.code == f"M-{made.goal.pk:03d}" and (made.version, made.goal.standing) == (1, False)
    assert AuditEntry.objects.get(action="goals.goal_set").subject == f"goal:{made.goal.pk}"


def test_the_same_form_sent_twice_sets_one_goal(cast: Cast) -> None:
    form = asked(seen=0)
    set_goal(promise_for(cast.street), form)
    with pytest.raises(DoneAlready):
        set_goal(promise_for(cast.street), form)
    assert Goal.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"indicator": "happiness"}, "indicator"),
        ({"value": Decimal("1.2")}, "value"),
        ({"value": Decimal(0)}, "value"),
        ({"until": date(2026, 1, 1)}, "until"),
        ({"unit_id": 0}, "unit"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(cast: Cast, change: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        goal_for(cast.street, **change)
    assert list(refused.value.problems) == [field]
    assert not Goal.objects.exists()


def test_land_is_measured_of_streets_and_the_district_only(cast: Cast) -> None:
    bound(cast)
    goal_for(cast.street, indicator=land_coverage.CODE)
    with pytest.raises(Refused, match="unit"):
        goal_for(cast.station, indicator=land_coverage.CODE)


def test_a_version_is_never_rewritten(cast: Cast) -> None:
    from django.db import ProgrammingError, transaction

    target = standing("land")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Target.objects.filter(pk=target.pk).update(value=0)
