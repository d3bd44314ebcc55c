"""What one person has to do today, the most pressing first.

Each unit (or plot) for which somebody answers is one index scan in the order of `due_at`, cut off after a few
rows; the scans are joined in one statement. So what the page costs does not depend on how much is open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import BEFORE_ANSWER, State
from huisheng.cases.permissions import own_units, visible
from huisheng.cases.queries.lists import MOST_COUNTED, capped_counts, under
from huisheng.core import clock
from huisheng.people.viewer import Viewer

SHOWN = 40
SHOWN_LATER = 10
SHOWN_BACK = 3
# More scopes than that are rare (a deputy of many); they become one condition instead of a scan each.
MOST_SCANS = 8
COLUMNS = (
    "number",
    "title",
    "state",
    "unit",
    "plot",
    "category",
    "due_at",
    "urgency",
    "send_backs",
    "supervisor",
    "handler_id",
    "desk_reason",
    "resident_spoke",
    "about_a_unit",
    "accused_unit",
    "accused_person_id",
)

OWED = Q(state__in=BEFORE_ANSWER)
NEW = Q(state__in=(State.RECEIVED, State.TRIAGED, State.ASSIGNED))
# What is worth a look today although it is due later: what came back, what residents said, what is new.
TO_LOOK_AT = Q(state=State.RETURNED) | Q(resident_spoke=True) | NEW


@dataclass(frozen=True)
class Day:
    """`cases` in order, `back` the most pressing send-backs, and how many there are.

    Counts end at `MOST_COUNTED`: `today` (late or due today), `later` (due on another day), `returned`,
    `supervised`.
    """

    cases: list[Case]
    back: list[Case]
    today: int
    later: int
    returned: int
    supervised: int

    @property
    def due_today(self) -> list[Case]:
        """Those of the list that are late or due today."""
        return [case for case in self.cases if case.due_at is not None and case.due_at < end_of_today()]

    @property
    def hidden(self) -> int:
        """How many of today's the list leaves out; 0 when it shows all."""
        return max(0, self.today - len(self.due_today))

    @property
    def elsewhere(self) -> int:
        """How many are due on another day and not in the list either."""
        return max(0, self.later - (len(self.cases) - len(self.due_today)))


def day_of(viewer: Viewer) -> Day:
    """The day of one person. Two statements."""
    scopes, ends = scopes_of(viewer), end_of_today()
    seen = visible(viewer).only(*COLUMNS)
    today = [_cut(seen.filter(scope, OWED, due_at__lt=ends), SHOWN) for scope in scopes]
    later = [_cut(seen.filter(scope, OWED, TO_LOOK_AT, due_at__gte=ends), SHOWN_LATER) for scope in scopes]
    mine = Q(handler_id=viewer.person_id)
    given = _cut(seen.filter(mine, OWED), SHOWN)
    anything = reduce(or_, scopes, mine)
    counts = capped_counts(
        {
            "today": visible(viewer).filter(anything, OWED, due_at__lt=ends),
            "later": visible(viewer).filter(anything, OWED, due_at__gte=ends),
            "returned": visible(viewer).filter(anything, state=State.RETURNED),
            "supervised": _supervised(viewer),
        }
    )
    cases = _joined([*today, *later, given])
    back = [case for case in cases if case.state == State.RETURNED]
    return Day(cases[:SHOWN], back[:SHOWN_BACK], **counts)


def scopes_of(viewer: Viewer) -> list[Q]:
    """What somebody answers for, as conditions that an index serves each.

    Whoever handles: everything in that reach. Whoever only triages and assigns: their own desk, since what
    waits further down is the board's.
    """
    units: dict[int, Q] = {}
    plots: frozenset[int] = frozenset()
    for function in ("handle", "triage"):
        reach = viewer.reach_for(function)
        plots |= reach.plot_ids
        for root in reach.roots:
            if function == "handle" and root.subtree:
                units[root.unit_id] = under(root.unit_id)
            elif function == "handle" or root.unit_id in own_units(viewer):
                units.setdefault(root.unit_id, Q(unit_id=root.unit_id))
    scopes = list(units.values())
    if plots:
        scopes.append(Q(plot_id__in=plots))
    return scopes if len(scopes) <= MOST_SCANS else [reduce(or_, scopes)]


def end_of_today() -> datetime:
    """Midnight at the end of the district's present day."""
    return timezone.make_aware(datetime.combine(clock.today() + timedelta(days=1), time.min))


def is_capped(count: int) -> bool:
    """Whether a count stopped counting."""
    return count >= MOST_COUNTED


def _supervised(viewer: Viewer) -> QuerySet[Case]:
    """What is overdue below and was put under this person's unit's eyes."""
    reach = viewer.reach_for("assign")
    watched = frozenset(unit for unit in own_units(viewer) if unit in reach)
    return visible(viewer).filter(OWED, supervisor_id__in=watched)


def _cut(cases: QuerySet[Case], size: int) -> QuerySet[Case]:
    return cases.order_by("due_at", "id")[:size]


def _joined(parts: Iterable[QuerySet[Case]]) -> list[Case]:
    """The parts in one statement, each case once, in order."""
    first, *others = parts
    found = first.union(*others, all=True) if others else first
    once = {case.pk: case for case in found}
    return sorted(once.values(), key=lambda case: (case.due_at, case.pk))
