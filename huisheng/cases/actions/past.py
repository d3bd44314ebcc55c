"""Records of the past: what a row of a file becomes when it is history."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from huisheng.cases.actions.bulk import BulkCourse, Lines, Stencil, lines_of, new_salt
from huisheng.cases.actions.course import SYSTEM, WORDS_PER_EVENT, Course
from huisheng.cases.actions.imported import Arrival
from huisheng.cases.importing.matters import Matter
from huisheng.cases.importing.places import Spot
from huisheng.cases.models import Case, CaseEvent, CaseWords
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.catalogue import Target, catalogue
from huisheng.cases.queries.homes import reads_as_home
from huisheng.cases.queries.routing import STATION, SUBCENTRE, desk_for, route
from huisheng.cases.queries.titles import title_of
from huisheng.cases.queries.tokens import tokens
from huisheng.network.tree import tree

OF_THE_CASE = frozenset(
    (
        *("id", "number", "channel", "title", "category_id", "need_class", "urgency", "plot_id"),
        *("longitude", "latitude", "received_at", "acted_at", "unit_id", "station_id", "subcentre_id"),
    )
)
OF_THE_EVENT = frozenset(("case_id", "at", "unit_id", "codes", "words_hash"))
OF_THE_WORDS = frozenset(("case_id", "n", "kind", "text", "salt", "tokens"))


class Past:
    """Makes records of the past: their own time, the unit that would be responsible, nothing that runs."""

    def __init__(self, source: str, now: datetime) -> None:
        self._source, self._now = source, now
        self._network, self._catalogue = tree(), catalogue()
        self._units: dict[tuple[bool, Target | None, int | None, int | None], int] = {}
        self._above: dict[tuple[int, int], int | None] = {}
        self._stencils: Stencils | None = None

    @property
    def is_current(self) -> bool:
        """Whether network and catalogue are still those that it was made with."""
        return self._network is tree() and self._catalogue is catalogue()

    def lines(self, arrival: Arrival) -> Lines:
        """The rows of `course` as lines of COPY, three times as quickly: by stencils cut from a first course.

        What has something sealed goes the long way.
        """
        if arrival.key is not None:
            return lines_of(self.course(arrival))
        if self._stencils is None:
            self._stencils = Stencils(self.course(arrival))
        matter, spot = arrival.matter, arrival.spot
        unit_id, codes = self._unit_of(matter, spot), self._codes(matter, spot)
        at = utc(matter.received_at or self._now)
        case = {
            **dict.fromkeys(OF_THE_CASE),
            **{name: value for name, value in codes.items() if name in OF_THE_CASE},
            **_point(matter, spot),
            "id": arrival.case_id,
            "number": arrival.number,
            "channel": matter.channel,
            "title": title_of(matter.words),
            "need_class": codes.get("need_class", ""),
            "received_at": at,
            "acted_at": at,
            "unit_id": unit_id,
            "station_id": self._at_level(unit_id, STATION),
            "subcentre_id": self._at_level(unit_id, SUBCENTRE),
        }
        return self._stencils.lines(case, codes, matter)

    def course(self, arrival: Arrival) -> Course:
        """The course of one matter: a single event with what the file tells."""
        matter, key = arrival.matter, arrival.key
        at = utc(matter.received_at or self._now)
        case = BulkCourse.CASE(
            id=arrival.case_id,
            number=arrival.number,
            version=0,
            state="",
            channel=matter.channel,
            title=title_of(matter.words),
            received_at=at,
            subject_id=key.subject_id if key else None,
            **_point(matter, arrival.spot),
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
        words = (WordsKind.REQUEST, matter.words)
        course.step(Act.IMPORT, unit_id=self._unit_of(matter, spot), words=words, **self._codes(matter, spot))

    def _codes(self, matter: Matter, spot: Spot) -> dict[str, Any]:
        """What the event decides; what is not known is left out."""
        category = self._catalogue.categories.get(matter.category_id or 0)
        codes = {
            "category_id": category.id if category else None,
            "need_class": category.need_class if category else None,
            "urgency": matter.urgency,
            "plot_id": spot.plot_id,
            "at_home": reads_as_home(matter.address) or None,
            "source": self._source,
        }
        return {name: value for name, value in codes.items() if value is not None}

    def _at_level(self, unit_id: int, level: int) -> int | None:
        asked = (unit_id, level)
        if asked not in self._above:
            self._above[asked] = self._network.at_level(unit_id, level)
        return self._above[asked]

    def _unit_of(self, matter: Matter, spot: Spot) -> int:
        if spot.outside:
            return desk_for(self._network, None)
        category = matter.category_id
        # What matters of the category is whom it is for: a level or a department.
        target = self._catalogue.routes.get(category) if category is not None else None
        asked = (category is None, target, spot.plot_id, spot.unit_id)
        if asked not in self._units:
            routed = route(
                self._network,
                self._catalogue,
                category_id=category,
                plot_id=spot.plot_id,
                desk_unit_id=spot.unit_id,
            )
            self._units[asked] = routed.unit_id
        return self._units[asked]


class Stencils:
    """The lines of records without anything sealed: cut from one that went through the real steps."""

    def __init__(self, course: Course) -> None:
        self._case = Stencil(Case, course.case, OF_THE_CASE)
        self._event = Stencil(CaseEvent, course.events[0], OF_THE_EVENT)
        self._words = Stencil(CaseWords, course.words[0], OF_THE_WORDS)

    def lines(self, case: dict[str, Any], codes: dict[str, Any], matter: Matter) -> Lines:
        """`case`: the columns of the case that differ from record to record; `codes` of its event."""
        salt, case_id = new_salt(), case["id"]
        event = {
            "case_id": case_id,
            "at": case["received_at"],
            "unit_id": case["unit_id"],
            "codes": codes,
            "words_hash": hashlib.sha256(salt + matter.words.encode()).digest(),
        }
        spoken = [(WordsKind.REQUEST, matter.words, salt, True)]
        if matter.answer:
            spoken.append((WordsKind.ANSWER, matter.answer, new_salt(), True))
        if matter.record:
            spoken.append((WordsKind.PROGRESS, "；".join(matter.record), new_salt(), False))
        words = [
            self._words.line(
                {
                    "case_id": case_id,
                    "n": WORDS_PER_EVENT + at,
                    "kind": kind,
                    "text": text,
                    "salt": salted,
                    "tokens": tokens(text) if found else [],
                }
            )
            for at, (kind, text, salted, found) in enumerate(spoken)
        ]
        return {Case: [self._case.line(case)], CaseEvent: [self._event.line(event)], CaseWords: words}


def _point(matter: Matter, spot: Spot) -> dict[str, float | None]:
    """Where it is, as columns of the case; a home's point is kept nowhere."""
    longitude, latitude = (None, None) if reads_as_home(matter.address) else spot.point or (None, None)
    return {"longitude": longitude, "latitude": latitude}


def utc(moment: datetime) -> datetime:
    """The same moment as the database gives it back."""
    return moment.astimezone(UTC)
