"""How the clocks bend in the demo: first contacts, pauses, and more time that was asked for."""

from datetime import timedelta

from huisheng.cases.actions.contact import contact
from huisheng.cases.actions.course import Actor
from huisheng.cases.actions.extension import ask, extend, refuse, why_no_more
from huisheng.cases.actions.pause import Pause, pause, resume, why_no_pause
from huisheng.cases.demo.life import Life
from huisheng.cases.models.codes import ContactHow, PauseReason
from huisheng.cases.models.defaults import WORKING_DAY

PAUSED, ASKED_FOR_MORE = "paused", "asked_for_more"  # where planned matters stay
DECIDED_AFTER_MINUTES = 90
REFUSED = 0.3
REASONS = (PauseReason.MATERIALS, PauseReason.SEASON, PauseReason.LEGAL, PauseReason.OTHERS_WORK)


def get_in_touch(life: Life, handler: Actor) -> None:
    """By a visit, mostly."""
    how = life.stage.rng.choice((ContactHow.VISIT, ContactHow.VISIT, ContactHow.MESSAGE))
    contact(life.by(handler), how, life.stage.phrases.say("contacts"))


def stop_the_clock(life: Life, handler: Actor) -> None:
    """A pause of some days, where the policy allows one; planned ones last until after today."""
    stage, at = life.stage, life.course.at
    if why_no_pause(life.case, at):
        return
    stays = life.beginning.stop == PAUSED
    until = stage.now + timedelta(days=9) if stays else at + timedelta(days=6)
    reason = stage.rng.choice(REASONS)
    pause(life.by(handler), Pause(reason, until, stage.phrases.say(f"pauses_{reason}")))
    if not stays and life.until(at + timedelta(days=stage.rng.uniform(1, 5))) and life.case.paused_until:
        resume(life.by(handler))


def ask_for_more(life: Life, handler: Actor) -> None:
    """A day or two more; the level above decides within hours, unless the matter stays at that."""
    stage, case = life.stage, life.case
    minutes = WORKING_DAY * stage.rng.randint(1, 2)
    if why_no_more(case, life.course.at, minutes):
        return
    ask(life.by(handler), minutes, stage.phrases.say("extensions"))
    if life.beginning.stop == ASKED_FOR_MORE or case.approver_id is None:
        return
    decider = stage.crew.desk(case.approver_id)
    if decider is None or not life.until(stage.at_work(life.course.at, DECIDED_AFTER_MINUTES)):
        return
    if stage.happens(REFUSED):
        refuse(life.by(decider), stage.phrases.say("refusals"))
    else:
        extend(life.by(decider), minutes)
