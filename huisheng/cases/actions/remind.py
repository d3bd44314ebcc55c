"""Reminding a unit of a case 催办: on record, and in view wherever the unit looks until it does something."""

from huisheng.cases.actions.course import Course
from huisheng.cases.models.transitions import Act


def remind(course: Course) -> None:
    """The step itself. Reminded again, the later reminder counts; clocks and promise stay as they are."""
    course.step(Act.REMIND, reminded_at=course.at)
