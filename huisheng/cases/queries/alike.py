"""Cases that may be about one matter: the same plot, the same kind, not long apart, and not answered yet.

One statement on the index `cases_joinable`, at most `MOST` rows. What is about a unit or a worker is not in that index,
nor what follows another case. Words are not compared.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huisheng.cases.models import Case
from huisheng.cases.models.case import IS_JOINABLE
from huisheng.cases.models.codes import CaseKind
from huisheng.cases.queries.catalogue import catalogue
from huisheng.core.ids import uuid7

DAYS = 14
MOST = 5
OFFERED = ("number", "title", "state", "unit", "plot", "category", "received_at", "version", "send_backs")


@dataclass(frozen=True)
class Alike:
    """One that may be the same, and why it is offered; `key` is for the form that merges the two."""

    case: Case
    because: str
    key: UUID = field(default_factory=uuid7)


def alike(case: Case, plot_id: int | None, category_id: int | None) -> list[Alike]:
    """What may be the same as this case, were it of this plot and category; the nearest in time first."""
    if plot_id is None or category_id is None or case.about_a_unit or case.kind != CaseKind.ORDINARY:
        return []
    found = joinable(plot_id, category_id, case.received_at).exclude(pk=case.pk)
    near = sorted(found[:MOST], key=lambda other: abs(other.received_at - case.received_at))
    return [Alike(other, because(case.received_at, other.received_at)) for other in near]


def because(one: datetime, other: datetime) -> str:
    """Why it is offered, in words."""
    days = abs((timezone.localdate(one) - timezone.localdate(other)).days)
    if not days:
        return _("同一块责任田，同一类，同一天")
    return ngettext(
        "同一块责任田，同一类，相隔 %(days)d 天", "同一块责任田，同一类，相隔 %(days)d 天", days
    ) % {"days": days}


def to_join(plot_id: int | None, category_id: int | None, at: datetime) -> list[Case]:
    """What a resident may join before sending: only of a category that is about public space, never a home."""
    category = catalogue().categories.get(category_id or 0)
    if plot_id is None or category is None or not category.public_space:
        return []
    return list(joinable(plot_id, category.id, at).filter(at_home=False)[:MOST])


def joinable(plot_id: int, category_id: int, at: datetime) -> QuerySet[Case]:
    """Cases that others may be merged with, newest first."""
    days = timedelta(days=DAYS)
    around = {"received_at__gte": at - days, "received_at__lte": at + days}
    return (
        Case.objects.filter(
            IS_JOINABLE, kind=CaseKind.ORDINARY, plot_id=plot_id, category_id=category_id, **around
        )
        .order_by("-received_at")
        .only(*OFFERED)
    )


def may_be_joined(case: Case, plot_id: int | None, category_id: int | None, at: datetime) -> bool:
    """Whether a resident who asks now, of this place and kind, may join this case as it stands."""
    return case.pk in {each.pk for each in to_join(plot_id, category_id, at)}
