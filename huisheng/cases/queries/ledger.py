"""The pending ledger, and what waits for somebody above: lists of cases that this person may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.ends import Exclusion, Pending
from huisheng.cases.models.transitions import Act
from huisheng.cases.permissions import inside_of, visible_by_reach, within
from huisheng.cases.queries.lists import SHOWN, capped_counts
from huisheng.cases.queries.pages import Cursor, Page, keyset
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

PAGE_SIZE = 40
ON_THE_LEDGER = Q(pending=Pending.ON)
WAITING: dict[str, tuple[Q, str]] = {
    "pending": (Q(pending=Pending.ASKED), "due_at"),
    "exclusion": (Q(exclusion__in=[Exclusion.ASKED, Exclusion.CONTESTED]), "answered_at"),
    "insisted": (Q(insisted=True), "answered_at"),
}
"""What waits for one level up: which cases, and by which moment they are ordered."""


@dataclass(frozen=True)
class Owner:
    """Who answers for a case on the ledger: a unit and a post there (the code of a role)."""

    unit_id: int
    role: str


def on_the_ledger(viewer: Viewer) -> QuerySet[Case]:
    """Cases on the ledger that this person may see."""
    return visible_by_reach(viewer).filter(ON_THE_LEDGER)


def page_of_ledger(viewer: Viewer, cursor: Cursor | None = None, size: int = PAGE_SIZE) -> Page:
    """The next review first. One statement."""
    cases = on_the_ledger(viewer).only(*SHOWN, "pending_reason", "pending")
    return keyset(cases, ("due_at", "id"), cursor=cursor, size=size)


def owners_of(case_ids: Iterable[UUID]) -> dict[UUID, Owner]:
    """Who answers for these cases. One statement."""
    asked = CaseEvent.objects.filter(case_id__in=list(case_ids), act=Act.PROPOSE_PENDING).order_by("seq")
    return {
        case_id: Owner(codes["owner_unit_id"], codes["owner_role"])
        for case_id, codes in asked.values_list("case_id", "codes")
    }


def to_decide(viewer: Viewer, kind: str) -> QuerySet[Case]:
    """What of one kind waits for this person's decision: in reach, and outside their own units."""
    inside = frozenset(above for unit in inside_of(viewer) for above in tree().ancestors(unit))
    reached = within(viewer.reach_for("review"))
    return visible_by_reach(viewer).filter(WAITING[kind][0], reached).exclude(unit_id__in=inside)


def page_to_decide(viewer: Viewer, kind: str, cursor: Cursor | None = None, size: int = PAGE_SIZE) -> Page:
    """The oldest first. One statement."""
    cases = to_decide(viewer, kind).only(*SHOWN, "answered_at", "exclusion", "pending", "ground")
    return keyset(cases, (WAITING[kind][1], "id"), cursor=cursor, size=size)


def sizes(viewer: Viewer) -> dict[str, int]:
    """How many of each wait. One statement."""
    return capped_counts({kind: to_decide(viewer, kind) for kind in WAITING})


@dataclass(frozen=True)
class Heap:
    """So many cases of one category in one street are on the ledger for one reason."""

    subcentre_id: int | None
    category_id: int | None
    reason: str
    count: int


def public_ledger() -> list[Heap]:
    """The ledger without words and places: by street, category and reason. One statement.

    A case about a unit or worker is not among them (domain.md, answer 2).
    """
    heaps = (
        Case.objects.filter(ON_THE_LEDGER, about_a_unit=False)
        .values_list("subcentre_id", "category_id", "pending_reason")
        .annotate(count=Count("id"))
        .order_by("subcentre_id", "category_id", "pending_reason")
    )
    return [Heap(*row) for row in heaps]
