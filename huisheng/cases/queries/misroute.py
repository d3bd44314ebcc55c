"""Misroute (indicators.md): upheld objections ÷ assignments, charged to who assigned, from the codes of events."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.db.models.fields.json import KT

from huisheng.cases.models import CaseEvent
from huisheng.cases.models.codes import AssignedBy
from huisheng.cases.models.transitions import Act, Who

Charged = tuple[str, int | None, int | None]


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


def _assignments(since: datetime, until: datetime) -> Counter[Charged]:
    acts = (Act.ASSIGN, Act.REASSIGN, Act.UPHOLD)
    rows = (
        CaseEvent.objects.filter(act__in=acts, at__gte=since, at__lt=until)
        .values_list("act", "who", "actor_id", KT("codes__by_unit_id"))
        .annotate(count=Count("*"))
        .order_by()
    )
    counted: Counter[Charged] = Counter()
    for act, who, person, unit, count in rows:
        by = AssignedBy.CATALOGUE if who == Who.SYSTEM else AssignedBy.PERSON
        counted[str(AssignedBy.RULING if act == Act.UPHOLD else by), person, _id(unit)] += count
    return counted


def _upheld(since: datetime, until: datetime) -> Counter[Charged]:
    rows = (
        CaseEvent.objects.filter(act=Act.UPHOLD, at__gte=since, at__lt=until)
        .values_list(KT("codes__charged_to"), KT("codes__charged_person_id"), KT("codes__charged_unit_id"))
        .annotate(count=Count("*"))
        .order_by()
    )
    return Counter({(by or "", _id(person), _id(unit)): count for by, person, unit, count in rows})


def _id(text: str | None) -> int | None:
    return int(text) if text else None
