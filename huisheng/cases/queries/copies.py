"""Whether a reply was copied from another of the same unit's replies: trigrams in the database (pg_trgm)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from huisheng.cases.models import Case
from huisheng.cases.models.codes import WordsKind
from huisheng.core import clock
from huisheng.text.replies import bare, substance

RECENT = timedelta(days=180)
MOST_COMPARED = 200
# Of trigrams: a day, a name and a greeting changed in thirty characters still count as a copy.
LIKE = 0.7
# Less like than this as a whole, no text is the other with greetings around it.
PADDED = 0.3
MARKS = " \n,.!?;:-_~*/'\"()　，。！？；：、“”（）—…·"

# OFFSET 0 keeps what is reckoned once a row from being reckoned once a use.
# The unit's last answers come from `cases_unit_answered`, their words by the case's key: never all answers.
# Blanks and marks make no other text, nor do greetings around an old one that is half of what is left without them.
# To the same resident, who sent it back, it is not given again inside a longer one however long, nor a part of it.
LIKEST = """
    SELECT words.seq, recent.id, recent.number, recent.answered_at, greatest(
        alike.whole,
        CASE WHEN recent.id = %(case)s
                OR alike.whole >= %(padded)s AND 2 * length(bare.text) >= length(%(substance)s)
            THEN word_similarity(bare.text, %(bare)s) END,
        CASE WHEN recent.id = %(case)s THEN word_similarity(%(bare)s, bare.text) END
    ) AS likeness
    FROM (
        SELECT id, number, answered_at FROM cases_case
        WHERE unit_id = %(unit)s AND answered_at IS NOT NULL AND answered_at >= %(since)s
        ORDER BY answered_at DESC LIMIT %(most)s
    ) recent
    JOIN cases_words words ON words.case_id = recent.id AND words.kind = %(kind)s
    CROSS JOIN LATERAL (SELECT translate(words.text, %(marks)s, '') AS text OFFSET 0) bare
    CROSS JOIN LATERAL (SELECT similarity(bare.text, %(bare)s) AS whole OFFSET 0) alike
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
    given: dict[str, str | int | float | datetime | UUID] = {
        "bare": bare(words),
        "substance": substance(words),
        "marks": MARKS,
        "padded": PADDED,
        "case": case.id,
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
