"""What a resident who holds the secret may know of a case: its course, words and pictures, never the notes.

Plain values, no sentences: the pages say them (`portal`), the printed receipt and the clerk on the telephone
may say them too. Every read starts from the secret; there is no other way in.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, Subquery, TextChoices, UUIDField

from huisheng.cases.models import Case, CaseEvent, CaseParty, CasePhoto, CaseRating, CaseWords, Handle
from huisheng.cases.models.codes import (
    STAFF_ONLY,
    ContactHow,
    EraseReason,
    IdentityReason,
    Outcome,
    PauseReason,
    WordsKind,
)
from huisheng.cases.models.ends import AnswerGround, PendingReason, Recheck
from huisheng.cases.models.handle import hash_of
from huisheng.cases.models.transitions import ENDED_BY_ANSWER, FOLLOWING, Act, Clock, Step, Who
from huisheng.cases.queries.followed import course_of_head, head_of, relayed_words, words_of_head
from huisheng.cases.queries.openings import times_looked_at
from huisheng.cases.queries.taken_back import step_when_taken_back
from huisheng.core.prepared import Given, Prepared, columns_of
from huisheng.network.tree import tree
from huisheng.people.queries import contact_kinds

HIDDEN = (Act.NOTE, Act.GIVE, Act.WARN, Act.PASS_DUTY, Act.DELIVER, Act.LOOK_AT, Act.PROMISE, Act.HEAR)
"""Acts that concern the staff only; that they happened is not shown either."""


OTHERS = ("called_unit_id", "supervisor_id", "from_unit_id", "approver_id")


@dataclass(frozen=True)
class Photo:
    """A picture that came with event `seq`; the bytes are read one by one (`photo_bytes`)."""

    n: int
    seq: int


@dataclass(frozen=True)
class Happening:
    """One act. `unit` is responsible after it; `other` was called, supervises, or had it before.

    `words` are what was said with it, empty when nothing was, when they are for staff only, or erased.
    `detail`: how somebody got in touch, why a clock was paused, what is late; `until` the moment that it names,
    or the day on which what waits is looked at again. `reason` says why the identity was opened
    or the content erased (`erased_all`, else the contact alone), why it was declined, not ours or referred, or
    why it waits; `basis` on what that rests, or whom to turn to.
    """

    seq: int
    act: Act
    at: datetime
    who: Who
    unit: str
    other: str
    words: str
    outcome: str
    reason: str
    erased_all: bool
    category_id: int | None
    photos: tuple[Photo, ...]
    basis: str = ""
    detail: str = ""
    until: datetime | None = None


@dataclass(frozen=True)
class Matter:
    """A case as its resident may see it. `happenings` newest first; `called`: units that help at present.

    `head` is the case that this one follows, while it waits for that one's answer. `left`: in which step it was
    taken back; None where it was not.
    `opened` counts how often a person opened the sealed contact; the sending machine does not count.
    `address_shown` counts how often the address of a home was shown to whoever worked on it.
    """

    case: Case
    words: str
    happenings: tuple[Happening, ...]
    called: tuple[str, ...]
    is_rated: bool
    contact_kind: str
    opened: int
    address_shown: int
    head: Case | None = None
    left: Step | None = None

    def since(self, seen: int) -> tuple[Happening, ...]:
        """What happened after the version that a page showed."""
        return tuple(happening for happening in self.happenings if happening.seq > seen)


def find_case(secret: str) -> Case | None:
    """The case that a secret opens. One statement."""
    found = _by_secret.rows(hash=hash_of(secret))
    return Case.from_db(None, CASE, found[0]) if found else None


def matter_of(case: Case) -> Matter:
    """Everything about a case that its resident may see. At most seven statements, whatever its length; three
    more for one that follows another."""
    events = list(CaseEvent.objects.filter(case_id=case.id).exclude(act__in=HIDDEN).order_by("-seq"))
    words, bases = _words(case.id)
    words |= relayed_words(events)
    bases |= relayed_words(events, WordsKind.BASIS)
    photos = _photos(case.id)
    subject = case.subject_id
    opened, shown = times_looked_at(case)
    return Matter(
        case=case,
        words=words.get(1, ""),
        happenings=_all_told(events, case, words, bases, photos),
        called=tuple(_name(unit_id) for (unit_id,) in _called.rows(case=case.id)),
        is_rated=case.state in ENDED_BY_ANSWER and CaseRating.objects.filter(case_id=case.id).exists(),
        contact_kind=contact_kinds([subject]).get(subject, "none") if subject else "none",
        opened=opened,
        address_shown=shown,
        head=head_of(case) if case.state in FOLLOWING else None,
        left=step_when_taken_back(case, events),
    )


def request_words(case_id: UUID) -> str:
    """What was asked, in the resident's words. One statement."""
    return next((text for (text,) in _request.rows(case=case_id)), "")


def words_of_event(case_id: UUID, seq: int) -> str:
    """What was said to the resident with one event; empty when it was erased. One statement."""
    found = CaseWords.objects.filter(case_id=case_id, seq=seq, kind=WordsKind.MESSAGE)
    return found.values_list("text", flat=True).first() or ""


def photo_bytes(case_id: UUID, n: int, *, small: bool) -> bytes | None:
    """A picture as JPEG, or its thumbnail; None when there is none. One statement."""
    column = "thumbnail" if small else "jpeg"
    found = CasePhoto.objects.filter(case_id=case_id, n=n).values_list(column, flat=True).first()
    return bytes(found) if found is not None else None


# Residents come back to look: what their page asks is made once (core.prepared).
CASE = columns_of(Case)
_OF_CASE = Given("case", UUIDField())
_handle = Handle.objects.filter(kind=Handle.Kind.SECRET, value=Given("hash", CharField())).values("case_id")
_by_secret = Prepared(lambda: Case.objects.filter(pk=Subquery(_handle)).values_list(*CASE))
_called = Prepared(
    lambda: CaseParty.objects.filter(case_id=_OF_CASE, until__isnull=True).values_list("unit_id")
)
_request = Prepared(
    lambda: CaseWords.objects.filter(case_id=_OF_CASE, kind=WordsKind.REQUEST, seq=1).values_list("text")
)
# What is for staff only is not even read, nor is the sealed address.
_told = Prepared(
    lambda: (
        CaseWords.objects.filter(case_id=_OF_CASE)
        .exclude(kind__in=[*STAFF_ONLY, WordsKind.ADDRESS])
        .order_by("n")
        .values_list("seq", "kind", "text")
    )
)
_pictures = Prepared(lambda: CasePhoto.objects.filter(case_id=_OF_CASE).order_by("n").values_list("n", "seq"))


def _all_told(
    events: list[CaseEvent],
    case: Case,
    words: dict[int, str],
    bases: dict[int, str],
    photos: dict[int, tuple[Photo, ...]],
) -> tuple[Happening, ...]:
    """Its own course, newest first, and between it what was done to the case that it follows.

    What is of the head bears the number 0: no page of this case can have been too old for it.
    """
    own = [replace(_happening(event, words, photos), basis=bases.get(event.seq, "")) for event in events]
    if case.head_id is None:
        return tuple(own)
    said = words_of_head(case, events)
    of_head = [replace(_happening(event, said, {}), seq=0) for event in course_of_head(case, events)]
    return tuple(sorted([*own, *of_head], key=lambda happening: happening.at, reverse=True))


def _words(case_id: UUID) -> tuple[dict[int, str], dict[int, str]]:
    """What was said by event, and the basis of answers by event."""
    rows = _told.rows(case=case_id)
    said = {seq: text for seq, kind, text in rows if kind != WordsKind.BASIS}
    return said, {seq: text for seq, kind, text in rows if kind == WordsKind.BASIS}


def _photos(case_id: UUID) -> dict[int, tuple[Photo, ...]]:
    found: dict[int, tuple[Photo, ...]] = {}
    for n, seq in _pictures.rows(case=case_id):
        found[seq] = (*found.get(seq, ()), Photo(n, seq))
    return found


def _happening(event: CaseEvent, words: dict[int, str], photos: dict[int, tuple[Photo, ...]]) -> Happening:
    codes = event.codes
    other = next((codes[name] for name in OTHERS if codes.get(name)), None)
    return Happening(
        seq=event.seq,
        act=Act.ANSWER if event.act == Act.RELAY else Act(event.act),
        at=event.at,
        who=Who(event.who),
        unit=_name(event.unit_id),
        other=_name(other) if other else "",
        words=words.get(event.seq, ""),
        outcome=_label(Outcome, codes.get("outcome")),
        reason=_reason(event),
        erased_all="erased_at" in codes,
        category_id=codes.get("category_id"),
        photos=photos.get(event.seq, ()),
        detail=_detail(event),
        until=event.due_at if event.clock == Clock.REVIEW else _until(event),
    )


def _reason(event: CaseEvent) -> str:
    kinds: dict[str, tuple[type[TextChoices], str]] = {
        Act.UNSEAL: (IdentityReason, "reason"),
        Act.ERASE: (EraseReason, "why"),
        Act.ANSWER: (AnswerGround, "ground"),
        Act.RELAY: (AnswerGround, "ground"),
        Act.SET_ASIDE: (PendingReason, "pending_reason"),
        Act.RECHECK: (Recheck, "recheck"),
    }
    choices, name = kinds.get(event.act, (Outcome, ""))
    return _label(choices, event.codes.get(name))


def _detail(event: CaseEvent) -> str:
    codes = event.codes
    if how := codes.get("how"):
        return str(ContactHow(how).label)
    if reason := codes.get("pause_reason"):
        return str(PauseReason(reason).label)
    return "contact" if any(timed == Clock.CONTACT for timed, _unit in codes.get("late", ())) else ""


def _until(event: CaseEvent) -> datetime | None:
    moment = event.codes.get("paused_until") or event.codes.get("promised_at")
    return datetime.fromisoformat(moment) if moment else None


def _label(choices: type[TextChoices], code: str | None) -> str:
    return str(choices(code).label) if code else ""


def _name(unit_id: int) -> str:
    units = tree().units
    return units[unit_id].name if unit_id in units else ""
