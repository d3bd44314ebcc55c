"""The holidays of a year, written down by whoever keeps the catalogue; running deadlines follow."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from huisheng.cases.events import CalendarAnnounced
from huisheng.cases.permissions import Refused, may_edit_catalogue
from huisheng.core import audit, calendar
from huisheng.core.events import announce
from huisheng.core.holidays import Day, lock_calendar, save_year
from huisheng.core.models import CalendarDay
from huisheng.people.viewer import Viewer


def announce_year(viewer: Viewer, key: UUID, year: int, days: Sequence[Day]) -> None:
    """Replace the holidays and make-up days of a year. Sent twice, it happens once.

    Deadlines that run into the year are computed anew by the worker (`actions.retime`).
    """
    if not may_edit_catalogue(viewer):
        raise Refused("calendar")
    with transaction.atomic():
        lock_calendar()
        before = [(day.day, day.is_working, day.name) for day in CalendarDay.objects.order_by("day")]
        if [day for day in before if day[0].year == year] == list(days):
            return
        save_year(year, days)
        audit.record(
            "calendar.announced", actor=viewer.account_id, subject=f"calendar:{year}", days=len(days)
        )
        was = [f"{day.isoformat()} {int(works)}" for day, works, _name in before]
        announce(CalendarAnnounced(year=year, change=str(key), before=was))
    calendar.forget()
