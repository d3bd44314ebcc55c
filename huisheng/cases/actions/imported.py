"""What a row of a file becomes with `--live`: a new matter, as if it had been asked today."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from huisheng.cases.actions.ask import Request, opened
from huisheng.cases.actions.bulk import BulkCourse
from huisheng.cases.actions.course import SYSTEM, Course
from huisheng.cases.importing.matters import Matter
from huisheng.cases.importing.places import Spot
from huisheng.cases.models.codes import WordsKind
from huisheng.people.subjects import SubjectKey


@dataclass(frozen=True, slots=True)
class Arrival:
    """A matter that is new here, with its id, its number and, when something of it is sealed, a key."""

    case_id: UUID
    number: str
    matter: Matter
    spot: Spot
    key: SubjectKey | None


def live(arrival: Arrival, now: datetime) -> Course:
    """A new matter, routed and timed from now on; what the old system kept is a note for colleagues."""
    matter, spot = arrival.matter, arrival.spot
    request = Request(
        words=matter.words,
        key=arrival.case_id,
        channel=matter.channel,
        category_id=matter.category_id,
        urgency=matter.urgency,
        plot_id=spot.plot_id,
        desk_unit_id=spot.unit_id,
        point=spot.point,
        outside=spot.outside,
        address=matter.address,
        contact=matter.contact,
    )
    course = opened(
        arrival.case_id, arrival.number, request, SYSTEM, arrival.key, at=now, course_of=BulkCourse
    )
    for note in _notes(matter):
        course.say(1, WordsKind.NOTE, note)
    return course


def _notes(matter: Matter) -> list[str]:
    notes = list(matter.record)
    if matter.received_at is not None:
        notes.insert(0, _("原登记时间：%s") % f"{matter.received_at:%Y-%m-%d %H:%M}")
    joined = ["；".join(notes)] if notes else []
    return [*joined, _("原系统答复：%s") % matter.answer] if matter.answer else joined
