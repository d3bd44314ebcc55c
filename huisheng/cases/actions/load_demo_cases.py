"""The demo's year of matters, told and written in one transaction. Only in the demo."""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from huisheng.cases.actions.bulk import Randomness, copy_in, plain, write_courses
from huisheng.cases.actions.demo_besides import do_besides
from huisheng.cases.actions.demo_closing import close_one
from huisheng.cases.actions.demo_joins import join_demo_cases
from huisheng.cases.actions.handles import number_from, number_prefix, reserve_numbers
from huisheng.cases.actions.imported import Arrival
from huisheng.cases.actions.past import Past
from huisheng.cases.demo.beginnings import Beginning, WeightsOfMonth, Year
from huisheng.cases.demo.crew import Crew
from huisheng.cases.demo.days_work import DaysWork
from huisheng.cases.demo.life import Life
from huisheng.cases.demo.messages import messages_of
from huisheng.cases.demo.opening import contact_of
from huisheng.cases.demo.phrases import Phrases
from huisheng.cases.demo.pictures import DRAWINGS, picture_of
from huisheng.cases.demo.stage import Stage, utc
from huisheng.cases.demo.story import tell
from huisheng.cases.demo.whistling import parties_of, whistles_of
from huisheng.cases.importing.matters import Matter
from huisheng.cases.importing.places import Spot
from huisheng.cases.models import (
    CaseParty,
    CasePhoto,
    CaseRating,
    Handle,
    MediationAgreement,
    MediationParty,
    MediationSession,
    Whistle,
    WhistleCall,
)
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.handle import hash_of
from huisheng.cases.queries.catalogue import catalogue
from huisheng.core import clock
from huisheng.core.calendar import working_calendar
from huisheng.core.events import put_aside
from huisheng.core.ids import RANDOM_BYTES, uuid7
from huisheng.network.tree import tree
from huisheng.outbox.models import Message
from huisheng.people.actions.subjects import new_subject
from huisheng.people.models import Appointment, Subject
from huisheng.people.subjects import SubjectKey

MATTERS, RECORDS = 24_000, 600
AUDITED = timedelta(days=60)  # a whole year of audit would take a fifth of the load's time
AT_ONCE = 3_000
SEED = 20_120_601
PICTURED, PICTURED_TODAY = 0.02, 0.6
SOURCE = "demo-archive"
RECORD_AGES = (400, 1_100)  # days
PlainHandle = plain(Handle)


@dataclass
class LoadedCases:
    """What was written. `links` are sample secrets of residents by the state that their matter is in."""

    matters: int = 0
    records: int = 0
    joined: int = 0
    seconds: float = 0.0
    links: dict[str, str] = field(default_factory=dict)


class NotTheDemo(Exception):
    """Invented matters exist in the demo only."""


@transaction.atomic
def load_demo_cases(matters: int = MATTERS, records: int = RECORDS) -> LoadedCases:
    """Tell the year before now. Nothing of it is announced: it is of the past, and about nobody.

    Network, people and catalogue must be there. `NotTheDemo` outside the demo.
    """
    if not settings.DEMO:
        raise NotTheDemo
    begun = time.perf_counter()
    stage = stage_of_today()
    loaded = LoadedCases()
    with put_aside():
        beginnings = _beginnings(stage, matters)
        numbers = iter(reserve_numbers(len(beginnings) + records))
        for start in range(0, len(beginnings), AT_ONCE):
            loaded.matters += _write(stage, beginnings[start : start + AT_ONCE], numbers, loaded.links)
        loaded.records = _write_records(stage, records, numbers)
        loaded.joined = join_demo_cases(stage)
        loaded.links |= do_besides(stage)
        close_one(stage)
    loaded.seconds = time.perf_counter() - begun
    return loaded


def stage_of_today() -> Stage:
    """Chance, time, network and people as they are now."""
    rng = random.Random(SEED)  # noqa: S311  (invented matters need no secret chance)
    posts = Appointment.objects.in_force(clock.today()).filter(kind="cases", unit__isnull=False)
    rows = posts.order_by("id").values_list("unit_id", "role_id", "person_id", "person__account__id")
    network = tree()
    return Stage(
        rng=rng,
        now=clock.now().astimezone(ZoneInfo(settings.TIME_ZONE)),
        network=network,
        catalogue=catalogue(),
        calendar=working_calendar(),
        crew=Crew(network, rows),
        phrases=Phrases(rng),
    )


def _beginnings(stage: Stage, count: int) -> list[Beginning]:
    """Chance's and the planned ones, in the order in which they are asked."""
    plots = [plot for plot in stage.network.plots.values() if not plot.closed]
    year = Year(stage.rng, stage.now, plots)
    weights = WeightsOfMonth({month: stage.phrases.weights(month) for month in range(1, 13)})
    planned = DaysWork(stage, year)
    drawn = [one for one in year.beginnings(count, weights) if not planned.is_theirs(one)]
    return sorted([*drawn, *planned.beginnings()], key=lambda one: one.at)


def _write(
    stage: Stage, beginnings: Sequence[Beginning], numbers: Iterator[int], links: dict[str, str]
) -> int:
    new_random = Randomness(RANDOM_BYTES)
    lives: list[Life] = []
    subjects: list[Subject] = []
    handles: list[Handle] = []
    for beginning in beginnings:
        milliseconds = int(beginning.at.timestamp() * 1000)
        case_id = uuid7(milliseconds, new_random())
        prefix = number_prefix(beginning.plot.id if beginning.plot else None, beginning.at.year)
        number = number_from(prefix, next(numbers))
        key = _subject(stage, beginning, milliseconds, subjects)
        lives.append(tell(stage, beginning, case_id, number, key))
        handles.append(PlainHandle(kind=Handle.Kind.NUMBER, value=number, case_id=case_id))
        if beginning.secret:
            handles.append(
                PlainHandle(kind=Handle.Kind.SECRET, value=hash_of(beginning.secret), case_id=case_id)
            )
            links[beginning.stop] = beginning.secret
    copy_in(Handle, handles)
    copy_in(Subject, subjects)
    write_courses((life.course for life in lives), audited_from=utc(stage.now - AUDITED))
    _write_beside(lives)
    copy_in(Message, (message for life in lives for message in messages_of(life, new_random)))
    return len(lives)


def _write_beside(lives: Sequence[Life]) -> None:
    """What lies beside the rows of the courses: calls, whistles, mediations, pictures, ratings."""
    blown = [(life, whistles_of(life)) for life in lives]
    copy_in(CaseParty, (party for life, whistles in blown for party in parties_of(life, whistles)))
    copy_in(Whistle, (row for _life, whistles in blown for row in whistles.whistles.values()))
    copy_in(WhistleCall, (row for _life, whistles in blown for row in whistles.calls.values()))
    copy_in(CasePhoto, _photos(lives))
    copy_in(CaseRating, (life.rating for life in lives if life.rating is not None))
    mediated = [life.mediated for life in lives if life.mediated is not None]
    MediationParty.objects.bulk_create(row for each in mediated for row in each.parties)
    MediationSession.objects.bulk_create(row for each in mediated for row in each.sessions)
    MediationAgreement.objects.bulk_create(row for each in mediated for row in each.agreements)


def _photos(lives: Sequence[Life]) -> Iterator[CasePhoto]:
    """Drawings with some of the matters that can be seen; with most of the day's work."""
    for life in lives:
        category, stage = life.beginning.category, life.stage
        if category in DRAWINGS and stage.happens(PICTURED_TODAY if life.beginning.stop else PICTURED):
            picture = picture_of(category)
            yield CasePhoto(
                case_id=life.case.id,
                n=10,
                seq=1,
                width=picture.width,
                height=picture.height,
                jpeg=picture.jpeg,
                thumbnail=picture.thumbnail,
            )


def _subject(
    stage: Stage, beginning: Beginning, milliseconds: int, subjects: list[Subject]
) -> SubjectKey | None:
    if not beginning.contact and not beginning.address:
        return None
    subject, key = new_subject(contact_of(stage) if beginning.contact else None, at_ms=milliseconds)
    subject.created_at = utc(beginning.at)
    subjects.append(subject)
    return key


def _write_records(stage: Stage, count: int, numbers: Iterator[int]) -> int:
    """Records of the years before, as an import brings them."""
    past = Past(SOURCE, stage.now)
    plots = [plot for plot in stage.network.plots.values() if not plot.closed]
    categories = list(stage.catalogue.by_code)
    arrivals = []
    for _number in range(count if plots else 0):
        age = timedelta(days=stage.rng.uniform(*RECORD_AGES))
        at, plot, code = utc(stage.now - age), stage.rng.choice(plots), stage.rng.choice(categories)
        wording = stage.phrases.matter(code)
        matter = Matter(
            line=0,
            key="",
            words=stage.phrases.request(wording, plot),
            received_at=at,
            category_id=stage.catalogue.by_code[code].id,
            answer=stage.phrases.answer(wording, Outcome.FIXED, plot),
        )
        number = number_from(number_prefix(plot.id, at.year), next(numbers))
        case_id = uuid7(int(at.timestamp() * 1000))
        arrivals.append(Arrival(case_id, number, matter, Spot(plot.id, plot.unit_id), None))
    copy_in(
        Handle,
        (PlainHandle(kind=Handle.Kind.NUMBER, value=one.number, case_id=one.case_id) for one in arrivals),
    )
    write_courses((past.course(arrival) for arrival in arrivals), audited_from=None)
    return len(arrivals)
