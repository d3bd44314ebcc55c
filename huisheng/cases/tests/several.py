"""Several matters for tests: merged, joined, chosen from a list."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from huisheng.cases.actions.batch import Kind, Wish, do_batch
from huisheng.cases.models import Batch, Case, CaseEvent
from huisheng.cases.tests.matters import assigned, viewer
from huisheng.people.models import Person
from tests.cast import Cast

LIT = {"category": "street_lighting", "words": "楼前的路灯不亮，晚上看不见路。"}
"""What asks for a street light: a category of public space."""


def fresh(case: Case) -> Case:
    """The case as it stands in the database."""
    return Case.objects.get(pk=case.pk)


def lights(cast: Cast, count: int = 3) -> list[Case]:
    """The same light reported so many times, each assigned to the station, the earliest first."""
    return sorted((assigned(cast, **LIT) for _each in range(count)), key=lambda case: case.id)


def seen(cases: Iterable[Case]) -> dict[UUID, int]:
    """What a page that shows these cases carries of them."""
    return {case.id: case.version for case in cases}


def batch(kind: Kind, cases: Iterable[Case], person: Person, key: UUID | None = None, **more: Any) -> Batch:
    """One act on these cases as they are now in memory."""
    return do_batch(Wish(kind, seen(cases), **more), viewer(person), key or uuid4())


def merged(cast: Cast, count: int = 3) -> list[Case]:
    """So many reports of one light, all following the first."""
    cases = lights(cast, count)
    batch(Kind.MERGE, cases, cast.wang_fang)
    return [fresh(case) for case in cases]


def acts(case: Case) -> list[str]:
    """The acts of a case in their order."""
    return list(CaseEvent.objects.filter(case_id=case.id).order_by("seq").values_list("act", flat=True))
