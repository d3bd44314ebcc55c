"""How much is open at every unit: counted once for all readers, shown with the time at which it was counted.

Counting 50,000 open cases at every view would take longer than the page may. So each process counts them at
most every `SECONDS`, in one statement, and adds them up along the tree. Cases about a unit or a worker are
kept apart, one group for each accused, and are added for each reader who is not barred from them: what
`permissions.visible` hides is not in any sum either.
"""

import operator
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, Q

from huisheng.cases.models import Case
from huisheng.cases.models.bending import IS_OPEN
from huisheng.cases.models.transitions import BEFORE_ANSWER, State
from huisheng.core import clock
from huisheng.core.snapshot import Snapshot
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

SECONDS = 10.0


class Tally(NamedTuple):
    """Counts of cases that a unit (and those below it) owes an answer: all, the late ones, and by what stops."""

    open: int = 0
    late: int = 0
    triage: int = 0
    assign: int = 0
    sign: int = 0
    returned: int = 0
    question: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(*map(operator.add, self, other))

    def less(self, other: "Tally") -> "Tally":
        """Without the other."""
        return Tally(*map(operator.sub, self, other))


NAMES = Tally._fields
NOTHING = Tally()


@dataclass(frozen=True)
class Accusing:
    """Cases at `unit_id` that are about a unit or a person."""

    unit_id: int
    accused_unit_id: int | None
    accused_person_id: int | None
    tally: Tally

    def is_hidden_from(self, viewer: Viewer) -> bool:
        """As `permissions.is_barred` says of a case."""
        return self.accused_unit_id in viewer.barred_units or (
            self.accused_person_id is not None and self.accused_person_id == viewer.person_id
        )


@dataclass(frozen=True)
class Workload:
    """The counts as of `at`: `sums` of each unit with all below it, `accusing` not among them."""

    at: datetime
    sums: Mapping[int, Tally]
    accusing: tuple[Accusing, ...]

    def of(self, units: Iterable[int], viewer: Viewer) -> dict[int, Tally]:
        """The tallies of several units, none of them under another, as the viewer may know them.

        The viewer's reach has to contain them with all below.
        """
        wanted = {unit: self.sums.get(unit, NOTHING) for unit in units}
        for group in self.accusing:
            if group.is_hidden_from(viewer):
                continue
            top = next((above for above in tree().ancestors(group.unit_id) if above in wanted), None)
            if top is not None:
                wanted[top] = wanted[top].plus(group.tally)
        return wanted


def workload() -> Workload:
    """The counts, at most `SECONDS` old unless a count is under way."""
    return _snapshot.current()


def forget() -> None:
    """Count anew at the next use."""
    _snapshot.forget()


def _read(_held: Workload | None) -> Workload:
    at = clock.now()
    by = ("unit_id", "accused_unit_id", "accused_person_id", "about_a_unit")
    counts = _counts(at)
    rows = Case.objects.filter(IS_OPEN).values(*by).annotate(**counts).order_by().values_list(*by, *counts)
    sums: dict[int, Tally] = {}
    accusing: list[Accusing] = []
    for unit_id, accused_unit, accused_person, about_a_unit, *numbers in rows:
        if about_a_unit:
            accusing.append(Accusing(unit_id, accused_unit, accused_person, Tally(*numbers)))
            continue
        for above in tree().ancestors(unit_id):
            sums[above] = sums.get(above, NOTHING).plus(Tally(*numbers))
    return Workload(at, sums, tuple(accusing))


def _counts(at: datetime) -> dict[str, Count]:
    owed = Q(state__in=BEFORE_ANSWER)
    kinds = {
        "open": owed,
        "late": owed & Q(due_at__lt=at),
        "triage": Q(state=State.RECEIVED),
        "assign": Q(state=State.TRIAGED),
        "sign": Q(state=State.ASSIGNED),
        "returned": Q(state=State.RETURNED),
        "question": Q(state__in=BEFORE_ANSWER, question_open=True),
    }
    return {f"n_{name}": Count("pk", filter=kinds[name]) for name in NAMES}


_snapshot: Snapshot[Workload] = Snapshot(_read, SECONDS)
