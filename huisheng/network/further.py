"""Sheets of apps above in the network's files: rows that belong to somebody else, taken in with the network's own.

An app above registers how its rows are checked, loaded, told and taken back. All of it counts as personal data:
it goes out only when it is asked for by name, its lines are shown only to whoever may see them, and are forgotten
with the file (docs/decisions/0012).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol
from uuid import UUID

from huisheng.network.difference import Line
from huisheng.network.faults import Fault
from huisheng.network.kinds import FURTHER_KINDS, Kind
from huisheng.network.rows import Bundle


class Told(NamedTuple):
    """What a load changed of one kind: `counts` by what happened, the first lines, and a digest of all of it."""

    counts: Mapping[str, int]
    lines: Sequence[Line]
    digest: str


class Further(Protocol):
    """One kind of row of an app above. `run`: the load of which something is asked, e.g. an import's id."""

    kind: Kind

    def faults(self, rows: Sequence[Any], bundle: Bundle) -> Iterator[Fault]:
        """What is wrong with rows besides what follows from the kind."""

    def load(
        self, rows: Sequence[Any], ids: Mapping[str, Mapping[str, int]], run: UUID
    ) -> tuple[int, int, int]:
        """Write them inside the caller's transaction: how many were added, changed, the same."""

    def told(self, run: UUID) -> Told:
        """What a load changed."""

    def built_on(self, run: UUID) -> list[str]:
        """Rows of a load that were changed after it, in words without anything personal."""

    def remembers(self, run: UUID) -> bool:
        """Whether it is still known what a load changed."""

    def undo(self, run: UUID) -> None:
        """Put back what was before a load, inside the caller's transaction."""


FURTHER: dict[str, Further] = {}


def add_sheet(further: Further) -> None:
    """Register a kind of an app above, from its `AppConfig.ready`."""
    FURTHER[further.kind.name] = further
    FURTHER_KINDS[further.kind.name] = further.kind
