"""Who follows a case, for colleagues: their numbers and how each stands; what they said, for whoever works on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from huisheng.cases.models import Case, CaseWords
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.transitions import State
from huisheng.cases.queries.unaccused import BEFORE_LIFTING

SAID = (WordsKind.REQUEST, WordsKind.ADDITION, WordsKind.REPLY)


@dataclass(frozen=True)
class Follower:
    """One of those who reported the same. `said` is empty for whoever does not work on it."""

    number: str
    received_at: datetime
    state: str
    said: Sequence[str]


def followers_of(head: Case, *, with_words: bool) -> list[Follower]:
    """Whoever follows this case, the earliest first. One statement where nobody does, else two."""
    cases = list(
        Case.objects.filter(head_id=head.pk).order_by("id").only("number", "received_at", "state", "version")
    )
    said = _said([case.pk for case in cases]) if cases and with_words else {}
    states = {state.value: str(state.label) for state in State}
    return [
        Follower(case.number, case.received_at, states[case.state], said.get(case.pk, ())) for case in cases
    ]


def _said(case_ids: list[UUID]) -> Mapping[UUID, list[str]]:
    rows = CaseWords.objects.filter(Q(seq=1) | ~BEFORE_LIFTING, case_id__in=case_ids, kind__in=SAID)
    rows = rows.order_by("case_id", "n")
    said: dict[UUID, list[str]] = {}
    for case_id, text in rows.values_list("case_id", "text"):
        if text:
            said.setdefault(case_id, []).append(text)
    return said
