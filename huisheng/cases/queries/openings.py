"""Who looked at what is sealed of a resident: for the resident, and for whoever opened it and may look again."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from huisheng.cases.models import Case, CaseOpening, CaseWords
from huisheng.cases.models.codes import IdentityReason, WordsKind
from huisheng.cases.models.words import words_place
from huisheng.core.models import AuditEntry
from huisheng.people.queries import posts_of_accounts, subject_key
from huisheng.people.viewer import Viewer

SHOWN = "address_shown"
OPENED, FOUND, BY_ACT = "contact_opened", "contact_found", "case.unseal"
OF_OPENING = "opening:"


@dataclass(frozen=True)
class Opening:
    """One opening of the sealed contact: when, why (`people` REASONS), and who: posts, none for the system.

    `searched`: nobody opened it; somebody who had it looked with it for what its owner said. `address`: it was the
    address of the home that was shown, to somebody who worked on the case. `identity`: it was opened by an act with a
    reason in `words`, looked at `looks` times; `order` names the legal order, if it was one.
    """

    at: datetime
    reason: str
    posts: tuple[str, ...]
    by_person: bool
    searched: bool = False
    address: bool = False
    identity: bool = False
    words: str = ""
    order: tuple[str, str, str] | None = None
    looks: int = 0


def times_looked_at(case: Case) -> tuple[int, int]:
    """How often persons opened the contact, and were shown the home's address. At most one statement.

    What was opened by an act counts once, however often it was looked at while it was open; each of these looks
    showed the address too.
    """
    if case.subject_id is None:
        return 0, 0
    again = Q(action=OPENED, detail__about__startswith=OF_OPENING)
    counted = AuditEntry.objects.filter(actor__isnull=False, subject__in=_subjects(case)).aggregate(
        opened=Count("id", filter=Q(action=OPENED) & ~again | Q(action=BY_ACT)),
        shown=Count("id", filter=Q(action=SHOWN) | Q(action=OPENED) & again),
    )
    return counted["opened"], counted["shown"]


def openings(case: Case) -> list[Opening]:
    """Who opened the identity or contact, was shown the home's address, or searched; newest first. Four statements."""
    if case.subject_id is None:
        return []
    lines = list(
        AuditEntry.objects.filter(
            action__in=[OPENED, FOUND, SHOWN, BY_ACT], subject__in=_subjects(case)
        ).order_by("-at", "-id")
    )
    posts = posts_of_accounts(line.actor for line in lines if line.actor is not None)
    acts = _acts(case.id) if any(line.action == BY_ACT for line in lines) else {}
    told = []
    for line in lines:
        if line.action == BY_ACT:
            told.append(_identity(line, posts, *acts[line.detail["seq"]], _looks(lines, case.id, line)))
        elif not str(line.detail.get("about", "")).startswith(OF_OPENING):
            told.append(_line(line, posts))
    return told


def running_opening(case_id: UUID, viewer: Viewer, now: datetime) -> CaseOpening | None:
    """The opening by which this viewer may look at the identity now. One statement."""
    mine = CaseOpening.objects.filter(case_id=case_id, person_id=viewer.acting_person, until__gt=now)
    return mine.order_by("-seq").first()


def sealed_address(case: Case) -> str:
    """The address in clear; empty when there is none, or it was erased. Two statements; callers put it on record."""
    row = CaseWords.objects.filter(case_id=case.id, seq=1, kind=WordsKind.ADDRESS).first()
    if row is None or row.sealed is None or case.subject_id is None:
        return ""
    key = subject_key(case.subject_id)
    return key.open(bytes(row.sealed), words_place(row)) if key else ""


def _subjects(case: Case) -> list[str]:
    """What the audit calls the resident's sealed data: the subject and the case."""
    return [f"subject:{case.subject_id}", f"case:{case.id}"]


def _acts(case_id: UUID) -> dict[int, tuple[CaseOpening, str]]:
    """The openings by act, each with its reason in words, by event."""
    said = CaseWords.objects.filter(case_id=case_id, kind=WordsKind.OPENING).values_list("seq", "text")
    words = dict(said)
    return {row.seq: (row, words.get(row.seq, "")) for row in CaseOpening.objects.filter(case_id=case_id)}


def _looks(lines: list[AuditEntry], case_id: UUID, opened: AuditEntry) -> int:
    about = f"{OF_OPENING}{case_id}:{opened.detail['seq']}"
    return sum(line.detail.get("about") == about for line in lines)


def _line(line: AuditEntry, posts: dict[int, tuple[str, ...]]) -> Opening:
    return Opening(
        at=line.at,
        reason=line.detail.get("reason", ""),
        posts=tuple(posts.get(line.actor, ())) if line.actor is not None else (),
        by_person=line.actor is not None,
        searched=line.action == FOUND,
        address=line.action == SHOWN,
    )


def _identity(
    line: AuditEntry, posts: dict[int, tuple[str, ...]], row: CaseOpening, words: str, looks: int
) -> Opening:
    by_order = row.reason == IdentityReason.LEGAL_ORDER
    return replace(
        _line(line, posts),
        reason=row.reason,
        identity=True,
        words=words,
        order=(row.authority, row.order_number, str(row.order_date)) if by_order else None,
        looks=looks,
    )
