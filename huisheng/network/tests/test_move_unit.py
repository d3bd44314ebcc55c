"""A unit moves under another one from a day on; two people at once cannot make a circle of it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions.asked import Asked
from huisheng.network.actions.move_unit import move_unit
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.models import Change, Unit
from huisheng.network.queries import line_on
from huisheng.network.tests.asking import CLERK, asked, at_once, in_days
from huisheng.network.tree import tree
from tests.cast import Cast


def names(unit: Unit, days: int) -> list[str]:
    return [each.name for each in line_on(unit.pk, in_days(days))][-3:]


def refused(unit: Unit, parent: Unit, days: int = 0) -> dict[str, object]:
    with pytest.raises(Refused) as told:
        move_unit(unit.pk, parent.pk, asked(unit, in_days(days)))
    return dict(told.value.problems)


def test_a_studio_moves_with_what_is_below_it_and_yesterday_stays_as_it_was(cast: Cast) -> None:
    move_unit(cast.studio.pk, cast.next_station.pk, asked(cast.studio))
    assert tree().above(cast.studio.pk) == cast.next_station.pk
    assert cast.hub.pk in tree().subtree(cast.next_station.pk)
    assert names(cast.hub, 0) == [cast.next_station.name, cast.studio.name, cast.hub.name]
    assert names(cast.hub, -1) == [cast.station.name, cast.studio.name, cast.hub.name]
    entry = AuditEntry.objects.get(action="network.unit_moved")
    assert (entry.actor, entry.subject, entry.detail["fields"]) == (
        CLERK,
        f"unit:{cast.studio.pk}",
        ["parent_id"],
    )


def test_a_coming_day_changes_nothing_today(cast: Cast) -> None:
    move_unit(cast.studio.pk, cast.next_station.pk, asked(cast.studio, in_days(5), reason="合并网格"))
    assert tree().above(cast.studio.pk) == cast.station.pk
    assert names(cast.studio, 4)[1] == cast.station.name
    assert names(cast.studio, 5)[1] == cast.next_station.name
    assert Change.objects.get().reason == "合并网格"


def test_wrong_level_circle_and_closed_parent_are_refused_in_words(cast: Cast) -> None:
    assert "级别" in str(refused(cast.studio, cast.street)["parent"])
    assert "绕成了圈" in str(refused(cast.station, cast.studio)["parent"])
    assert "绕成了圈" in str(refused(cast.civil_affairs, cast.civil_affairs)["parent"])
    Unit.objects.filter(pk=cast.next_station.pk).update(until=in_days(9))
    assert "撤销" in str(refused(cast.studio, cast.next_station)["parent"])
    Unit.objects.filter(pk=cast.other_station.pk).update(since=in_days(-2))
    assert "没有设立" in str(refused(cast.studio, cast.other_station, days=-3)["parent"])
    assert not Change.objects.exists()


@pytest.mark.parametrize(("first", "second"), [(10, 12), (12, 10)])
def test_two_planned_moves_cannot_make_a_circle(cast: Cast, first: int, second: int) -> None:
    move_unit(cast.civil_affairs.pk, cast.housing.pk, asked(cast.civil_affairs, in_days(first)))
    assert "绕成了圈" in str(refused(cast.housing, cast.civil_affairs, days=second)["parent"])


def test_who_saw_an_older_state_is_told(cast: Cast) -> None:
    old = asked(cast.studio)
    move_unit(cast.studio.pk, cast.next_station.pk, asked(cast.studio))
    with pytest.raises(ChangedMeanwhile):
        move_unit(cast.studio.pk, cast.other_station.pk, old)


def test_the_same_form_sent_twice_counts_once(cast: Cast) -> None:
    key = uuid4()
    move_unit(cast.studio.pk, cast.next_station.pk, asked(cast.studio, key=key))
    with pytest.raises(DoneAlready):
        move_unit(cast.studio.pk, cast.next_station.pk, asked(cast.studio, key=key))
    assert Change.objects.count() == 1


def test_two_at_once_cannot_put_each_below_the_other(committed_cast: Cast) -> None:
    one, other = committed_cast.civil_affairs, committed_cast.housing
    ask_one, ask_other = asked(one), asked(other)
    said = at_once(
        lambda: move_unit(one.pk, other.pk, ask_one), lambda: move_unit(other.pk, one.pk, ask_other)
    )
    assert said == ["Refused", "done"]
    assert set(Unit.objects.filter(pk__in=[one.pk, other.pk]).values_list("parent", flat=True)) < {
        committed_cast.centre.pk,
        one.pk,
        other.pk,
    }


def test_two_clicks_at_once_count_once(committed_cast: Cast) -> None:
    unit, key = committed_cast.studio, uuid4()
    ask = Asked(CLERK, mark_of(unit), in_days(0), key)
    said = at_once(*[lambda: move_unit(unit.pk, committed_cast.next_station.pk, ask)] * 2)
    assert said == ["DoneAlready", "done"]
    assert Change.objects.count() == 1


def test_two_people_at_once_and_the_second_is_told(committed_cast: Cast) -> None:
    unit = committed_cast.studio
    ask = asked(unit)
    said = at_once(
        lambda: move_unit(unit.pk, committed_cast.next_station.pk, ask),
        lambda: move_unit(unit.pk, committed_cast.other_station.pk, ask),
    )
    assert said == ["ChangedMeanwhile", "done"]
