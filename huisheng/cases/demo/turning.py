"""What turns out otherwise in the demo: about no unit after all, or about one; decided wrongly at the desk; left lying
until the level above takes it."""

from datetime import timedelta

from huisheng.cases.actions.accuse import accuse
from huisheng.cases.actions.assign import assign
from huisheng.cases.actions.course import RESIDENT, Actor
from huisheng.cases.actions.lift import lift
from huisheng.cases.actions.renew import renew
from huisheng.cases.actions.resident import add
from huisheng.cases.actions.take_over import take
from huisheng.cases.actions.undo import put_back
from huisheng.cases.demo.life import Life
from huisheng.cases.models.transitions import WITH_UNIT, State

MISTAKEN, ACCUSED = "mistaken", "accused"  # ways that a matter goes
TAKEN_BACK, WANTED = 0.006, 0.08
SEEN_AFTER = (1.0, 4.0)  # minutes
TAKEN_SOON, SOON, LIES_FOR = 0.6, (1, 6), (18, 45)  # days
SPOKEN_AFTER, READ_AFTER, TAKEN_AFTER, RENEWED_AFTER = 5 * 60, 90, 120, 3 * 24 * 60


def look_whom_it_is_about(life: Life, clerk: Actor) -> None:
    """Somebody at the desk sees that no unit is meant, where the resident had only ticked the box."""
    if life.beginning.way == MISTAKEN and life.case.about_a_unit:
        lift(life.by(clerk))


def decided_wrongly(life: Life, clerk: Actor, since: int) -> bool:
    """The clerk sees at once that it was wrong, and takes back what was done from event `since` on; whether so.

    Only what one person did in one go, as on the page (`actions.undo`).
    """
    stage, course = life.stage, life.course
    done = [event for event in course.events if event.seq >= since]
    in_one_go = all(event.at == done[0].at for event in done)
    if life.beginning.stop or not in_one_go or not stage.happens(TAKEN_BACK):
        return False
    if not life.until(course.at + timedelta(minutes=stage.rng.uniform(*SEEN_AFTER))):
        return False
    if course.events[-1] is not done[-1]:
        return False
    put_back(life.by(clerk), list(course.events), done)
    return life.until(course.at + timedelta(minutes=stage.rng.uniform(*SEEN_AFTER)))


def accused(life: Life) -> bool:
    """What the resident adds is about the unit itself: it goes above, out of its sight. False where it ends before."""
    stage, case = life.stage, life.case
    over = stage.crew.over(case.unit_id)
    if over is None or stage.network.unit(case.unit_id).level == 1:
        return True
    if not life.until(stage.at_home(life.course.at, SPOKEN_AFTER)):
        return False
    add(life.by(RESIDENT), stage.phrases.say("accusations"))
    if not life.until(life.at_work(READ_AFTER)):
        return False
    accuse(life.by(over), case.unit_id, None)
    return True


def taken_over(life: Life) -> bool:
    """Left for weeks: whoever watches takes it, or gives it to a department. False while nobody has."""
    stage, case = life.stage, life.case
    days = timedelta(days=stage.rng.uniform(*(SOON if stage.happens(TAKEN_SOON) else LIES_FOR)))
    if not life.until(stage.at_work(life.course.at + days, TAKEN_AFTER)) or case.state not in WITH_UNIT:
        return False
    watches = case.supervisor_id
    taker = stage.crew.desk(watches) if watches is not None else None
    if taker is not None:
        take(life.by(taker))
        return True
    desk, others = stage.crew.desk(case.unit_id), [one for one in stage.departments if one != case.unit_id]
    if desk is None or not others:
        return False
    drawn = [stage.rng.choice(others)]
    assign(life.by(desk), stage.concerned(life.beginning.category, others, drawn)[0])
    return True


def wanted_after_all(life: Life) -> bool:
    """Some who took a matter back want it after all within days; it goes on where it stood."""
    stage = life.stage
    if life.case.state != State.WITHDRAWN or not stage.happens(WANTED):
        return False
    if not life.until(stage.at_home(life.course.at, RENEWED_AFTER)):
        return False
    renew(life.by(RESIDENT))
    return life.case.state in (*WITH_UNIT, State.RECEIVED)
