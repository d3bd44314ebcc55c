"""Taking back what one just did, for some minutes, where nobody acted since: by compensating events.

The event that undoes puts the case where its history says it stood before: state, unit, clock and every field that
the acts had set, so that no clock begins anew by it. Nothing is deleted, and both events stay readable.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from huisheng.cases.actions.course import CLEARED, Actor, Course
from huisheng.cases.actions.several import CannotBe, OneOfSeveral, locked, running_beside, write_several
from huisheng.cases.models import Batch, Case, CaseEvent, CaseParty, SideClock
from huisheng.cases.models.batch import Why
from huisheng.cases.models.projection import FACTS, PROJECTED, replay
from huisheng.cases.models.transitions import Act, Clock, State, Who
from huisheng.core import clock
from huisheng.people.viewer import Viewer

MINUTES = 10
UNDOABLE = (Act.TRIAGE, Act.ASSIGN, Act.REASSIGN, Act.MERGE, Act.REMIND)
Histories = dict[UUID, list[CaseEvent]]


def undo_batch(key: UUID, viewer: Viewer, undo_key: UUID) -> Batch | None:
    """Undo one's own act on several, or none of it: `CannotBe` says why. None when it is not one's own.

    Undone already, it comes back as it is.
    """
    with transaction.atomic():
        batch = Batch.objects.select_for_update().filter(pk=key).first()
        if batch is None or batch.account_id != viewer.account_id:
            return None
        if batch.undone_at is not None:
            return batch
        undo_acts(batch.cases, key, viewer, undo_key)
        batch.undone_at = clock.now()
        batch.save(update_fields=["undone_at"])
    return batch


def undo_last(case_id: UUID, viewer: Viewer, undo_key: UUID) -> Case:
    """Undo what was done to a case last, if it was one's own; `CannotBe` says why not."""
    used = CaseEvent.objects.filter(case_id=case_id, client_key__isnull=False).order_by("-seq")
    key = used.values_list("client_key", flat=True).first()
    cases = undo_acts([case_id], undo_key if key is None else key, viewer, undo_key)
    return cases[0]


def undo_acts(case_ids: Iterable[UUID], key: UUID, viewer: Viewer, undo_key: UUID) -> list[Case]:
    """Undo on each of these cases what was done under `key`; the cases as they then stand.

    All or nothing: `CannotBe` where it is too late, somebody else acted since, or it was another's act.
    """
    with transaction.atomic():
        cases = locked(Q(pk__in=list(case_ids)))
        histories: Histories = {}
        for event in CaseEvent.objects.filter(case_id__in=cases).order_by("seq"):
            histories.setdefault(event.case_id, []).append(event)
        running, ended = running_beside(cases.values()), _ended_beside(histories, key)
        courses = []
        for case in cases.values():
            if any(event.client_key == undo_key for event in histories[case.id]):
                continue
            actor = Actor(Who.STAFF, viewer.account_id, viewer.person_id)
            course = OneOfSeveral(case, actor, undo_key)
            course.beside.running = running.get(case.id, [])
            _undo(course, histories[case.id], key, viewer, ended.get(case.id, []))
            courses.append(course)
        write_several(courses)
        _call_again(courses, histories, key)
    return list(cases.values())


def may_undo(case: Case, events: list[CaseEvent], key: UUID, viewer: Viewer) -> Why | None:
    """Why what was done under `key` cannot be undone; None when it can."""
    done = _done_under(events, key)
    if not done or any(event.act not in UNDOABLE for event in done):
        return Why.ACTED_SINCE
    if done[0].who == Who.STAFF and done[0].actor_id != viewer.person_id:
        return Why.NOT_YOURS
    if clock.now() - done[0].at > timedelta(minutes=MINUTES):
        return Why.TOO_LATE
    return None


def _done_under(events: list[CaseEvent], key: UUID) -> list[CaseEvent]:
    """The last events of a case, where they are of the one act with this key; none where others came after."""
    start = next((n for n, event in enumerate(events) if event.client_key == key), None)
    done = events[start:] if start is not None else []
    is_one = all(event.at == done[0].at and event.client_key in (key, None) for event in done)
    return done if is_one else []


def _undo(
    course: OneOfSeveral, events: list[CaseEvent], key: UUID, viewer: Viewer, ended: list[SideClock]
) -> None:
    """If it may be; `ended` are the clocks beside the case that the undone act stopped: they run again."""
    reason = may_undo(course.case, events, key, viewer)
    if reason is not None:
        raise CannotBe(reason)
    put_back(course, events, _done_under(events, key), ended)


def put_back(
    course: Course, events: Sequence[CaseEvent], done: Sequence[CaseEvent], ended: Sequence[SideClock] = ()
) -> None:
    """The step itself: the case as its `events` had left it before the last of them, those that were `done`."""
    case = course.case
    before = replay(events[: -len(done)], {name: getattr(case, name) for name in FACTS})
    started = {code["n"] for event in done for code in event.codes.get("starts", ())}
    course.step(
        Act.UNDO,
        to=State(before.state),
        clock=Clock(before.clock) if before.clock else None,
        due_at=before.due_at,
        unit_id=before.unit_id,
        starts=[(Clock(one.clock), one.unit_id, one.due_at) for one in ended],
        stops=lambda one: one.n in started,
        undone_seq=done[0].seq,
        **_restored(before, case),
    )


def _call_again(courses: list[OneOfSeveral], histories: Histories, key: UUID) -> None:
    """Whoever was called to these cases until the act that is undone is called again."""
    ended = {_done_under(histories[course.case.id], key)[0].at for course in courses}
    called = CaseParty.objects.filter(case_id__in=[course.case.id for course in courses], until__in=ended)
    called.update(until=None)


def _ended_beside(histories: Histories, key: UUID) -> dict[UUID, list[SideClock]]:
    """The clocks beside these cases that the act with this key stopped. One statement, none where none was."""
    which, any_were = Q(pk__in=[]), False
    for case_id, events in histories.items():
        ended = [n for event in _done_under(events, key) for n in event.codes.get("stops", ())]
        if ended:
            which, any_were = which | Q(case_id=case_id, n__in=ended), True
    found: dict[UUID, list[SideClock]] = {}
    for one in SideClock.objects.filter(which).order_by("n") if any_were else ():
        found.setdefault(one.case_id, []).append(one)
    return found


def _restored(before: Case, case: Case) -> dict[str, Any]:
    """The fields that the undone acts had changed, as they were. The first promise stays: it never moves, and the
    log has said it (indicators.md, due)."""
    changed = [name for name in PROJECTED if getattr(before, name) != getattr(case, name)]
    named = {*changed, "escalate_at", "warn_at", "resident_spoke"} - {"due_at", "first_promised_at"}
    kept = {name: getattr(before, name) for name in named}
    return {name: CLEARED if value is None else value for name, value in kept.items()}
