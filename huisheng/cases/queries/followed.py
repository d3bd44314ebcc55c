"""What somebody who follows a case may know of it: what was done and who does it, the answer, nobody else's words.

Pictures, questions and what any resident said stay with whom they came from. What a unit told the head's resident
before the other one joined was meant for that resident alone: that it happened is told, its words are not.
What is found to be about a unit, or becomes a mediation, goes its own way: nothing of it is told from there on.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from huisheng.cases.models import Case, CaseEvent, CaseWords
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.transitions import Act, State

TOLD = (
    Act.ASSIGN,
    Act.ACCEPT,
    Act.CALL,
    Act.PROGRESS,
    Act.HAND_BACK,
    Act.REASSIGN,
    Act.HAND_OVER,
    Act.ESCALATE,
    Act.TAKE_OVER,
    Act.REMIND,
    Act.UPHOLD,
    Act.PAUSE,
    Act.RESUME,
    Act.EXTEND,
)
JOINING = (Act.MERGE, Act.FOLLOW)
OWN_WAY = (Act.ACCUSE, Act.MEDIATE)


def head_of(case: Case) -> Case | None:
    """The case that this one follows; None when it follows none. One statement, none without a head."""
    return Case.objects.filter(pk=case.head_id).first() if case.head_id is not None else None


def course_of_head(case: Case, own: Sequence[CaseEvent]) -> list[CaseEvent]:
    """What was done to the head, for who follows it, until that one is closed. One statement."""
    if case.head_id is None:
        return []
    events = _in_common(case.head_id, joined_at(own)).filter(act__in=TOLD)
    ended = [event.at for event in own if event.act in (Act.CONFIRM, Act.WITHDRAW)]
    closed = case.state in (State.CONFIRMED, State.WITHDRAWN) and ended
    return list(events.filter(at__lte=max(ended)) if closed else events)


def stood_at(case: Case, own: Sequence[CaseEvent], at: datetime) -> State | None:
    """Where the head stood at a moment, as far as whoever follows it is told; None without a head. One statement."""
    if case.head_id is None:
        return None
    before = _in_common(case.head_id, joined_at(own)).filter(at__lte=at).order_by("-seq")
    target = before.values_list("target", flat=True).first()
    return State(target) if target else None


def _in_common(head_id: UUID, joined: datetime | None) -> QuerySet[CaseEvent]:
    """The head's events until it went a way of its own, if it did so after the other one had joined."""
    events = CaseEvent.objects.filter(case_id=head_id)
    parted = events.filter(act__in=OWN_WAY, seq__lte=OuterRef("seq"))
    return events.filter(~Exists(parted.filter(at__gte=joined) if joined is not None else parted))


def words_of_head(case: Case, own: Iterable[CaseEvent]) -> dict[int, str]:
    """What was told with the head's acts since this one joined, by event of the head. One statement."""
    joined = joined_at(own)
    if case.head_id is None or joined is None:
        return {}
    since = _in_common(case.head_id, joined).filter(act=Act.PROGRESS, at__gte=joined).values("seq")
    told = CaseWords.objects.filter(case_id=case.head_id, kind=WordsKind.PROGRESS, seq__in=since)
    return dict(told.order_by("n").values_list("seq", "text"))


def relayed_words(events: Iterable[CaseEvent], kind: WordsKind = WordsKind.ANSWER) -> dict[int, str]:
    """The answers that were relayed, or their bases, by event of whoever follows.

    One statement, none where none was relayed.
    """
    said = {
        event.seq: (UUID(event.codes["relayed_from"]), event.codes["relayed_seq"])
        for event in events
        if event.act == Act.RELAY
    }
    if not said:
        return {}
    which = Q(pk__in=[])
    for head_id, seq in set(said.values()):
        which |= Q(case_id=head_id, seq=seq)
    rows = CaseWords.objects.filter(which, kind=kind).values_list("case_id", "seq", "text")
    texts = {(head_id, seq): text for head_id, seq, text in rows if text}
    # What the head erased since lies with whoever follows (`actions.erase`).
    return {seq: texts[place] for seq, place in said.items() if place in texts}


def joined_at(own: Iterable[CaseEvent]) -> datetime | None:
    """When a case began to follow the one that it follows at present."""
    return max((event.at for event in own if event.act in JOINING), default=None)
