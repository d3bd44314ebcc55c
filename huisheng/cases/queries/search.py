"""Finding cases by number or its ending, by words, by the contact left; always within `visible`."""

import re
import unicodedata
from collections.abc import Collection
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Reverse

from huisheng.cases.models import Case, CaseWords, Handle
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.permissions import visible, visible_as_called, visible_as_given, visible_by_reach
from huisheng.cases.queries.lists import SHOWN
from huisheng.cases.queries.tokens import tokens
from huisheng.cases.queries.unaccused import Unseen, unseen_of
from huisheng.people.viewer import Viewer

MOST_FOUND = 50
MOST_ENDINGS = 2000  # numbers with one ending, before sight narrows them: three digits of a million cases
MOST_TOKENS = 12
_NUMBER = re.compile(r"(?:\d{4}-)?(?:[^\s-]{1,12}-)?\d{3,}")
# What a resident said when rating is not searched: it would lead to whoever rated.
SEARCHED = tuple(
    kind for kind in WordsKind if kind not in (WordsKind.ADDRESS, WordsKind.COMMENT, WordsKind.OPENING)
)


def is_number(words: str) -> bool:
    """Whether what was typed is a case number or the end of one, such as `春-004172` or `4172`."""
    return _NUMBER.fullmatch(tidy(words)) is not None


def tidy(words: str) -> str:
    """Full-width letters, blanks around and in numbers forgiven."""
    return unicodedata.normalize("NFKC", words).strip()


def by_number(viewer: Viewer, words: str) -> list[Case]:
    """Cases whose number is or ends with what was typed, newest first. Two statements."""
    ends = Handle.objects.annotate(turned=Reverse("value")).filter(
        kind=Handle.Kind.NUMBER, turned__startswith=tidy(words)[::-1]
    )
    ids = list(ends.values_list("case_id", flat=True)[:MOST_ENDINGS])
    return _newest(visible(viewer).filter(pk__in=ids)) if ids else []


def by_words(viewer: Viewer, words: str) -> list[Case]:
    """Cases in which one text holds all that was typed, newest first.

    Three statements, one for each way of seeing a case (no index serves them at once), and one for what of the found
    is not for this reader.
    """
    wanted = tokens(tidy(words))[:MOST_TOKENS]
    if not wanted:
        return []
    holds = CaseWords.objects.filter(case_id=OuterRef("pk"), kind__in=SEARCHED, tokens__contains=wanted)
    parts = (visible_by_reach(viewer), visible_as_given(viewer), visible_as_called(viewer))
    found = {case.id: case for part in parts for case in _newest(part.filter(Exists(holds)))}
    kept = unseen_of(viewer, found)
    if kept:
        found = {id: case for id, case in found.items() if id not in kept or _seen(kept[id], id, wanted)}
    newest = sorted(found.values(), key=lambda case: (case.received_at, case.id), reverse=True)
    return newest[:MOST_FOUND]


def _seen(kept: Unseen, case_id: UUID, wanted: list[str]) -> bool:
    """Whether what was typed is said in a text of the case that the reader sees."""
    rows = CaseWords.objects.filter(case_id=case_id, kind__in=SEARCHED, tokens__contains=wanted)
    return any(not kept.has(seq) for seq in rows.values_list("seq", flat=True))


def by_subjects(viewer: Viewer, subjects: Collection[UUID]) -> list[Case]:
    """Cases that these subjects asked for, newest first. One statement."""
    return _newest(visible(viewer).filter(subject_id__in=subjects)) if subjects else []


def _newest(cases: QuerySet[Case]) -> list[Case]:
    return list(cases.only(*SHOWN).order_by("-received_at", "-id")[:MOST_FOUND])
