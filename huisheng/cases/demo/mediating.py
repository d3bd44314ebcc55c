"""Mediations in the demo: two sides meet, once or twice, and agree or do not; later they say whether it was kept."""

from datetime import datetime, timedelta

from huisheng.cases.actions.course import RESIDENT, Actor
from huisheng.cases.demo.bending import get_in_touch
from huisheng.cases.demo.life import Life, Mediated
from huisheng.cases.demo.stage import utc
from huisheng.cases.models import MediationAgreement, MediationParty, MediationSession
from huisheng.cases.models.codes import CaseKind, HowAgreed, Outcome, SessionOutcome, WordsKind
from huisheng.cases.models.transitions import BEING_HANDLED, ENDED_BY_ANSWER, Act

MEDIATED = "mediated"  # where planned matters stay: a meeting is arranged
BETWEEN_NEIGHBOURS = "quarrel"
ARRANGED_AFTER, MET_AFTER, AGREED_AFTER, KEPT_AFTER = 60, 12 * 60, 90, 20 * 60  # minutes, mostly
MOST_MEETINGS = 2
MET = {
    SessionOutcome.AGREED: 60,
    SessionOutcome.AGAIN: 20,
    SessionOutcome.APART: 15,
    SessionOutcome.NOT_HELD: 5,
}
TURNED_BACK = 0.08  # one of the neighbours says sorry before anybody has to sit down
HELD_AGAIN = (SessionOutcome.AGAIN, SessionOutcome.NOT_HELD)
FOLLOWED_UP, SAYS, KEPT = timedelta(days=30), 0.7, 0.85
AN_HOUR = timedelta(hours=1)  # meetings begin at full hours


def mediate(life: Life, handler: Actor) -> None:
    """Make a quarrel a mediation and take it as far as it gets by today."""
    case = life.case
    if life.beginning.category != BETWEEN_NEIGHBOURS or case.kind != CaseKind.ORDINARY:
        return
    if case.state not in BEING_HANDLED:
        return
    if case.contacted_at is None:
        get_in_touch(life, handler)
    life.by(handler).step(Act.MEDIATE, kind=CaseKind.MEDIATION.value)
    if (
        life.beginning.stop != MEDIATED
        and life.stage.happens(TURNED_BACK)
        and life.until(life.at_work(ARRANGED_AFTER))
    ):
        life.by(handler).step(Act.TURN_BACK, kind=CaseKind.ORDINARY.value)
        return
    mediated = Mediated([MediationParty(case_id=case.id, n=1, subject_id=case.subject_id)])
    life.mediated = mediated
    if not life.until(life.at_work(ARRANGED_AFTER)):
        return
    life.by(handler).step(Act.JOIN, party=2)
    mediated.parties.append(MediationParty(case_id=case.id, n=2))
    if _they_meet(life, mediated, handler) == SessionOutcome.AGREED:
        _they_agree(life, mediated, handler)


def outcome_of(life: Life) -> Outcome:
    """How a mediation is answered: by the agreement, once all agreed to it."""
    return Outcome.AGREED if life.mediated is not None and life.mediated.is_agreed else Outcome.NOT_AGREED


def look_back(life: Life) -> None:
    """When the day has come the sides are asked whether it was kept; most say so."""
    mediated, stage = life.mediated, life.stage
    if mediated is None or not mediated.is_agreed:
        return
    agreement = mediated.agreements[-1]
    asked_at = utc(
        datetime.combine(agreement.follow_up_on, datetime.min.time(), stage.now.tzinfo) + timedelta(hours=8)
    )
    if asked_at > stage.now:
        return
    agreement.asked_at = asked_at
    for party in mediated.parties if life.case.state in ENDED_BY_ANSWER else ():
        if stage.happens(SAYS) and life.until(stage.at_home(max(asked_at, life.course.at), KEPT_AFTER)):
            party.kept = stage.happens(KEPT)
            life.by(RESIDENT).step(Act.FOLLOW_UP, party=party.n, kept=party.kept)


def _they_meet(life: Life, mediated: Mediated, handler: Actor) -> SessionOutcome | None:
    """What came of the last meeting; None when it is still to come."""
    for _meeting in range(MOST_MEETINGS):
        if not life.until(life.at_work(ARRANGED_AFTER)):
            return None
        outcome = _one_meeting(life, mediated, handler)
        if outcome not in HELD_AGAIN:
            return outcome
    return SessionOutcome.APART


def _one_meeting(life: Life, mediated: Mediated, handler: Actor) -> SessionOutcome | None:
    stage, case = life.stage, life.case
    planned = life.beginning.stop == MEDIATED
    at = stage.at_work(stage.now + timedelta(days=1), ARRANGED_AFTER) if planned else life.at_work(MET_AFTER)
    meets_at = max(utc(at).replace(minute=0, second=0, microsecond=0) + AN_HOUR, life.course.at)
    event = life.by(handler).step(Act.MEET, meets_at=meets_at)
    session = MediationSession(
        case_id=case.id,
        seq=event.seq,
        at=meets_at,
        place=stage.phrases.say("meeting_places"),
        mediator_id=handler.person_id,
    )
    mediated.sessions.append(session)
    if planned or not life.until(meets_at + timedelta(minutes=stage.rng.randint(40, 120))):
        return None
    outcome = stage.rng.choices(list(MET), list(MET.values()))[0]
    life.by(handler).step(Act.MET, session=session.seq, session_outcome=outcome.value)
    session.outcome = outcome
    session.came = [1] if outcome == SessionOutcome.NOT_HELD else [1, 2]
    return outcome


def _they_agree(life: Life, mediated: Mediated, handler: Actor) -> None:
    """The agreement is written down; one side agrees by the link, the other signs on paper."""
    stage = life.stage
    follow_up_on = (life.course.at + FOLLOWED_UP).astimezone(stage.now.tzinfo).date()
    words = (WordsKind.AGREEMENT, stage.phrases.say("agreements"))
    event = life.by(handler).step(Act.DRAFT, words=words, follow_up_on=follow_up_on.isoformat())
    mediated.agreements.append(
        MediationAgreement(case_id=life.case.id, seq=event.seq, follow_up_on=follow_up_on)
    )
    ways = ((RESIDENT, HowAgreed.SECRET), (handler, HowAgreed.PAPER))
    for party, (actor, how) in zip(mediated.parties, ways, strict=True):
        if not life.until(stage.at_home(life.course.at, AGREED_AFTER)):
            return
        life.by(actor).step(Act.AGREE, party=party.n, agreed_how=how.value)
        party.agreed_seq, party.agreed_at, party.agreed_how = event.seq, life.course.at, how
