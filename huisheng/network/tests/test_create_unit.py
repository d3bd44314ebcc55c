"""A unit is set up below another one, with a code of its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions.close_unit import close_unit
from huisheng.network.actions.create_unit import NewUnit, create_unit
from huisheng.network.editing import Refused
from huisheng.network.models import Unit
from huisheng.network.tests.asking import CLERK, at_once, in_days
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.cast_network import LONG_AGO


def new_studio(cast: Cast) -> NewUnit:
    return NewUnit(
        "春-1-03", "西安大路工作室", "studio", cast.station.pk, None, "government", "0431-85550000"
    )


def create(new: NewUnit, since: date | None = None) -> Unit:
    return create_unit(new, since=since or in_days(0), actor=CLERK)


def test_a_studio_is_set_up_on_its_level(cast: Cast) -> None:
    unit = create(new_studio(cast))
    assert (unit.level, tree().above(unit.pk), tree().unit(unit.pk).closed) == (4, cast.station.pk, False)
    assert AuditEntry.objects.get(action="network.unit_created").subject == f"unit:{unit.pk}"


def test_one_that_begins_later_is_not_there_yet(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    unit = create(new_studio(cast), in_days(3))
    assert tree().unit(unit.pk).closed
    later = in_days(3)
    monkeypatch.setattr("huisheng.core.clock.today", lambda: later)
    assert not tree().unit(unit.pk).closed


@pytest.mark.parametrize(
    ("change", "field", "word"),
    [
        ({"code": "春-1-01"}, "code", "代码"),
        ({"kind": "hub"}, "parent", "级别"),
        ({"kind": "subcentre"}, "parent", "级别"),
    ],
)
def test_a_code_in_use_and_a_wrong_level_are_refused(
    cast: Cast, change: dict[str, Any], field: str, word: str
) -> None:
    with pytest.raises(Refused) as refused:
        create(replace(new_studio(cast), **change))
    assert word in str(refused.value.problems[field])
    assert not Unit.objects.filter(name="西安大路工作室").exists()


def test_not_below_what_is_closed_or_was_not_there_yet(cast: Cast) -> None:
    with pytest.raises(Refused):
        create(new_studio(cast), LONG_AGO.replace(year=2019))
    Unit.objects.filter(pk=cast.station.pk).update(until=in_days(30))
    with pytest.raises(Refused) as refused:
        create(new_studio(cast))
    assert "parent" in refused.value.problems


def test_nothing_is_set_up_below_what_closes_at_the_same_moment(committed_cast: Cast) -> None:
    new = replace(new_studio(committed_cast), kind="station", parent_id=committed_cast.empty_street.pk)
    said = at_once(
        lambda: create(new),
        lambda: close_unit(committed_cast.empty_street.pk, until=in_days(1), actor=CLERK),
    )
    assert said in (["Refused", "done"], ["UnitStillNeeded", "done"])
