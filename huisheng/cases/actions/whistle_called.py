"""What a unit does that was whistled for: sign, get in touch, come, report; or say why it cannot come.

Nobody declines: whoever cannot come says why, and an arbiter rules. Of a visit are kept the units that came,
when, what was done and what remains: no persons, no positions, no picture that anybody must take.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from huisheng.cases.actions.beside import of
from huisheng.cases.actions.course import CLEARED, Course, Token, on_case, staff
from huisheng.cases.actions.timing import due
from huisheng.cases.actions.transfer import check_may_go
from huisheng.cases.actions.whistle import calls_in
from huisheng.cases.judging import coming_to_rule_on
from huisheng.cases.models import Case, CaseParty, SideClock, Whistle, WhistleCall
from huisheng.cases.models.codes import Part, WordsKind
from huisheng.cases.models.transitions import OF_WHISTLES, Act, Clock, NotOpen, State
from huisheng.cases.permissions import Refused
from huisheng.cases.queries.objections import arbiter_between
from huisheng.cases.standing import stands_for
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

SLACK = timedelta(minutes=5)
DONE = {
    Act.SIGN_CALL: "signed_at",
    Act.CONTACT_CALL: "contact_at",
    Act.VISIT: "came_at",
    Act.REPORT_CALL: "reported_at",
    Act.CANNOT_COME: "arbiter_id",
}


class NotThen(Exception):
    """Nobody came before the whistle was blown, nor will have come in the future."""


@dataclass(frozen=True)
class Visit:
    """Who came (units), when, what was done and what remains."""

    came: tuple[int, ...]
    at: datetime
    words: str
    remains: str = ""


def sign_call(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """The unit heard the whistle and comes."""

    def steps(course: Course, call: WhistleCall) -> None:
        if call.signed_at is not None:
            raise NotOpen(Act.SIGN_CALL, State(course.case.state))
        _step(course, call, Act.SIGN_CALL, (Clock.SIGN_CALL,))

    return _as_called(case_id, viewer, token, Act.SIGN_CALL, steps)


def contact_whistler(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """The unit got in touch with whoever whistled."""

    def steps(course: Course, call: WhistleCall) -> None:
        if call.contact_at is not None:
            raise NotOpen(Act.CONTACT_CALL, State(course.case.state))
        _step(course, call, Act.CONTACT_CALL, (Clock.SIGN_CALL, Clock.CONTACT))

    return _as_called(case_id, viewer, token, Act.CONTACT_CALL, steps)


def report_call(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """What the unit did, reported to the whistler."""

    def steps(course: Course, call: WhistleCall) -> None:
        _step(course, call, Act.REPORT_CALL, (Clock.SIGN_CALL, Clock.CONTACT, Clock.REPORT), words)

    return _as_called(case_id, viewer, token, Act.REPORT_CALL, steps)


def record_visit(case_id: UUID, viewer: Viewer, token: Token, visit: Visit) -> Case:
    """Who came, when and what for; written by a unit that was called. `NotThen` for a time that cannot be."""

    def steps(course: Course, call: WhistleCall) -> None:
        came = tuple(dict.fromkeys(visit.came))
        if not call.called_at - SLACK <= visit.at <= course.at + SLACK:
            raise NotThen
        _check_called(course, call, came)
        event = course.step(
            Act.VISIT,
            words=(WordsKind.VISIT, visit.words),
            stops=lambda one: one.unit_id in came and one.clock in (Clock.SIGN_CALL, Clock.CONTACT),
            whistle=call.n,
            called_unit_id=call.unit_id,
            came=list(came),
            came_at=visit.at,
        )
        if visit.remains:
            course.say(event.seq, WordsKind.REMAINS, visit.remains)

    return _as_called(case_id, viewer, token, Act.VISIT, steps)


def _check_called(course: Course, call: WhistleCall, came: Sequence[int]) -> None:
    """Only units that were called, and the one that whistled or is responsible, are said to have come."""
    whistler = Whistle.objects.get(pk=(call.case_id, call.n)).unit_id
    known = {each.unit_id for each in calls_in(course, call.n)} | {whistler, course.case.unit_id}
    if not came or not set(came) <= known:
        raise NotOpen(Act.VISIT, State(course.case.state))


def cannot_come(case_id: UUID, viewer: Viewer, token: Token, words: str) -> Case:
    """Why the unit cannot come; the level above it and the whistler rules."""

    def steps(course: Course, call: WhistleCall) -> None:
        case = course.case
        if call.arbiter_id is not None or call.came_at is not None or call.reported_at is not None:
            raise NotOpen(Act.CANNOT_COME, State(case.state))
        blown = course.history(Act.WHISTLE)[-1]
        partial = {blown.actor_id, case.accused_person_id}
        arbiter = arbiter_between(case, call.unit_id, blown.codes["by_unit_id"], partial)
        course.step(
            Act.CANNOT_COME,
            words=(WordsKind.CANNOT, words),
            starts=[(Clock.RULE_CALL, arbiter, due(case, Clock.RULE_CALL, course.at))],
            stops=of(Clock.SIGN_CALL, unit_id=call.unit_id),
            whistle=call.n,
            called_unit_id=call.unit_id,
            arbiter=arbiter,
        )

    return _as_called(case_id, viewer, token, Act.CANNOT_COME, steps)


def take_lead(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """The lead takes the duty to answer the resident; the promise stays, and who had it goes on seeing the case."""

    def steps(course: Course, call: WhistleCall) -> None:
        case, before = course.case, course.case.unit_id
        if call.part != Part.LEAD:
            raise Refused(Act.TAKE_LEAD)
        check_may_go(case, call.unit_id)
        course.step(
            Act.TAKE_LEAD,
            unit_id=call.unit_id,
            due_at=case.promised_at or due(case, Clock.HANDLE, course.at),
            stops=of(Clock.SIGN_CALL, Clock.CONTACT, Clock.REPORT, unit_id=call.unit_id),
            handler_id=CLEARED if case.handler_id else None,
            supervisor_id=None if case.supervisor_id in tree().ancestors(call.unit_id) else CLEARED,
            by_unit_id=call.unit_id,
            no_return=True,
            whistle=call.n,
            called_unit_id=call.unit_id,
            from_unit_id=before,
        )
        CaseParty.objects.update_or_create(
            case_id=case.id, unit_id=before, defaults={"since": course.at, "until": None}
        )

    return _as_called(case_id, viewer, token, Act.TAKE_LEAD, steps)


def rule_on_coming(
    case_id: UUID, viewer: Viewer, token: Token, unit_id: int, words: str, *, excused: bool
) -> Case:
    """Whether a unit that said that it cannot come may stay away."""
    act = Act.EXCUSE if excused else Act.INSIST

    def steps(course: Course) -> None:
        n = course.case.whistle
        call = next((one for one in calls_in(course, n) if one.unit_id == unit_id), None) if n else None
        if call is None or call.ruling is None:
            raise NotOpen(act, State(course.case.state))
        if unit_id not in coming_to_rule_on(viewer, course.case):
            raise Refused(act)

        def is_over(one: SideClock) -> bool:
            theirs = excused and one.unit_id == unit_id and one.clock in OF_WHISTLES
            return theirs or one.n == call.ruling

        course.step(
            act,
            words=(WordsKind.RULING, words),
            stops=is_over,
            whistle=n,
            called_unit_id=unit_id,
            by_unit_id=call.arbiter_id,
        )

    return on_case(case_id, staff(viewer), token, steps)


def _step(
    course: Course, call: WhistleCall, act: Act, clocks: tuple[Clock, ...], words: str | None = None
) -> None:
    course.step(
        act,
        words=(WordsKind.REPORT, words) if words is not None else None,
        stops=of(*clocks, unit_id=call.unit_id),
        whistle=call.n,
        called_unit_id=call.unit_id,
    )


def _as_called(
    case_id: UUID, viewer: Viewer, token: Token, act: Act, do: Callable[[Course, WhistleCall], None]
) -> Case:
    """On the case, as the unit of this person that was called and has not left."""

    def steps(course: Course) -> None:
        n, mine = course.case.whistle, stands_for(viewer, "handle")
        calls = calls_in(course, n) if n is not None else []
        theirs = [one for one in calls if one.unit_id in mine and one.ended_at is None]
        if not theirs:
            raise Refused(act)
        # Whoever stands for two (their own unit and one that closed) does it for the one that still owes it.
        done = DONE.get(act, "ended_at")
        do(course, next((one for one in theirs if getattr(one, done) is None), theirs[0]))

    return on_case(case_id, staff(viewer), token, steps)
