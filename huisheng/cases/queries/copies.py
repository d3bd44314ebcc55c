"""Whether a reply was copied from another of the same unit's replies: trigrams in the database (pg_trgm)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from huisheng.cases.models import Case
from huisheng.cases.models.codes import WordsKind
from huisheng.core import clock

RECENT = timedelta(days=180)
MOST_COMPARED = 200
# Of trigrams: a day, a name and a greeting changed in thirty characters still count as a copy.
LIKE = 0.7

# The unit's last answers come from `cases_unit_answered`, their words by the case's key: never all answers.
LIKEST = """
    SELECT words.seq, recent.id, recent.number, recent.answered_at, similarity(words.text, %(words)s) AS likeness
    FROM (
        SELECT id, number, answered_at FROM cases_case
        WHERE unit_id = %(unit)s AND answered_at IS NOT NULL AND answered_at >= %(since)s
        ORDER BY answered_at DESC LIMIT %(most)s
    ) recent
    JOIN cases_words words ON words.case_id = recent.id AND words.kind = %(kind)s
    ORDER BY likeness DESC, recent.id LIMIT 1
"""


@dataclass(frozen=True)
class Copied:
    """The answer that a reply is like: when it was given, how much of it is the same (0 to 1).

    `own`: it was given to the same resident before, and was sent back.
    """

    answered_at: datetime
    likeness: float
    own: bool


def copied(case: Case, words: str) -> Copied | None:
    """The answer of the last half year of this unit, among its last 200, that these words repeat. One statement."""
    given: dict[str, str | int | datetime] = {
        "words": words,
        "unit": case.unit_id,
        "since": clock.now() - RECENT,
        "most": MOST_COMPARED,
        "kind": WordsKind.ANSWER.value,
    }
    with connection.cursor() as cursor:
        cursor.execute(LIKEST, given)
        row = cursor.fetchone()
    if row is None or row[4] < LIKE:
        return None
    return Copied(answered_at=row[3], likeness=row[4], own=row[1] == case.id)
