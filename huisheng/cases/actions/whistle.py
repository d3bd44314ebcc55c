"""吹哨: calling several departments to one matter, and ending it with what the whistler says of who came.

The duty to answer the resident stays with the responsible unit, unless the lead takes it by an act of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from huisheng.cases.actions.course import Course, Token, on_case, staff
from huisheng.cases.actions.transfer import NotThere, check_may_learn
from huisheng.cases.actions.whistle_rows import open_whistles
from huisheng.cases.events import WhistleBlown, WhistleEnded
from huisheng.cases.judging import whistling_unit
from huisheng.cases.models import Case, WhistleCall
from huisheng.cases.models.codes import Grade, Urgency, WordsKind
from huisheng.cases.models.transitions import Act, Clock, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.catalogue import edition
from huisheng.core.events import announce
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

MOST_CALLED = 6  # each has three clocks, and an event starts at most twenty
LOWEST_CALLED = 2
CLOCKS = (Clock.SIGN_CALL, Clock.CONTACT, Clock.REPORT)
Grades = Mapping[int, Mapping[str, Grade]]


class OneAtATime(Exception):
    """A whistle is open already: it is ended before the next is blown."""


class NotRated(Exception):
    """The whistler has not said something of every unit that was to come. `units` are missing."""

    def __init__(self, units: Sequence[int]) -> None:
        super().__init__(units)
        self.units = tuple(units)


@dataclass(frozen=True)
class Blow:
    """Who shall come and what for. `emergency`: they are told at once, and their clocks run as urgent."""

    lead: int
    words: str
    helpers: tuple[int, ...] = ()
    emergency: bool = False


def blow_whistle(case_id: UUID, viewer: Viewer, token: Token, blow: Blow) -> Case:
    """Call the lead and the helpers. `NotThere` for a unit that cannot be called, `OneAtATime` for a second one."""
    return on_case(case_id, staff(viewer), token, lambda course: whistle(course, blow))


def whistle(course: Course, blow: Blow, by_unit: int | None = None) -> None:
    """The step itself; `by_unit` whistles where nobody is looking."""
    case, viewer = course.case, course.actor.viewer
    if case.whistle is not None:
        raise OneAtATime
    whistler = whistling_unit(viewer, case) if viewer is not None else by_unit
    if whistler is None:
        raise Refused(Act.WHISTLE)
    helpers = tuple(dict.fromkeys(unit for unit in blow.helpers if unit != blow.lead))
    called = (blow.lead, *helpers)
    for unit in called:
        _check_may_come(case, unit, whistler)
    urgency = Urgency.URGENT if blow.emergency else Urgency.NORMAL
    held = edition(case.catalogue)
    course.step(
        Act.WHISTLE,
        words=(WordsKind.WHISTLE, blow.words),
        starts=[
            (clock, unit, held.due(clock, case.category_id, urgency, course.at))
            for unit in called[:MOST_CALLED]
            for clock in CLOCKS
        ],
        called_unit_id=blow.lead,
        helpers=list(helpers),
        by_unit_id=whistler,
        emergency=blow.emergency,
    )
    for unit in called:
        announce(WhistleBlown(str(case.id), course.case.version, unit, emergency=blow.emergency))


def _check_may_come(case: Case, unit_id: int, whistler: int) -> None:
    """Departments, towns and streets are whistled for; not who has the case, who whistles, or who is meant."""
    check_may_learn(case, unit_id)
    if unit_id in (case.unit_id, whistler) or tree().unit(unit_id).level > LOWEST_CALLED:
        raise NotThere(unit_id)


def end_whistle(case_id: UUID, viewer: Viewer, token: Token, grades: Grades) -> Case:
    """What was asked for is done. Three answers about every unit that was to come; `NotRated` without them."""
    return on_case(case_id, staff(viewer), token, lambda course: end(course, grades))


def end(course: Course, grades: Grades) -> None:
    """The step itself."""
    n = _open(course, Act.END_WHISTLE)
    expected = [call.unit_id for call in calls_in(course, n) if call.left_at is None]
    if missing := [unit for unit in expected if unit not in grades]:
        raise NotRated(missing)
    said = {str(unit): {name: str(grade) for name, grade in grades[unit].items()} for unit in expected}
    course.step(Act.END_WHISTLE, whistle=n, grades=said)
    announce(WhistleEnded(str(course.case.id), n))


def call_off(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Nobody need come any longer; nothing is said of anybody."""

    def steps(course: Course) -> None:
        n = _open(course, Act.CALL_OFF)
        course.step(Act.CALL_OFF, words=(WordsKind.WHISTLE, words), whistle=n)
        announce(WhistleEnded(str(course.case.id), n))

    return on_case(case_id, staff(viewer), token, steps)


def calls_in(course: Course, n: int) -> list[WhistleCall]:
    """The calls of the open whistle as they stand after the steps of this course."""
    held = open_whistles(course.case.id)
    for event in course.events:
        held.turn(event)
    return held.of(n)


def _open(course: Course, act: Act) -> int:
    if course.case.whistle is None:
        raise NotOpen(act, State(course.case.state))
    return course.case.whistle
