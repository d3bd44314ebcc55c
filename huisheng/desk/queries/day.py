"""What one person has to do today, the most pressing first.

Each unit (or plot) for which somebody answers is one index scan in the order of `due_at`, cut off after
`LOOKED_AT` cases; the scans are joined in one statement. From them the page is put together here, and only
what it shows is read whole. So the cost does not depend on how much is open. No condition stands on `due_at`:
the planner would take such a scan for a short one and sort all of a large unit instead.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField
from django.utils import timezone

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import BEFORE_ANSWER, State
from huisheng.cases.permissions import own_units, unbarred, visible, visible_as_given, visible_by_reach
from huisheng.cases.queries.lists import MOST_COUNTED, under
from huisheng.core import clock
from huisheng.core.prepared import GivenAny, Prepared, columns_of
from huisheng.network.tree import tree
from huisheng.people.prepared import prepared_for_viewer
from huisheng.people.viewer import Viewer

SHOWN = 20
LOOKED_AT = 100
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
    "reminded_at",
    "about_a_unit",
    "accused_unit",
    "accused_person_id",
)

OWED = Q(state__in=BEFORE_ANSWER)
NEW = (State.RECEIVED, State.TRIAGED, State.ASSIGNED)


class Glance(NamedTuple):
    """What has to be known of a case to decide whether it belongs to today."""

    due_at: datetime
    id: UUID
    state: str
    resident_spoke: bool
    handler_id: int | None
    reminded_at: datetime | None

    def is_of_note(self, me: int | None) -> bool:
        """Whether it is worth a look today although due later: it came back, has news, was asked after, is new, or
        is mine."""
        return (
            self.state == State.RETURNED
            or self.resident_spoke
            or self.reminded_at is not None
            or self.state in NEW
            or self.is_given_to(me)
        )

    def is_given_to(self, person: int | None) -> bool:
        """Whether this person is to handle it."""
        return person is not None and self.handler_id == person


@dataclass(frozen=True)
class Day:
    """What somebody has to do: `today` late or due today, `later` due on another day but of note, in order.

    `back` are the most pressing of those that came back, `returned` says how many. `hidden` are due today and
    not shown for want of room, `elsewhere` due on another day and not shown. Counts go as far as was looked:
    there may be more when `is_capped`. `supervised` is for those only who assign more than they handle.
    """

    today: list[Case]
    later: list[Case]
    back: list[Case]
    hidden: int
    elsewhere: int
    returned: int
    is_capped: bool
    supervised: int


@dataclass(frozen=True)
class Scope:
    """A part of what somebody answers for: a condition that an index serves, and its units if it has any."""

    cases: Q
    units: frozenset[int] | None = None


def day_of(viewer: Viewer) -> Day:
    """The day of one person. Two statements; one more for whoever assigns more than they handle."""
    seen = _glances(viewer)
    ends = end_of_today()
    today = [glance for glance in seen if glance.due_at < ends]
    later = [glance for glance in seen if glance.due_at >= ends]
    shown = today[:SHOWN]
    noted = [glance for glance in later if glance.is_of_note(viewer.person_id)][: SHOWN - len(shown)]
    back = [glance for glance in seen if glance.state == State.RETURNED]
    read = _read({glance.id for glance in [*shown, *noted, *back[:SHOWN_BACK]]})
    return Day(
        today=[read[glance.id] for glance in shown if glance.id in read],
        later=[read[glance.id] for glance in noted if glance.id in read],
        back=[read[glance.id] for glance in back[:SHOWN_BACK] if glance.id in read],
        hidden=len(today) - len(shown),
        elsewhere=len(later) - len(noted),
        returned=len(back),
        is_capped=len(seen) >= LOOKED_AT,
        supervised=_supervised(viewer),
    )


def _glances(viewer: Viewer) -> list[Glance]:
    """The first cases of every scope and those given to the viewer, each once, in order. One statement."""
    rows = _first_of_each(viewer).rows()
    return sorted(map(Glance._make, set(rows)), key=lambda glance: glance[:2])


@prepared_for_viewer
def _first_of_each(viewer: Viewer) -> QuerySet[Case, Any]:
    parts = [*(seen_in(viewer, scope) for scope in scopes_of(viewer)), visible_as_given(viewer)]
    first, *others = (
        part.filter(OWED).order_by("due_at", "id").values_list(*Glance._fields)[:LOOKED_AT] for part in parts
    )
    return first.union(*others, all=True) if others else first


def seen_in(viewer: Viewer, scope: Scope) -> QuerySet[Case]:
    """What the viewer may see in a scope. Where that is all of it, the scope alone is asked for.

    Both conditions together say the same twice, and the planner would take few cases for fewer.
    """
    sees_all = scope.units is not None and scope.units <= viewer.units_for("see")
    return (unbarred(viewer) if sees_all else visible_by_reach(viewer)).filter(scope.cases)


def _read(ids: set[UUID]) -> dict[UUID, Case]:
    found = (Case.from_db(None, READ, row) for row in _by_id.rows(ids=list(ids))) if ids else ()
    return {case.id: case for case in found}


READ = columns_of(Case, only=COLUMNS)
_by_id = Prepared(lambda: Case.objects.filter(pk=GivenAny("ids", UUIDField())).values_list(*READ))


def scopes_of(viewer: Viewer) -> list[Scope]:
    """What somebody answers for.

    Whoever handles: everything in that reach. Whoever only triages and assigns: their own desk, since what
    waits further down is the board's.
    """
    found: dict[int, Scope] = {}
    plots: frozenset[int] = frozenset()
    for function in ("handle", "triage"):
        reach = viewer.reach_for(function)
        plots |= reach.plot_ids
        for root in reach.roots:
            if function == "handle" and root.subtree:
                found[root.unit_id] = Scope(under(root.unit_id), tree().subtree(root.unit_id))
            elif function == "handle" or root.unit_id in own_units(viewer):
                own = frozenset({root.unit_id})
                found.setdefault(root.unit_id, Scope(Q(unit_id=root.unit_id), own))
    scopes = [*found.values(), *([Scope(Q(plot_id__in=plots))] if plots else [])]
    return scopes if len(scopes) <= MOST_SCANS else [Scope(reduce(or_, (scope.cases for scope in scopes)))]


def end_of_today() -> datetime:
    """Midnight at the end of the district's present day."""
    return timezone.make_aware(datetime.combine(clock.today() + timedelta(days=1), time.min))


def _supervised(viewer: Viewer) -> int:
    """How much is overdue below and was put under this person's unit's eyes."""
    if viewer.units_for("assign") <= viewer.units_for("handle"):
        return 0
    reach = viewer.reach_for("assign")
    watched = frozenset(unit for unit in own_units(viewer) if unit in reach)
    cases = visible(viewer).filter(OWED, supervisor_id__in=watched)
    return cases.values("pk")[:MOST_COUNTED].count()
