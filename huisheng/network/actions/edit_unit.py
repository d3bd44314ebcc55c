"""Change what a unit is called, its telephone, whom it stands for, and its area."""

from __future__ import annotations

from dataclasses import dataclass

from huisheng.network.actions.asked import Asked, edit_row
from huisheng.network.models import Unit


@dataclass(frozen=True)
class UnitWords:
    """What may be edited. `office_phone` is an office's number, never a person's."""

    name: str
    office_phone: str
    stands_for: str
    area_id: int | None


def edit_unit(unit_id: int, words: UnitWords, asked: Asked) -> Unit:
    """Edit a unit from a day on. Raises `Unit.DoesNotExist`, `ChangedMeanwhile`, `Refused`, `DoneAlready`."""
    values = {
        "name": words.name,
        "office_phone": words.office_phone,
        "stands_for": words.stands_for,
        "area_id": words.area_id,
    }
    return edit_row(Unit, unit_id, values, asked, "network.unit_edited")
