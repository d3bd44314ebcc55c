"""One matter of the demo from its first words as far as today."""

from uuid import UUID

from huisheng.cases.demo.beginnings import Beginning
from huisheng.cases.demo.days_work import OBJECTED
from huisheng.cases.demo.endings import asked_again
from huisheng.cases.demo.feedback import feed_back, withdrawn
from huisheng.cases.demo.handling import at_the_desk, end_calls, handled, note, objected, ruled, signed
from huisheng.cases.demo.life import Life
from huisheng.cases.demo.mediating import look_back
from huisheng.cases.demo.opening import open_life
from huisheng.cases.demo.relaying import be_reminded
from huisheng.cases.demo.stage import Stage
from huisheng.cases.demo.turning import ACCUSED, accused, taken_over, wanted_after_all
from huisheng.cases.models.transitions import State
from huisheng.people.subjects import SubjectKey


def tell(stage: Stage, beginning: Beginning, case_id: UUID, number: str, key: SubjectKey | None) -> Life:
    """Take the matter from its beginning to where it stands today."""
    life = open_life(stage, beginning, case_id, number, key)
    _go(life)
    life.until(stage.now)
    return life


def _go(life: Life) -> None:
    """Step by step, until something is still to come or the matter stays where it shall stay."""
    if not _reaches_its_unit(life):
        return
    if life.beginning.way == "withdrawn" and not _goes_on(life):
        return
    if life.beginning.stop == State.ASSIGNED or not signed(life):
        return
    if life.beginning.way == "objected" and not _goes_elsewhere(life):
        return
    if life.beginning.way == ACCUSED and not _goes_above(life):
        return
    if life.beginning.way == "stuck" and not _is_found(life):
        return
    while handled(life) and (feed_back(life) or asked_again(life)):
        pass
    look_back(life)


def _reaches_its_unit(life: Life) -> bool:
    if life.case.state == State.ASSIGNED:
        return True
    return life.beginning.stop != State.RECEIVED and at_the_desk(life)


def _goes_elsewhere(life: Life) -> bool:
    """It objects; the arbiter sends it on, or it stays."""
    if not objected(life) or life.beginning.stop == OBJECTED or not ruled(life):
        return False
    return life.case.state != State.ASSIGNED or signed(life)


def _goes_above(life: Life) -> bool:
    """It turns out to be about the unit itself; the desk above gives it to somebody else."""
    if not accused(life):
        return False
    end_calls(life)
    return life.case.state != State.RECEIVED or (at_the_desk(life) and signed(life))


def _goes_on(life: Life) -> bool:
    """Taken back, and seldom wanted after all."""
    withdrawn(life)
    return wanted_after_all(life)


def _is_found(life: Life) -> bool:
    """Whether somebody takes up after some weeks what was left; a department signs for it first."""
    _stays(life)
    return taken_over(life) and (life.case.state != State.ASSIGNED or signed(life))


def _stays(life: Life) -> None:
    """Signed, noted, and left: the levels above come to watch and remind, one after the other."""
    handler = life.stage.crew.handler(life.case.unit_id)
    if handler is not None and life.until(life.stage.at_work(life.course.at, 600)):
        note(life, handler)
        be_reminded(life, handler)
