"""Change what an area is called."""

from __future__ import annotations

from huisheng.network.actions.asked import Asked, edit_row
from huisheng.network.models import Area


def edit_area(area_id: int, name: str, name_en: str, asked: Asked) -> Area:
    """Rename an area from a day on. Raises `Area.DoesNotExist`, `ChangedMeanwhile`, `Refused`, `DoneAlready`."""
    return edit_row(Area, area_id, {"name": name, "name_en": name_en}, asked, "network.area_edited")
