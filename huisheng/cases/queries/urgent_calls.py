"""Emergency whistles that nobody of a called unit has signed for: its people are to know at once (issue 4, whistle).

Read and never written: whoever looks, however often, sees the same, until one of the unit signs, is excused, or the
whistle is over.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Subquery

from huisheng.cases.models import SideClock, Whistle, WhistleCall
from huisheng.cases.models.transitions import Clock
from huisheng.cases.permissions import UNCLEAR, unbarred
from huisheng.cases.queries.names import unit_name
from huisheng.cases.standing import stands_for
from huisheng.people.viewer import Viewer

MOST = 20


@dataclass(frozen=True)
class UrgentCall:
    """One unit that is called in an emergency and has not signed: until when it has to."""

    number: str
    title: str
    n: int
    unit: str
    called_at: datetime
    due: datetime | None


def urgent_calls(viewer: Viewer) -> list[UrgentCall]:
    """Those of the units for which this person handles matters, the most pressing first. One statement, none for
    whoever handles nothing."""
    units = stands_for(viewer, "handle")
    if not units:
        return []
    place = {"case_id": OuterRef("case_id"), "n": OuterRef("n")}
    emergency = Whistle.objects.filter(**place, emergency=True, ended_at__isnull=True)
    signing = SideClock.objects.filter(
        case_id=OuterRef("case_id"), unit_id=OuterRef("unit_id"), clock=Clock.SIGN_CALL, ended_at__isnull=True
    )
    rows = (
        WhistleCall.objects.filter(
            Exists(emergency),
            unit_id__in=units,
            signed_at__isnull=True,
            left_at__isnull=True,
            ended_at__isnull=True,
        )
        .filter(case__in=unbarred(viewer).exclude(UNCLEAR))
        .annotate(due=Subquery(signing.order_by("due_at").values("due_at")[:1]))
        .order_by("due", "case_id", "unit_id")
        .values_list("case__number", "case__title", "n", "unit_id", "called_at", "due")
    )
    return [
        UrgentCall(number, title, n, unit_name(unit), called_at, due)
        for number, title, n, unit, called_at, due in rows[:MOST]
    ]
