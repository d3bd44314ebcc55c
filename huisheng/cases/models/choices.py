"""The lists that grow with the acts, as fields take them.

Fields are given these functions and not the lists, so that a new act, state or kind of words is a change of
code and not one of tables, which it is not.
"""

from django.db.models import TextChoices

from huisheng.cases.models.codes import DeskReason, Outcome, PauseReason, WordsKind
from huisheng.cases.models.ends import AnswerGround, Exclusion, Pending, PendingReason, Recheck
from huisheng.cases.models.transitions import Act, Clock, State, Who

Choices = list[tuple[str, str]]


def _of(kind: type[TextChoices]) -> Choices:
    return [(str(value), str(label)) for value, label in kind.choices]


def acts() -> Choices:
    """What may be done to a case."""
    return _of(Act)


def states() -> Choices:
    """Where a case stands."""
    return _of(State)


def clocks() -> Choices:
    """What is being timed."""
    return _of(Clock)


def actors() -> Choices:
    """Who acts."""
    return _of(Who)


def outcomes() -> Choices:
    """What the unit says it did."""
    return _of(Outcome)


def desk_reasons() -> Choices:
    """Why a case waits at a desk."""
    return _of(DeskReason)


def words_kinds() -> Choices:
    """What a piece of text is."""
    return _of(WordsKind)


def grounds() -> Choices:
    """Why something is declined, not ours or referred."""
    return _of(AnswerGround)


def exclusions() -> Choices:
    """Whether a case counts."""
    return _of(Exclusion)


def pendings() -> Choices:
    """Where a case stands on the way to the ledger."""
    return _of(Pending)


def pending_reasons() -> Choices:
    """Why it cannot be fixed yet."""
    return _of(PendingReason)


def rechecks() -> Choices:
    """What came of asking again."""
    return _of(Recheck)


def pause_reasons() -> Choices:
    """Why a handling clock stands still."""
    return _of(PauseReason)
