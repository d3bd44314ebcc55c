"""Handing the answers that a case relayed on to those who follow it, before its own words are erased."""

import os
from collections.abc import Collection, Iterator
from uuid import UUID

from huisheng.cases.actions.course import SALT_BYTES, WORDS_PER_EVENT
from huisheng.cases.models import Case, CaseEvent, CaseWords
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.tokens import tokens

HANDED_ON = (WordsKind.ANSWER, WordsKind.BASIS)


def hand_on_answers(cases: Collection[UUID]) -> None:
    """Whoever follows one of these cases keeps the answer as words of their own, erased with theirs alone.

    One statement where nobody follows.
    """
    follow = Case.objects.filter(head_id__in=cases, erased_at__isnull=True).exclude(id__in=cases)
    followers = list(follow.values_list("id", flat=True))
    if not followers:
        return
    relayed = list(CaseEvent.objects.filter(case_id__in=followers, act=Act.RELAY))
    said: dict[tuple[str, int], list[CaseWords]] = {}
    for row in CaseWords.objects.filter(case_id__in=cases, kind__in=HANDED_ON, erased_at__isnull=True):
        said.setdefault((str(row.case_id), row.seq), []).append(row)
    CaseWords.objects.bulk_create(_theirs(relayed, said), ignore_conflicts=True)


def _theirs(
    relayed: Collection[CaseEvent], said: dict[tuple[str, int], list[CaseWords]]
) -> Iterator[CaseWords]:
    for event in relayed:
        words = said.get((event.codes["relayed_from"], event.codes["relayed_seq"]), [])
        for at, row in enumerate(words):
            yield CaseWords(
                case_id=event.case_id,
                n=event.seq * WORDS_PER_EVENT + at,
                seq=event.seq,
                kind=row.kind,
                text=row.text,
                salt=os.urandom(SALT_BYTES),
                tokens=tokens(row.text),
            )
