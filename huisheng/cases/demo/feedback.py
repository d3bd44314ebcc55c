"""What residents do with answers in the demo: confirm, send back, say nothing; and what they are rung about."""

from huisheng.cases.actions.call_backs import NO, PARTLY, YES
from huisheng.cases.actions.course import RESIDENT, Actor
from huisheng.cases.actions.resident import confirm, take_back, withdraw
from huisheng.cases.demo.life import Life
from huisheng.cases.models import CaseRating
from huisheng.cases.models.codes import Channel, Outcome, WordsKind
from huisheng.cases.models.ends import CallResult
from huisheng.cases.models.transitions import Act, State

SENT_BACK = {Outcome.FIXED: 0.05, Outcome.PARTLY: 0.16}
SENT_BACK_OTHERWISE = 0.12
GOT_IN_TOUCH, PARTLY_SOLVED = 0.9, 0.08
CONFIRMED, RATED, COMMENTED, RUNG, NOT_REACHED = 0.6, 0.55, 0.35, 0.7, 0.25
WRONG_NUMBER = 0.3
MOST_SEND_BACKS = 2
HOME_MINUTES, CALL_MINUTES = 20 * 60, 10 * 60
LEVELS = {"5": 45, "4": 34, "3": 14, "2": 5, "1": 2}
POLICY = 0.3


def feed_back(life: Life) -> bool:
    """The resident's turn; True when the matter is sent back and goes round again."""
    stage, case = life.stage, life.case
    if life.beginning.stop == State.ANSWERED:
        return False
    if case.send_backs < MOST_SEND_BACKS and stage.happens(_share_sent_back(life)):
        return _sent_back(life)
    if life.beginning.contact and life.beginning.channel != Channel.WEB and stage.happens(RUNG):
        _rung(life)
    elif stage.happens(CONFIRMED) and life.until(stage.at_home(life.course.at, HOME_MINUTES)):
        confirm(life.by(RESIDENT))
        _rate(life, RESIDENT)
    elif life.beginning.contact:
        _rung_in_vain(life)
    return False


def withdrawn(life: Life) -> bool:
    """The resident takes the matter back before anything came of it."""
    if life.until(life.stage.at_home(life.course.at, 300)):
        withdraw(life.by(RESIDENT))
    return False


def _share_sent_back(life: Life) -> float:
    if life.beginning.stop == State.RETURNED:
        return 0.0 if life.case.send_backs else 1.0
    return SENT_BACK.get(Outcome(life.case.outcome), SENT_BACK_OTHERWISE)


def _sent_back(life: Life) -> bool:
    if not life.until(life.stage.at_home(life.course.at, HOME_MINUTES)):
        return False
    take_back(life.by(RESIDENT), life.stage.phrases.say("sent_back"))
    life.rating = None
    return True


def _rung(life: Life) -> None:
    """A call-back clerk rings, sometimes in vain, and notes what the resident says."""
    stage = life.stage
    if not stage.crew.callers:
        return
    clerk = stage.rng.choice(stage.crew.callers)
    if not life.until(life.at_work(CALL_MINUTES)):
        return
    if stage.happens(NOT_REACHED):
        life.by(clerk).step(Act.NOT_REACHED)
        if not life.until(life.at_work(CALL_MINUTES)):
            return
    partly = stage.happens(PARTLY_SOLVED)
    life.by(clerk).step(
        Act.REACHED,
        contacted=YES if stage.happens(GOT_IN_TOUCH) else NO,
        resolved=PARTLY if partly else YES,
        call_back_due=False,
    )
    if not partly:
        confirm(life.by(clerk))
        _rate(life, clerk)


def _rung_in_vain(life: Life) -> None:
    """A clerk rings: the number is wrong, or the resident does not want to talk."""
    stage = life.stage
    if stage.crew.callers and life.until(life.at_work(CALL_MINUTES)):
        result = CallResult.WRONG_NUMBER if stage.happens(WRONG_NUMBER) else CallResult.REFUSED
        clerk = stage.rng.choice(stage.crew.callers)
        life.by(clerk).step(Act.NOT_REACHED, result=result.value, call_back_due=False)


def _rate(life: Life, actor: Actor) -> None:
    stage = life.stage
    if not stage.happens(RATED):
        return
    comment = (WordsKind.COMMENT, stage.phrases.say("comments")) if stage.happens(COMMENTED) else None
    life.by(actor).step(Act.RATE, words=comment)
    unable = life.case.outcome == Outcome.DECLINED
    life.rating = CaseRating(
        case_id=life.case.id,
        at=life.course.at,
        attitude=_level(life),
        effort=_level(life),
        outcome="3" if unable else _level(life),
        policy_limit=unable and stage.happens(POLICY),
    )


def _level(life: Life) -> str:
    return life.stage.rng.choices(list(LEVELS), list(LEVELS.values()))[0]
