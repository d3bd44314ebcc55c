"""Whom a call-back clerk has to ring: residents who left a telephone number and no other way to be asked."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.ends import Recheck
from huisheng.cases.models.transitions import ENDED_BY_ANSWER, OPEN, Act
from huisheng.cases.permissions import called_besides, called_with, inside_of, visible_by_reach, within
from huisheng.cases.queries.lists import SHOWN, capped_counts
from huisheng.cases.queries.pages import Cursor, Page, keyset
from huisheng.core import clock
from huisheng.network.tree import tree
from huisheng.people.queries import with_telephone
from huisheng.people.viewer import Viewer

PAGE_SIZE = 40
AGAIN_AFTER = timedelta(hours=2)
RECHECK_CALLED_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Tries:
    """How often a resident was rung in vain, and when last."""

    count: int
    last: datetime


def to_call(viewer: Viewer) -> QuerySet[Case]:
    """Answered cases that are due for a call, within reach and outside the clerk's own units."""
    return _reachable(viewer).filter(call_back_due=True, state__in=ENDED_BY_ANSWER)


def to_ask(viewer: Viewer) -> QuerySet[Case]:
    """Cases whose unit asked the resident something that was not answered yet."""
    return _reachable(viewer).filter(question_open=True, state__in=OPEN)


def to_recheck(viewer: Viewer) -> QuerySet[Case]:
    """Closed cases whose resident was asked after 28 days whether it lasted, and has not said."""
    return _reachable(viewer).filter(recheck=Recheck.ASKED, recheck_at__gt=clock.now() - RECHECK_CALLED_FOR)


def page_to_recheck(viewer: Viewer, cursor: Cursor | None = None, size: int = PAGE_SIZE) -> Page:
    """Those asked first come first. One statement."""
    return keyset(
        to_recheck(viewer).only(*SHOWN, "recheck_at"), ("recheck_at", "id"), cursor=cursor, size=size
    )


def page_to_call(viewer: Viewer, cursor: Cursor | None = None, size: int = PAGE_SIZE) -> Page:
    """The oldest answers first. One statement."""
    cases = to_call(viewer).only(*SHOWN, "answered_at", "call_back_by")
    return keyset(cases, ("answered_at", "id"), cursor=cursor, size=size)


def page_to_ask(viewer: Viewer, cursor: Cursor | None = None, size: int = PAGE_SIZE) -> Page:
    """The most pressing first. One statement."""
    return keyset(to_ask(viewer).only(*SHOWN), ("due_at", "id"), cursor=cursor, size=size)


def sizes(viewer: Viewer) -> dict[str, int]:
    """How many of each, counted up to a thousand: one statement."""
    return capped_counts({"call": to_call(viewer), "ask": to_ask(viewer), "recheck": to_recheck(viewer)})


def tries_of(cases: list[Case]) -> dict[object, Tries]:
    """Calls in vain by case. One statement."""
    rows = (
        CaseEvent.objects.filter(case_id__in=[case.id for case in cases], act=Act.NOT_REACHED)
        .values("case_id")
        .annotate(count=Count("seq"), last=Max("at"))
        .order_by()
    )
    return {row["case_id"]: Tries(row["count"], row["last"]) for row in rows}


def _reachable(viewer: Viewer) -> QuerySet[Case]:
    """Cases that the clerk may call about (permissions.may_call_back), minus those just rung in vain."""
    inside = frozenset(above for unit in inside_of(viewer) for above in tree().ancestors(unit))
    rung = CaseEvent.objects.filter(
        case_id=OuterRef("pk"), act=Act.NOT_REACHED, at__gt=clock.now() - AGAIN_AFTER
    )
    helped = called_with(viewer) if called_besides(viewer) else Q(pk__in=[])
    return (
        visible_by_reach(viewer)
        .filter(within(viewer.reach_for("call_back")), with_telephone(OuterRef("subject_id")))
        .exclude(Q(unit_id__in=inside) | helped)
        .exclude(Exists(rung))
    )
