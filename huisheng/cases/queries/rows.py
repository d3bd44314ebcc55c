"""Cases as the lines of a table: names instead of ids, and the few words that matter at a glance."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from huisheng.cases.models import Case
from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.transitions import BEFORE_ANSWER, State
from huisheng.cases.queries.names import category_name, plot_label, unit_name
from huisheng.core import clock


@dataclass(frozen=True)
class Row:
    """One line. `flags` are pairs of words and a tag's kind: urgent, sent back, supervised, …"""

    number: str
    href: str
    title: str
    place: str
    category: str
    state: str
    unit: str
    moment: datetime | None
    flags: tuple[tuple[str, str], ...]


def rows_of(cases: Iterable[Case], moment: str = "received_at") -> list[Row]:
    """The lines of a list; `moment` is the time that its last column shows.

    No statement: names come from snapshots in this process.
    """
    states = {state.value: str(state.label) for state in State}
    queue = reverse("cases:queue")
    return [
        Row(
            number=case.number,
            href=f"{queue}{quote(case.number)}/",
            title=case.title,
            place=plot_label(case.plot_id),
            category=category_name(case.category_id),
            state=states[case.state],
            unit=unit_name(case.unit_id),
            moment=getattr(case, moment),
            flags=tuple(_flags(case)),
        )
        for case in cases
    ]


def _flags(case: Case) -> Iterable[tuple[str, str]]:
    if case.urgency == Urgency.URGENT:
        yield _("紧急"), "late"
    if case.state == State.RETURNED:
        yield _("退回来的"), "late"
    if case.resident_spoke:
        yield _("居民有新话"), "info"
    if case.reminded_at is not None:
        yield _("催办"), "late"
    if case.approver_id is not None:
        yield _("申请延期"), "info"
    if case.paused_until is not None:
        yield _("计时停着"), "quiet"
    elif _is_warned(case):
        yield _("快到时限"), "soon"
    if case.supervisor_id is not None:
        yield _("督办"), "soon"
    if case.about_a_unit:
        yield _("涉及单位"), "quiet"


def _is_warned(case: Case) -> bool:
    """Whether its running clock has warned and has not run out."""
    runs = case.state in BEFORE_ANSWER and case.due_at is not None and case.due_at > clock.now()
    return runs and case.warn_at is None
