"""What the desks and the units do in the demo: triage, sign, work, answer."""

from datetime import datetime, timedelta

from huisheng.cases.actions.accept import accept
from huisheng.cases.actions.assign import assign
from huisheng.cases.actions.course import RESIDENT, SYSTEM, Actor
from huisheng.cases.actions.deliver import deliver
from huisheng.cases.actions.object import Objection, make_objection
from huisheng.cases.actions.question import question
from huisheng.cases.actions.resident import add
from huisheng.cases.actions.rule import rule
from huisheng.cases.actions.triage import Decision, triage
from huisheng.cases.demo.bending import (
    ASKED_FOR_MORE,
    PAUSED,
    ask_for_more,
    get_in_touch,
    stop_the_clock,
)
from huisheng.cases.demo.endings import OUTCOMES, end, left_out, waits
from huisheng.cases.demo.life import Life
from huisheng.cases.demo.mediating import MEDIATED, mediate, outcome_of
from huisheng.cases.demo.relaying import REMINDED, be_reminded, write_to_them
from huisheng.cases.demo.turning import decided_wrongly, look_whom_it_is_about
from huisheng.cases.demo.whistling import WHISTLED, blow
from huisheng.cases.models import CaseParty
from huisheng.cases.models.codes import CaseKind, Ground, Outcome, Urgency, WordsKind
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.queries.objections import grounds_open
from huisheng.cases.queries.routing import is_within, route
from huisheng.outbox.models.message import Channel as MessageChannel

DESK_MINUTES, SIGN_MINUTES, RULING_MINUTES = 45, 25, 180
UPHELD = 0.6
ASSIGNED_APART = 0.12
GIVEN, NOTED, REPORTED, ASKED, CALLED, ADDED = 0.2, 0.2, 0.35, 0.08, 0.03, 0.05
CONTACTED, STOPPED, MORE_TIME, BLOWN = 0.3, 0.03, 0.05, 0.012
WRITTEN, SAT_DOWN, REMINDED_OF = 0.04, 0.6, 0.01
LATE, LATE_MINUTES, BRISK_MINUTES = 0.05, 14 * 60, 10 * 60
SENT_BACK_LATE = 0.1
QUESTION = "question"  # where a planned matter stays: asked, and not answered yet
FOUND = {Outcome.UPHELD: 40, Outcome.PARTLY_UPHELD: 25, Outcome.NOT_UPHELD: 35}


def at_the_desk(life: Life) -> bool:
    """Triage what waits at a desk, and give it to somebody; False when the story ends before."""
    stage, case = life.stage, life.case
    clerk = stage.crew.desk(case.unit_id)
    if clerk is None or not life.until(life.at_work(DESK_MINUTES)):
        return False
    look_whom_it_is_about(life, clerk)
    category = stage.catalogue.by_code[life.beginning.category]
    unit_id = life.beginning.to_unit or _unit_for(life, category.id)
    apart = life.beginning.stop == State.TRIAGED or stage.happens(ASSIGNED_APART)
    decision = Decision(
        category.id,
        urgency=Urgency(case.urgency),
        plot_id=case.plot_id,
        assign_to=None if apart else unit_id,
    )
    decided = case.version + 1
    triage(life.by(clerk), decision)
    if decided_wrongly(life, clerk, decided):
        triage(life.by(clerk), decision)
    if not apart:
        return True
    if life.beginning.stop == State.TRIAGED or not life.until(life.at_work(SIGN_MINUTES)):
        return False
    assign(life.by(clerk), unit_id)
    return True


def _unit_for(life: Life, category_id: int) -> int:
    """The catalogue's unit, or a department when the matter is about that unit or nobody is there."""
    stage, case = life.stage, life.case
    routed = route(
        stage.network,
        stage.catalogue,
        category_id=category_id,
        plot_id=case.plot_id,
        desk_unit_id=case.unit_id,
    )
    accused = is_within(stage.network, routed.unit_id, case.accused_unit_id)
    if case.about_a_unit or accused or stage.crew.handler(routed.unit_id) is None:
        others = [one for one in stage.departments if not is_within(stage.network, one, case.accused_unit_id)]
        return _department(life, others)
    return routed.unit_id


def _department(life: Life, possible: list[int]) -> int:
    """One of these departments, which has to do with the matter where one does."""
    drawn = [life.stage.rng.choice(possible)]
    return life.stage.concerned(life.beginning.category, possible, drawn)[0]


def signed(life: Life) -> bool:
    """The unit signs; where nobody works, the desk above gives the matter to a neighbour who does."""
    stage = life.stage
    handler = stage.crew.handler(life.case.unit_id)
    if handler is None:
        if not life.until(life.at_work(DESK_MINUTES, after=timedelta(hours=3))):
            return False
        case = life.case
        desk = stage.crew.desk(case.supervisor_id or case.unit_id) or stage.crew.desk(case.unit_id)
        if desk is None:
            return False
        assign(life.by(desk), _department(life, stage.departments))
        handler = stage.crew.handler(life.case.unit_id)
    minutes = SIGN_MINUTES if life.case.urgency != Urgency.URGENT else 8
    if handler is None or not life.until(life.at_work(minutes)):
        return False
    accept(life.by(handler))
    return True


def objected(life: Life) -> bool:
    """The unit says that it is not theirs. False when the story ends with that."""
    stage, case = life.stage, life.case
    handler = stage.crew.handler(case.unit_id)
    if handler is None or not life.until(life.at_work(DESK_MINUTES)):
        return False
    if not grounds_open(case) or stage.network.unit(case.unit_id).level == 1:
        return True
    words = stage.phrases.say("objections")
    make_objection(life.by(handler), Objection(Ground.REMIT, words), stage.judges)
    return True


def ruled(life: Life) -> bool:
    """The arbiter rules: to a department, or it stays. False when that is still to come."""
    stage, case = life.stage, life.case
    if case.arbiter_id is None:
        return True
    arbiter = stage.crew.desk(case.arbiter_id)
    if arbiter is None or not life.until(life.at_work(RULING_MINUTES)):
        return False
    others = [unit for unit in stage.departments if unit != case.unit_id]
    if stage.happens(UPHELD) and others:
        rule(life.by(arbiter), _department(life, others), stage.phrases.say("upheld"))
    else:
        rule(life.by(arbiter), None, stage.phrases.say("dismissed"))
    return True


def handled(life: Life) -> bool:
    """Work on it, with what is said on the way, up to the answer."""
    stage, case = life.stage, life.case
    handler = stage.crew.handler(case.unit_id) or _who_took_it(life)
    if handler is None or case.due_at is None:
        return False
    if life.beginning.stop in STAYS_AFTER:
        return _stays_after(life, handler)
    if waits(life, handler):
        return False
    start, ends = life.course.at, _answered_at(life)
    acts = [act for share, act in ON_THE_WAY if stage.happens(share)]
    if life.beginning.stop:
        acts = [act for act in acts if act not in OF_OTHER_LOTS]
    for part, act in enumerate(acts, start=1):
        if not life.until(start + (ends - start) * part / (len(acts) + 1.5)):
            return False
        act(life, handler)
        handler = stage.crew.handler(case.unit_id) or handler  # a lead may have taken it
    if life.beginning.stop in (State.HANDLING, State.RETURNED) and life.case.state == life.beginning.stop:
        return False
    return life.until(ends) and _answer(life, handler)


def _who_took_it(life: Life) -> Actor | None:
    """Where a level above took it over, nobody handles by trade: whoever took it answers."""
    return life.stage.crew.desk(life.case.unit_id) if life.beginning.way == "stuck" else None


def _stays_after(life: Life, handler: Actor) -> bool:
    if life.until(life.at_work(SIGN_MINUTES)):
        STAYS_AFTER[life.beginning.stop](life, handler)
    return False


def _answered_at(life: Life) -> datetime:
    stage, case, start = life.stage, life.case, life.course.at
    due = case.due_at or start
    late = SENT_BACK_LATE if case.send_backs else LATE
    if (stage.happens(late) and not life.beginning.brisk) or due <= start:
        return stage.at_work(max(due, start), LATE_MINUTES)
    if life.beginning.brisk:
        return start + timedelta(minutes=stage.minutes(BRISK_MINUTES))
    return stage.in_time(start, due)


def _answer(life: Life, handler: Actor) -> bool:
    outcome = _outcome(life)
    words = life.stage.phrases.answer(life.wording, outcome, life.beginning.plot)
    end(life, handler, outcome, words)
    if life.case.subject_id is not None:
        channel = MessageChannel.SMS if life.beginning.contact else MessageChannel.PAGE
        deliver(life.by(SYSTEM), channel, life.course.at)
    end_calls(life)
    left_out(life, handler)
    return True


def _outcome(life: Life) -> Outcome:
    if life.case.kind == CaseKind.MEDIATION:
        return outcome_of(life)
    outcomes = FOUND if life.case.kind == CaseKind.OVERSIGHT else OUTCOMES
    return life.stage.rng.choices(list(outcomes), list(outcomes.values()))[0]


def end_calls(life: Life) -> None:
    """Calls end with the answer in the demo, so that lists of called units show what is going on."""
    for party in life.parties:
        party.until = party.until or life.course.at


def give(life: Life, handler: Actor) -> None:
    """To one person of the unit."""
    life.by(handler).step(Act.GIVE, handler_id=handler.person_id)


def note(life: Life, handler: Actor) -> None:
    """For colleagues only."""
    life.by(handler).step(Act.NOTE, words=(WordsKind.NOTE, life.stage.phrases.say("notes")))


def report(life: Life, handler: Actor) -> None:
    """How far it is."""
    life.by(handler).step(Act.PROGRESS, words=(WordsKind.PROGRESS, life.stage.phrases.say("taken")))


def ask_and_wait(life: Life, handler: Actor) -> None:
    """A question that nobody has answered yet."""
    question(life.by(handler), life.stage.phrases.say("open_questions"))


def ask_back(life: Life, handler: Actor) -> None:
    """A question, which the resident answers within hours."""
    asked, answered = life.stage.phrases.question()
    question(life.by(handler), asked)
    if life.until(life.stage.at_home(life.course.at, 90)):
        add(life.by(RESIDENT), answered)


def more_words(life: Life, _handler: Actor) -> None:
    """The resident adds something."""
    add(life.by(RESIDENT), life.stage.phrases.say("additions"))


def call(life: Life, handler: Actor) -> None:
    """A department is called and reports."""
    stage, case = life.stage, life.case
    possible = [
        id
        for id in stage.departments
        if id != case.unit_id and not is_within(stage.network, id, case.accused_unit_id)
    ]
    if not possible or life.parties or case.whistle is not None:
        return
    called = _department(life, possible)
    life.by(handler).step(Act.CALL, called_unit_id=called)
    life.parties.append(CaseParty(case_id=case.id, unit_id=called, since=life.course.at, until=None))


ON_THE_WAY = (
    (GIVEN, give),
    (NOTED, note),
    (ADDED, more_words),
    (CALLED, call),
    (ASKED, ask_back),
    (REPORTED, report),
    (CONTACTED, get_in_touch),
    (STOPPED, stop_the_clock),
    (MORE_TIME, ask_for_more),
    (BLOWN, blow),
    (WRITTEN, write_to_them),
    (REMINDED_OF, be_reminded),
    (SAT_DOWN, mediate),
)
STAYS_AFTER = {
    QUESTION: ask_and_wait,
    PAUSED: stop_the_clock,
    ASKED_FOR_MORE: ask_for_more,
    WHISTLED: blow,
    REMINDED: be_reminded,
    MEDIATED: mediate,
}
# What happens to a planned matter only when the plan says so: it would no longer be what it stands for.
OF_OTHER_LOTS = {ask_back, *STAYS_AFTER.values()}
