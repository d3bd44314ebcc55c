"""Letters to residents whom nothing else reaches: which wait, which are printed, which are on their way.

Whoever prints is a call-back clerk outside the handling unit, as with the telephone; no page shows an address.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from huisheng.cases.models import Case, CaseWords
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.words import words_place
from huisheng.cases.permissions import inside_of, visible_by_reach, within
from huisheng.network.tree import tree
from huisheng.outbox.kinds import KINDS
from huisheng.outbox.models import Message
from huisheng.outbox.queries import letters, letters_in_hand, letters_on_their_way
from huisheng.people.queries import subject_keys
from huisheng.people.viewer import Viewer

LOOKED_AT = 500


@dataclass(frozen=True)
class Line:
    """One letter for a page of staff."""

    message: Message
    case: Case

    @property
    def kind(self) -> str:
        """What it tells."""
        return str(KINDS[self.message.kind].name)


@dataclass(frozen=True)
class Batch:
    """Letters that were printed together."""

    id: UUID
    printed_at: datetime | None
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Post:
    """All that a clerk has to do with letters."""

    waiting: tuple[Line, ...]
    batches: tuple[Batch, ...]
    on_their_way: tuple[Line, ...]


def post_of(viewer: Viewer) -> Post:
    """The letters within this clerk's reach. Two statements."""
    rows = [*letters()[:LOOKED_AT], *letters_in_hand()[:LOOKED_AT], *letters_on_their_way()[:LOOKED_AT]]
    lines = reachable(viewer, rows)
    batches: dict[UUID, list[Line]] = {}
    for line in lines:
        if line.message.batch is not None and line.message.state == "queued":
            batches.setdefault(line.message.batch, []).append(line)
    return Post(
        waiting=tuple(line for line in lines if line.message.batch is None),
        batches=tuple(Batch(id, first[0].message.printed_at, tuple(first)) for id, first in batches.items()),
        on_their_way=tuple(line for line in lines if line.message.state == "handed_over"),
    )


def reachable(viewer: Viewer, messages: Iterable[Message]) -> list[Line]:
    """Those of the messages about whose cases this clerk may write, with their cases. One statement."""
    rows = list(messages)
    inside = frozenset(above for unit in inside_of(viewer) for above in tree().ancestors(unit))
    cases = (
        visible_by_reach(viewer)
        .filter(within(viewer.reach_for("call_back")), pk__in={row.case_id for row in rows})
        .exclude(unit_id__in=inside)
        .in_bulk()
    )
    return [Line(row, cases[row.case_id]) for row in rows if row.case_id in cases]


def addresses_of(cases: Iterable[Case]) -> dict[UUID, tuple[str, ...]]:
    """The lines of each address in clear, for the act that prints; a case whose address was erased has none."""
    found = {case.id: case for case in cases}
    keys = subject_keys(case.subject_id for case in found.values() if case.subject_id is not None)
    rows = CaseWords.objects.filter(case_id__in=found, kind=WordsKind.ADDRESS, sealed__isnull=False)
    lines: dict[UUID, tuple[str, ...]] = {}
    for row in rows:
        case = found[row.case_id]
        key = keys.get(case.subject_id) if case.subject_id is not None else None
        if key is not None and row.sealed is not None:
            address = key.open(bytes(row.sealed), words_place(row))
            name = _place(case.plot_id)
            lines[case.id] = (address,) if name in address else (name, address)
    return lines


def _place(plot_id: int | None) -> str:
    """What the place is called; its code says nothing to whoever carries letters."""
    plot = tree().plots.get(plot_id) if plot_id is not None else None
    return plot.name if plot is not None else ""
