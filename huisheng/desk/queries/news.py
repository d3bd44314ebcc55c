"""What others did on the cases that somebody answers for, since that person last looked.

Nothing is written when something happens: news are the events of the cases themselves, read through what the
person may see at this moment, so that a case which accuses their unit is no news to them. Looked at are the most
pressing open cases of each scope, as on the page of the day, and what was given to the person.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from huisheng.cases.models import Case, CaseEvent
from huisheng.cases.models.transitions import BEFORE_ANSWER, Act, State
from huisheng.cases.permissions import visible_as_called, visible_as_given
from huisheng.cases.queries.sentences import sentence_of
from huisheng.cases.queries.unaccused import BEFORE_LIFTING, unseen_of
from huisheng.core import clock
from huisheng.desk.queries.day import scopes_of, seen_in
from huisheng.outbox.models import Message
from huisheng.outbox.queries import lost_replies, seen_news_until
from huisheng.people.prepared import prepared_for_viewer
from huisheng.people.queries import names_of_persons
from huisheng.people.viewer import Viewer

LOOKED_AT, SHOWN = 200, 40
KEPT = timedelta(days=7)
NEWS = (
    Act.ASSIGN,
    Act.REASSIGN,
    Act.GIVE,
    Act.CALL,
    Act.WHISTLE,
    Act.HAND_BACK,
    Act.HAND_OVER,
    Act.ESCALATE,
    Act.TAKE_OVER,
    Act.REPLY,
    Act.ADD,
    Act.HEAR,
    Act.SEND_BACK,
    Act.RENEW,
    Act.AGREE,
    Act.FOLLOW_UP,
)
OPEN = Q(state__in=[*BEFORE_ANSWER, State.ANSWERED])


@dataclass(frozen=True)
class News:
    """One thing that happened: when, to which case, what, and whether it is new to the reader."""

    at: datetime
    number: str
    title: str
    said: str
    remark: str
    is_lost: bool
    is_new: bool


def news_of(viewer: Viewer) -> list[News]:
    """The last week's news, newest first. At most five statements, whatever is open; one more for answers that are
    lost."""
    ids = _concerned(viewer)
    if not ids:
        return []
    until = seen_news_until(viewer.person_id)
    events = list(_events(ids, viewer, clock.now() - KEPT)[:SHOWN])
    lost = _lost(viewer, ids, clock.now() - KEPT)
    cases = Case.objects.only("number", "title").in_bulk(
        {*(event.case_id for event in events), *(message.case_id for message in lost)}
    )
    given = {event.codes.get("handler_id") for event in events} - {None}
    names = names_of_persons(given) if given else {}
    found = [
        _told(event, cases[event.case_id], names, is_new=until is None or event.at > until)
        for event in events
    ]
    found += [
        News(
            at=message.last_at,
            number=cases[message.case_id].number,
            title=cases[message.case_id].title,
            said="",
            remark=str(message.get_fault_display()),
            is_lost=True,
            is_new=until is None or message.last_at > until,
        )
        for message in lost
        if message.case_id in cases
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)[:SHOWN]


def count_news(viewer: Viewer) -> int:
    """How many are new to the reader, up to `SHOWN`. Three statements; one more where answers are lost."""
    ids = _concerned(viewer)
    if not ids:
        return 0
    since = max(filter(None, (seen_news_until(viewer.person_id), clock.now() - KEPT)))
    events = _events(ids, viewer, since).values("seq")[:SHOWN].count()
    return min(int(events) + len(_lost(viewer, ids, since)), SHOWN)


def _told(event: CaseEvent, case: Case, names: dict[int, str], *, is_new: bool) -> News:
    said, remark = sentence_of(event, names)
    return News(event.at, case.number, case.title, said, remark, is_lost=False, is_new=is_new)


def _events(ids: list[UUID], viewer: Viewer, since: datetime) -> QuerySet[CaseEvent]:
    events = CaseEvent.objects.filter(case_id__in=ids, act__in=NEWS, at__gt=since)
    return events.exclude(actor_id=viewer.person_id).exclude(BEFORE_LIFTING).order_by("-at", "-seq")


def _lost(viewer: Viewer, ids: list[UUID], since: datetime) -> list[Message]:
    """The answers that were lost, but those of a time of which the reader is to know nothing."""
    lost = lost_replies(ids, since)
    kept = unseen_of(viewer, {message.case_id for message in lost})
    return [
        each for each in lost if each.case_id not in kept or not kept[each.case_id].has_moment(each.queued_at)
    ]


def _concerned(viewer: Viewer) -> list[UUID]:
    """The cases of which somebody hears. One statement."""
    return list({case_id for case_id, _due in _concerning(viewer).rows()})


@prepared_for_viewer
def _concerning(viewer: Viewer) -> QuerySet[Case, Any]:
    parts = [
        *(seen_in(viewer, scope) for scope in scopes_of(viewer)),
        visible_as_given(viewer),
        visible_as_called(viewer),
    ]
    first, *others = (
        part.filter(OPEN).order_by("due_at", "id").values_list("id", "due_at")[:LOOKED_AT] for part in parts
    )
    return first.union(*others, all=True) if others else first
