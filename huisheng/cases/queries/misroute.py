"""Misroute (indicators.md): upheld objections ÷ assignments, charged to who assigned, from the codes of events."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.db.models.fields.json import KT

from huisheng.cases.models import CaseEvent
from huisheng.cases.models.codes import AssignedBy
from huisheng.cases.models.transitions import Act, Who

Key = tuple[str, int | None, int | None]


@dataclass(frozen=True)
class Misroute:
    """One who assigns: the catalogue, a person for a unit, or an arbiter. Ids are bare.

    `upheld` are rulings in the period against assignments of theirs, whenever those were made.
    """

    by: str
    person_id: int | None
    unit_id: int | None
    upheld: int
    assignments: int


def misroute(since: datetime, until: datetime) -> list[Misroute]:
    """Everybody who assigned, or was charged with an upheld objection, from `since` until before `until`.

    Two statements. Persons are named for their own unit's eyes and are never ranked (domain.md, answer 5).
    """
    assignments, upheld = _assignments(since, until), _upheld(since, until)
    return [
        Misroute(*charged, upheld=upheld[charged], assignments=assignments[charged])
        for charged in sorted({*assignments, *upheld}, key=str)
    ]


@dataclass(frozen=True)
class Charged:
    """Rulings against assignments, and assignments, of all who assign in one way."""

    upheld: int = 0
    assignments: int = 0


def by_way(since: datetime, until: datetime) -> dict[str, Charged]:
    """The same by how it was assigned (catalogue, person, ruling), nobody named. Two statements."""
    found: dict[str, Charged] = {way.value: Charged() for way in AssignedBy}
    for one in misroute(since, until):
        held = found.get(one.by, Charged())
        found[one.by] = Charged(held.upheld + one.upheld, held.assignments + one.assignments)
    return found


def _assignments(since: datetime, until: datetime) -> Counter[Key]:
    acts = (Act.ASSIGN, Act.REASSIGN, Act.UPHOLD)
    rows = (
        CaseEvent.objects.filter(act__in=acts, at__gte=since, at__lt=until)
        .values_list("act", "who", "actor_id", KT("codes__by_unit_id"))
        .annotate(count=Count("*"))
        .order_by()
    )
    counted: Counter[Key] = Counter()
    for act, who, person, unit, count in rows:
        by = AssignedBy.CATALOGUE if who == Who.SYSTEM else AssignedBy.PERSON
        counted[str(AssignedBy.RULING if act == Act.UPHOLD else by), person, _id(unit)] += count
    return counted


def _upheld(since: datetime, until: datetime) -> Counter[Key]:
    rows = (
        CaseEvent.objects.filter(act=Act.UPHOLD, at__gte=since, at__lt=until)
        .values_list(KT("codes__charged_to"), KT("codes__charged_person_id"), KT("codes__charged_unit_id"))
        .annotate(count=Count("*"))
        .order_by()
    )
    return Counter({(by or "", _id(person), _id(unit)): count for by, person, unit, count in rows})


def _id(text: str | None) -> int | None:
    return int(text) if text else None
