"""What officers and residents of the demo did to matters of its year in the last weeks: identities opened, content
erased. By the very steps of the acts, on what lies in the database. Only in the demo."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from huisheng.cases.actions.bulk import copy_in
from huisheng.cases.actions.course import RESIDENT, Actor, Course
from huisheng.cases.actions.erase import erase
from huisheng.cases.actions.handles import add_secret
from huisheng.cases.actions.open_identity import LegalOrder, Why, unseal
from huisheng.cases.demo.messages import Told, delivered
from huisheng.cases.demo.stage import Stage, utc
from huisheng.cases.models import Case, CaseEvent, ErasureRequest, Handle
from huisheng.cases.models.codes import CaseKind, EraseReason, IdentityReason
from huisheng.cases.models.transitions import CLOSED, State
from huisheng.core import audit
from huisheng.core.ids import RANDOM_BYTES
from huisheng.outbox.models import Message
from huisheng.outbox.models.message import Channel
from huisheng.people.models import Subject

LATELY, LONG_AGO = timedelta(days=20), timedelta(days=45)
LOOKED_AFTER = timedelta(minutes=1)
OPENED, BY_LINK, BY_TWO = "opened", 3, 2
LOOKED_AT = 60
BEFORE_A_COURT = ("wages", "property", "housing", "illegal_building", "quarrel", "consumer")
DANGER = Why(IdentityReason.DANGER, "电话里话没说完就断了，再打没有人接，怕出了事，要找到他家里人。")
ASKED_FOR = Why(IdentityReason.OWN_REQUEST, "居民到窗口说号码换了，请核对登记的是不是旧号码。")


def do_besides(stage: Stage) -> dict[str, str]:
    """Open some identities and erase some matters; a sample link to one whose identity was opened."""
    links = _open_some(stage)
    _erase_some(stage)
    return links


def dated(course: Course) -> Course:
    """The course with its audit at the times of its acts, as everything of the demo's year has it."""
    for event, line in zip(course.events, course.audits, strict=True):
        line.at = event.at
    return course


def keep_message(stage: Stage, case: Case, event: CaseEvent, kind: str) -> Channel | None:
    """Keep that the resident was told of an event, and by which way; None where nothing was left to be told by."""
    if case.subject_id is None:
        return None
    left = Subject.objects.values_list("contact_kind", flat=True).get(pk=case.subject_id)
    channel = Channel.SMS if left == Subject.Kind.PHONE else Channel.PAGE
    told = Told(case.subject_id, kind, channel, str(event.seq))
    copy_in(Message, [delivered(event, told, stage.rng.randbytes(RANDOM_BYTES))])
    return channel


def _open_some(stage: Stage) -> dict[str, str]:
    """Three, for each of the reasons one."""
    officer = next(iter(stage.crew.officers), None)
    if officer is None:
        return {}
    since = utc(stage.now - LATELY)
    known = Subject.objects.filter(contact_kind=Subject.Kind.PHONE).values("id")
    fresh = _free().filter(
        subject_id__in=known, state__in=(State.HANDLING, State.ANSWERED), acted_at__gte=since
    )
    found = list(fresh.order_by("-received_at")[:LOOKED_AT])
    order = sorted(found, key=lambda case: _code(stage, case) not in BEFORE_A_COURT)[:1]
    cases = [*[case for case in found if case not in order][:2], *order]
    for case, why in zip(cases, (DANGER, ASKED_FOR, _order(stage)), strict=False):
        _open(stage, case, officer, why)
    return {OPENED: add_secret(cases[0].id)} if cases else {}


def _code(stage: Stage, case: Case) -> str:
    category = stage.catalogue.categories.get(case.category_id or 0)
    return category.code if category is not None else ""


def _order(stage: Stage) -> Why:
    day: date = (stage.now - timedelta(days=2)).date()
    order = LegalOrder(
        "示范区人民法院", f"（{day.year}）示0106调12号", day, hold_until=day + timedelta(days=180)
    )
    return Why(IdentityReason.LEGAL_ORDER, "法院审理案件，依法调取这件事的反映人，通知到庭作证。", order)


def _open(stage: Stage, case: Case, officer: Actor, why: Why) -> None:
    """The opening, one look a minute later, and the message that tells of it."""
    course = Course(case, officer, at=_between(stage, case))
    event = unseal(course, why)
    look = audit.entry(
        "contact_opened",
        actor=officer.account_id,
        subject=f"subject:{case.subject_id}",
        reason=why.reason.value,
        about=f"opening:{case.id}:{event.seq}",
    )
    look.at = event.at + LOOKED_AFTER
    dated(course).audits.append(look)
    course.write()
    keep_message(stage, case, event, "identity_opened")


def _erase_some(stage: Stage) -> None:
    """Some by their residents; of those at the desk, one is confirmed by the second officer and one waits."""
    before = utc(stage.now - LONG_AGO)
    closed = _free().filter(
        state__in=CLOSED, closed_at__lte=before, acted_at__lte=before, side_clocks_running=0
    )
    cases = iter(closed.order_by("-closed_at")[: BY_LINK + BY_TWO])
    for _each, case in zip(range(BY_LINK), cases, strict=False):
        _erase(Course(case, RESIDENT, at=_between(stage, case)), EraseReason.OWN_REQUEST)
    if len(stage.crew.officers) > 1:
        _at_the_desk(stage, cases)


def _at_the_desk(stage: Stage, cases: Iterator[Case]) -> None:
    first, second = (officer.person_id or 0 for officer in stage.crew.officers[:2])
    for case, confirmed in zip(cases, (True, False), strict=False):
        at = _between(stage, case)
        asked = ErasureRequest(
            case_id=case.id, n=1, reason=EraseReason.OTHER_PERSON, asked_by_id=first, asked_at=at
        )
        if confirmed:
            asked.decided_by_id, asked.decided_at, asked.confirmed = second, at + timedelta(hours=1), True
            course = Course(case, stage.crew.officers[1], at=asked.decided_at)
            _erase(course, EraseReason.OTHER_PERSON, asked_by_id=first)
        asked.save(force_insert=True)


def _erase(course: Course, reason: EraseReason, asked_by_id: int | None = None) -> None:
    erase(course, reason, asked_by_id)
    dated(course).write()


def _free() -> QuerySet[Case]:
    """Ordinary matters of residents who left something, none of them one of the sample links."""
    samples = Handle.objects.filter(kind=Handle.Kind.SECRET).values("case_id")
    left = Case.objects.filter(
        subject_id__isnull=False, kind=CaseKind.ORDINARY, head_id__isnull=True, pending=""
    )
    return left.exclude(pk__in=samples)


def _between(stage: Stage, case: Case) -> datetime:
    """Some time after its last act, in the last weeks, and before now."""
    now = utc(stage.now)
    start = max(case.acted_at or now, now - LATELY)
    return start + (now - start) * stage.rng.uniform(0.1, 0.9)
