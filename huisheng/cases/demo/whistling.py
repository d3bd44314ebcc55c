"""Whistles in the demo: a station calls two departments; they come within hours, or have not signed yet today."""

from huisheng.cases.actions.beside import of
from huisheng.cases.actions.course import CLEARED, Actor
from huisheng.cases.actions.timing import due
from huisheng.cases.actions.transfer import NotThere
from huisheng.cases.actions.whistle import Blow, whistle
from huisheng.cases.demo.life import Life
from huisheng.cases.models import CaseParty
from huisheng.cases.models.codes import Grade, WordsKind
from huisheng.cases.models.transitions import BEING_HANDLED, Act, Clock
from huisheng.cases.models.whistle import QUESTIONS, Whistles, replay_whistles
from huisheng.cases.queries.routing import district_desk

WHISTLED = "whistled"  # where planned matters stay
HELPERS = 2
CALLED_OFF, CANNOT, EXCUSED, LED = 0.08, 0.15, 0.5, 0.1
RULED_AFTER = 120
SIGNS_AFTER, COMES_AFTER, REPORTS_AFTER, ENDS_AFTER = 20, 90, 400, 120  # minutes, mostly
GRADES = {Grade.YES: 78, Grade.PARTLY: 16, Grade.NO: 6}


def blow(life: Life, handler: Actor) -> None:
    """From blow to rating, as far as it gets by today."""
    called = _blown(life, handler)
    if not called or life.beginning.stop == WHISTLED:
        _one_signs(life, called)
        return
    if life.stage.happens(CALLED_OFF) and life.until(life.at_work(SIGNS_AFTER)):
        words = (WordsKind.WHISTLE, life.stage.phrases.say("called_off"))
        life.by(handler).step(Act.CALL_OFF, words=words, whistle=life.case.whistle)
        return
    coming = [called[0], *(unit for unit in called[1:] if _has_to_come(life, unit))]
    if not all(_comes(life, unit) for unit in coming):
        return
    if life.stage.happens(LED):
        _leads(life, called[0])
    if not all(_reports(life, unit) for unit in coming):
        return
    if life.until(life.at_work(ENDS_AFTER)):
        rng = life.stage.rng
        grades = {
            str(unit): {name: rng.choices(list(GRADES), list(GRADES.values()))[0] for name in QUESTIONS}
            for unit in coming
        }
        life.by(handler).step(Act.END_WHISTLE, whistle=life.case.whistle, grades=grades)


def _blown(life: Life, handler: Actor) -> list[int]:
    """The units that were called, the lead first; none where nobody can be."""
    stage, case = life.stage, life.case
    if stage.network.unit(case.unit_id).level == 1 or case.whistle is not None or life.parties:
        return []
    others = [unit for unit in stage.departments if unit != case.unit_id]
    drawn = stage.rng.sample(others, min(HELPERS, len(others)))
    called = stage.concerned(life.beginning.category, others, drawn)
    named = stage.crew.unit_of("department_handler")
    if life.beginning.stop == WHISTLED and named is not None:
        called = [named, *(unit for unit in called if unit != named)][:HELPERS]
    if not called:
        return []
    blown = Blow(called[0], stage.phrases.say("whistles"), tuple(called[1:]))
    try:
        whistle(life.by(handler), blown, by_unit=case.unit_id)
    except NotThere:  # it is about one of them
        return []
    return called


def _one_signs(life: Life, called: list[int]) -> None:
    """The helper; the lead has it before them."""
    for unit in called[1:]:
        if life.until(life.at_work(SIGNS_AFTER)):
            _does(life, unit, Act.SIGN_CALL, Clock.SIGN_CALL)


def _has_to_come(life: Life, unit: int) -> bool:
    """Most do; now and then a helper says that it cannot, and the desk of the district rules."""
    stage, case = life.stage, life.case
    if not stage.happens(CANNOT) or not life.until(life.at_work(SIGNS_AFTER)):
        return True
    arbiter = district_desk(stage.network)
    starts = [(Clock.RULE_CALL, arbiter, due(case, Clock.RULE_CALL, life.course.at))]
    words = (WordsKind.CANNOT, stage.phrases.say("cannot_come"))
    _does(life, unit, Act.CANNOT_COME, Clock.SIGN_CALL, words=words, starts=starts, arbiter=arbiter)
    desk = stage.crew.desk(arbiter)
    if desk is None or not life.until(life.at_work(RULED_AFTER)):
        return True
    running = life.course.beside.running
    ruling = next((one.n for one in running if one.clock == Clock.RULE_CALL), None)
    excused = stage.happens(EXCUSED)
    life.by(desk).step(
        Act.EXCUSE if excused else Act.INSIST,
        words=(WordsKind.RULING, stage.phrases.say("upheld" if excused else "dismissed")),
        stops=lambda one: one.n == ruling or (excused and one.unit_id == unit),
        whistle=case.whistle,
        called_unit_id=unit,
        by_unit_id=arbiter,
    )
    return not excused


def _leads(life: Life, unit: int) -> None:
    """The lead takes the answer."""
    who, case = life.stage.crew.own(unit), life.case
    if who is not None and case.state in BEING_HANDLED:
        life.by(who).step(
            Act.TAKE_LEAD,
            unit_id=unit,
            due_at=case.promised_at,
            handler_id=CLEARED if case.handler_id else None,
            by_unit_id=unit,
            no_return=True,
            whistle=case.whistle,
            called_unit_id=unit,
            from_unit_id=case.unit_id,
        )


def _comes(life: Life, unit: int) -> bool:
    if not life.until(life.at_work(SIGNS_AFTER)):
        return False
    _does(life, unit, Act.SIGN_CALL, Clock.SIGN_CALL)
    if not life.until(life.at_work(COMES_AFTER)):
        return False
    _does(life, unit, Act.CONTACT_CALL, Clock.CONTACT)
    words = (WordsKind.VISIT, life.stage.phrases.say("visits"))
    came = {"came": [unit], "came_at": life.course.at}
    _does(life, unit, Act.VISIT, Clock.CONTACT, words=words, **came)
    return True


def _reports(life: Life, unit: int) -> bool:
    if not life.until(life.at_work(REPORTS_AFTER)):
        return False
    words = (WordsKind.REPORT, life.stage.phrases.say("reports"))
    _does(life, unit, Act.REPORT_CALL, Clock.REPORT, words=words)
    return True


def _does(life: Life, unit: int, act: Act, clock: Clock, **more: object) -> None:
    who = life.stage.crew.own(unit)
    if who is not None:
        stops = of(clock, unit_id=unit)
        codes = {"whistle": life.case.whistle, "called_unit_id": unit}
        life.by(who).step(act, stops=stops, **codes, **more)  # type: ignore[arg-type]  # as `step` takes them


def whistles_of(life: Life) -> Whistles:
    """The rows of its whistles, to be written beside the others."""
    has_one = any(event.act == Act.WHISTLE for event in life.course.events)
    return replay_whistles(life.course.events) if has_one else Whistles()


def parties_of(life: Life, whistles: Whistles) -> list[CaseParty]:
    """Who sees it by being called, with or without a whistle."""
    by_whistle = {
        call.unit_id: CaseParty(
            case_id=life.case.id, unit_id=call.unit_id, since=call.called_at, until=call.ended_at
        )
        for call in whistles.calls.values()
    }
    called = [*by_whistle.values(), *(party for party in life.parties if party.unit_id not in by_whistle)]
    for party in called:
        if party.unit_id == life.case.unit_id:  # called first, responsible since
            party.until = party.until or life.course.at
    return called
