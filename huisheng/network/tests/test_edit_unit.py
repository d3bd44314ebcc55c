"""A unit is called otherwise from a day on, and history knows both names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.actions.edit_unit import UnitWords, edit_unit
from huisheng.network.editing import Refused
from huisheng.network.models import Change, Unit
from huisheng.network.queries import row_on
from huisheng.network.tests.asking import asked, in_days
from tests.cast import Cast


def words(unit: Unit) -> UnitWords:
    return UnitWords(unit.name, unit.office_phone, unit.stands_for, unit.area_id)


def name_on(unit: Unit, days: int) -> str:
    state = row_on(Unit, unit.pk, in_days(days))
    assert state is not None
    return str(state["name"])


def test_only_what_differs_is_a_change(cast: Cast) -> None:
    new = replace(words(cast.station), name="景阳便民工作站", office_phone="0431-81234567")
    edit_unit(cast.station.pk, new, asked(cast.station, in_days(-3)))
    cast.station.refresh_from_db()
    assert (cast.station.name, cast.station.office_phone) == ("景阳便民工作站", "0431-81234567")
    assert (name_on(cast.station, -4), name_on(cast.station, -3)) == ("景阳社区工作站", "景阳便民工作站")
    assert set(Change.objects.values_list("field", flat=True)) == {"name", "office_phone"}
    entry = AuditEntry.objects.get(action="network.unit_edited")
    assert entry.detail["fields"] == ["name", "office_phone"]
    assert "景阳" not in str(entry.detail)


def test_what_changes_nothing_leaves_no_trace(cast: Cast) -> None:
    edit_unit(cast.station.pk, words(cast.station), asked(cast.station))
    assert not Change.objects.exists()
    assert not AuditEntry.objects.filter(action="network.unit_edited").exists()


def test_a_closed_unit_is_not_edited(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.empty_street.pk).update(until=in_days(-1))
    with pytest.raises(Refused):
        edit_unit(
            cast.empty_street.pk, replace(words(cast.empty_street), name="别的"), asked(cast.empty_street)
        )
