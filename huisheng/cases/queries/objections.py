"""Objections 不归我们: on which grounds one may be made, who rules on it, who gave the matter to the unit.

A unit says at most once that a matter is not its own: what was ruled on is not returned (`no_return`). After
`MOST_BOUNCES` units were relieved of it, the district's desk rules, and finally.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.codes import AssignedBy, Ground
from huisheng.cases.models.projection import ASSIGNING
from huisheng.cases.models.transitions import OPEN, WITH_UNIT, Act, State, Who
from huisheng.cases.permissions import own_units, unbarred
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.routing import STATION, NobodyAbove, district_desk, is_within
from huisheng.network.tree import tree
from huisheng.people.queries_of_posts import who_hold_at
from huisheng.people.viewer import Viewer

MOST_BOUNCES = 2


def grounds_open(case: Case) -> tuple[Ground, ...]:
    """On which grounds the unit may object now.

    Whoever answered has taken the matter as its own. What the list forbids to give to a community goes back
    at any time: no ruling stands above the list.
    """
    if case.state not in WITH_UNIT:
        return ()
    settled = case.no_return or case.arbiter_id is not None or case.state == State.RETURNED
    by_list = catalogue().is_reserved(case.category_id, tree().unit(case.unit_id).level)
    return tuple(ground for ground in Ground if (by_list if ground == Ground.RESERVED else not settled))


def is_final(case: Case) -> bool:
    """Whether the next ruling on this case is the last."""
    return case.bounces >= MOST_BOUNCES


Judges = Mapping[int, set[int]]


def arbiter_for(case: Case, named_unit_id: int | None = None, judges: Judges | None = None) -> int:
    """Which unit rules: the lowest above both units in which somebody may; `NobodyAbove` at the top.

    Nobody rules on what they assigned themselves, nor a unit that the case is about. Where nobody is left, it
    is the topmost unit, which has to find a deputy.
    """
    partial = {case.assigned_by_id, case.accused_person_id}
    start = district_desk(tree()) if is_final(case) else _above_both(case.unit_id, named_unit_id)
    return _judge(case, case.unit_id, start, partial, judges)


def arbiter_between(case: Case, unit_id: int, other_id: int, partial: set[int | None]) -> int:
    """Which unit rules between two: the lowest above both in which somebody may who is not `partial`."""
    return _judge(case, unit_id, _above_both(unit_id, other_id), partial)


def _judge(
    case: Case, unit_id: int, start: int | None, partial: set[int | None], judges: Judges | None = None
) -> int:
    network = tree()
    line = network.ancestors(unit_id)[1:]
    if start in line:
        line = line[line.index(start) :]
    line = tuple(
        unit
        for unit in line
        if not network.unit(unit).closed and not is_within(network, unit, case.accused_unit_id)
    )
    if not line:
        raise NobodyAbove
    judges = who_hold_at("rule", line) if judges is None else judges
    return next((unit for unit in line if judges.get(unit, set()) - partial), line[-1])


def _above_both(unit_id: int, named_unit_id: int | None) -> int | None:
    line = tree().ancestors(unit_id)[1:]
    if named_unit_id is None:
        return line[0] if line else None
    above_named = tree().ancestors(named_unit_id)[1:]
    return next((unit for unit in line if unit in above_named), line[-1] if line else None)


def whose_by_list(case: Case) -> int | None:
    """Who does instead what the list keeps from communities: the catalogue's unit, else the level that may."""
    network, entry = tree(), catalogue().reserved.get(case.category_id or 0)
    if entry is None:
        return None
    target = catalogue().routes.get(case.category_id or 0)
    department = target.department_id if target is not None else None
    if department is not None and not network.unit(department).closed:
        return department
    start = network.plot(case.plot_id).unit_id if case.plot_id is not None else case.unit_id
    level = min(entry.lowest_level, target.level if target and target.level else STATION)
    return network.at_level(start, level) or district_desk(network)


@dataclass(frozen=True)
class Assignment:
    """How a case came to its unit: who is charged when that was wrong. Persons and units are bare ids."""

    seq: int
    by: AssignedBy
    person_id: int | None
    unit_id: int | None
    edition: str

    def codes(self) -> dict[str, Any]:
        """As a ruling's event keeps it."""
        return {
            "charged_to": str(self.by),
            "charged_person_id": self.person_id,
            "charged_unit_id": self.unit_id,
            "charged_edition": self.edition if self.by == AssignedBy.CATALOGUE else None,
        }


BY_ACT = {
    Act.UPHOLD: AssignedBy.RULING,
    Act.TAKE_OVER: AssignedBy.TAKEN,
    Act.TAKE_LEAD: AssignedBy.TAKEN,
    Act.HAND_OVER: AssignedBy.SUCCESSION,
}


def assignment_of(events: Iterable[CaseEvent]) -> Assignment | None:
    """The assignment in force, from the events of a case in their order; None before the first."""
    found, edition = None, ""
    for event in events:
        edition = event.codes.get("edition") or event.codes.get("catalogue") or edition
        if event.act in ASSIGNING:
            by_system = AssignedBy.CATALOGUE if event.who == Who.SYSTEM else AssignedBy.PERSON
            by = BY_ACT.get(Act(event.act), by_system)
            found = Assignment(event.seq, by, event.actor_id, event.codes.get("by_unit_id"), edition)
    return found


def open_objection(events: Iterable[CaseEvent]) -> CaseEvent | None:
    """The last objection that nobody has ruled on, from the events of a case in their order."""
    found = None
    for event in events:
        if event.act == Act.OBJECT:
            found = event
        elif event.act in (Act.UPHOLD, Act.DISMISS):
            found = None
    return found


def rulings_for(viewer: Viewer, most: int) -> list[Case]:
    """What waits for a ruling by the units of this person, the most pressing first. One statement, if any."""
    if not viewer.may("rule"):
        return []
    cases = unbarred(viewer).filter(arbiter_id__in=own_units(viewer, "rule"), state__in=OPEN)
    mine = cases.exclude(assigned_by_id=viewer.person_id).select_related("unit").order_by("due_at", "id")
    return list(mine.only("number", "title", "unit__name")[:most])


def relieved_units(events: Iterable[CaseEvent]) -> set[int]:
    """The units that were relieved of the case, by a ruling or as it was done before there were rulings."""
    return {event.codes["from_unit_id"] for event in events if event.act in (Act.UPHOLD, Act.HAND_BACK)}
