"""Cases as rows of the desk's tables: what they are, where, and why they stand there, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.models import Case
from huisheng.cases.models.codes import DeskReason, Urgency
from huisheng.cases.models.transitions import State
from huisheng.cases.queries.names import category_name, plot_label, unit_name
from huisheng.people.queries import names_of_persons

WAITS: dict[str, Any] = {State.TRIAGED: gettext_lazy("等交办"), State.ASSIGNED: gettext_lazy("等签收")}


@dataclass(frozen=True)
class Row:
    """One case in a table: `step` one of the five, `due` the end of its clock. `reason` says why it waits, `who` with
    whom, `remark` what else matters."""

    number: str
    href: str
    title: str
    step: str
    due: datetime | None
    is_urgent: bool
    place: str
    category: str
    unit: str
    reason: str
    who: str
    remark: str


def rows_of(cases: Iterable[Case], *, me: int | None = None) -> list[Row]:
    """Rows in the order given. One statement for names, and none when nobody else has any of them."""
    cases = list(cases)
    persons = {case.handler_id for case in cases if case.handler_id is not None} - {me}
    names = names_of_persons(persons) if persons else {}
    queue = reverse("cases:queue")
    return [_row(case, f"{queue}{quote(case.number)}/", names, me) for case in cases]


def _row(case: Case, href: str, names: Mapping[int, str], me: int | None) -> Row:
    return Row(
        number=case.number,
        href=href,
        title=case.title,
        step=str(case.step),
        due=case.due_at,
        is_urgent=case.urgency == Urgency.URGENT,
        place=plot_label(case.plot_id),
        category=category_name(case.category_id),
        unit=unit_name(case.unit_id),
        reason=reason_of(case),
        who=_("给我的") if me is not None and case.handler_id == me else names.get(case.handler_id or 0, ""),
        remark=_("%(unit)s在督办") % {"unit": unit_name(case.supervisor_id)} if case.supervisor_id else "",
    )


def reason_of(case: Case) -> str:
    """Why a case waits where it is, in words."""
    if case.state == State.RETURNED:
        again = case.send_backs > 1
        return (
            _("居民 %(count)d 次说还没有解决") % {"count": case.send_backs}
            if again
            else _("居民说还没有解决")
        )
    if case.reminded_at is not None:
        return _("催过了，还没有动静")
    if case.resident_spoke:
        return _("居民回话了")
    if case.state == State.RECEIVED:
        why = str(DeskReason(case.desk_reason).label) if case.desk_reason else ""
        return _("等整理：%(why)s") % {"why": why} if why else _("等整理")
    if case.state in WAITS:
        return str(WAITS[case.state])
    return _("等居民回答") if _asks(case) else ""


def _asks(case: Case) -> bool:
    """Whether a question to the resident is open; lists that do not read the column do not ask."""
    return "question_open" not in case.get_deferred_fields() and case.question_open
