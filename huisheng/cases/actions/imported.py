"""What a row of a file becomes: a historic case, or a new one as if it had been asked today."""

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
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.routing import desk_for, route
from huisheng.cases.queries.titles import title_of
from huisheng.network.tree import tree
from huisheng.people.subjects import SubjectKey


@dataclass(frozen=True, slots=True)
class Arrival:
    """A matter that is new here, with its id, its number and, when something of it is sealed, a key."""

    case_id: UUID
    number: str
    matter: Matter
    spot: Spot
    key: SubjectKey | None


class Past:
    """Makes records of the past: their own time, the unit that would be responsible, nothing that runs."""

    def __init__(self, source: str, now: datetime) -> None:
        self._source, self._now = source, now
        self._network, self._catalogue = tree(), catalogue()
        self._units: dict[tuple[int | None, int | None, int | None], int] = {}

    def course(self, arrival: Arrival) -> Course:
        """The course of one matter: a single event with what the file tells."""
        matter, key = arrival.matter, arrival.key
        at = matter.received_at or self._now
        case = BulkCourse.CASE(
            id=arrival.case_id,
            number=arrival.number,
            version=0,
            state="",
            channel=matter.channel,
            title=title_of(matter.words),
            received_at=at,
            subject_id=key.subject_id if key else None,
        )
        course = BulkCourse(case, SYSTEM, at=at)
        self._step(course, arrival)
        if key is not None and matter.address:
            course.say_sealed(1, WordsKind.ADDRESS, matter.address, key)
        if matter.answer:
            course.say(1, WordsKind.ANSWER, matter.answer)
        if matter.record:
            course.say(1, WordsKind.PROGRESS, "；".join(matter.record), found=False)
        return course

    def _step(self, course: Course, arrival: Arrival) -> None:
        matter, spot = arrival.matter, arrival.spot
        category = self._catalogue.categories.get(matter.category_id or 0)
        longitude, latitude = spot.point or (None, None)
        course.step(
            Act.IMPORT,
            unit_id=self._unit_of(matter, spot),
            words=(WordsKind.REQUEST, matter.words),
            category_id=category.id if category else None,
            need_class=category.need_class if category else None,
            urgency=matter.urgency,
            plot_id=spot.plot_id,
            longitude=longitude,
            latitude=latitude,
            source=self._source,
        )

    def _unit_of(self, matter: Matter, spot: Spot) -> int:
        if spot.outside:
            return desk_for(self._network, None)
        asked = (matter.category_id, spot.plot_id, spot.unit_id)
        if asked not in self._units:
            category, plot, desk = asked
            routed = route(
                self._network, self._catalogue, category_id=category, plot_id=plot, desk_unit_id=desk
            )
            self._units[asked] = routed.unit_id
        return self._units[asked]


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
