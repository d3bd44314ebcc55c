"""What passes between a handler and others in the demo: words to the resident by the relay, a reminder from above."""

from huisheng.cases.actions.course import RESIDENT, Actor
from huisheng.cases.actions.remind import remind
from huisheng.cases.actions.resident import add
from huisheng.cases.actions.write import write
from huisheng.cases.demo.life import Life
from huisheng.cases.models.transitions import BEFORE_ANSWER

REMINDED = "reminded"  # where planned matters stay: late, and reminded of
REMINDED_AFTER, ANSWERED_AFTER, ANSWERED = 4 * 60, 90, 0.8


def write_to_them(life: Life, handler: Actor) -> None:
    """The handler writes by the relay; most residents answer within hours."""
    written, answer = life.stage.phrases.message()
    write(life.by(handler), written)
    if life.stage.happens(ANSWERED) and life.until(life.stage.at_home(life.course.at, ANSWERED_AFTER)):
        add(life.by(RESIDENT), answer)


def be_reminded(life: Life, _handler: Actor) -> None:
    """The dispatcher above reminds the unit."""
    over = life.stage.crew.over(life.case.unit_id)
    if over is None or not life.until(life.at_work(REMINDED_AFTER)):
        return
    if life.case.state in BEFORE_ANSWER:
        remind(life.by(over))
