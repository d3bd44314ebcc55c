"""The register as the network's files see it (`network.further.Further`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from huisheng.network.faults import Fault
from huisheng.network.further import Told
from huisheng.network.rows import Bundle
from huisheng.people.actions.load_members import load_members
from huisheng.people.actions.undo_members import undo_members
from huisheng.people.roster import checks, told
from huisheng.people.roster.rows import KIND, MemberRow


class Roster:
    """The sheet 党员 members."""

    kind = KIND

    def faults(self, rows: Sequence[MemberRow], bundle: Bundle) -> Iterator[Fault]:
        """See `Further`."""
        return checks.faults_of_members(rows, bundle)

    def load(
        self, rows: Sequence[MemberRow], ids: Mapping[str, Mapping[str, int]], run: UUID
    ) -> tuple[int, int, int]:
        """See `Further`."""
        return load_members(rows, ids["organisations"], run)

    def told(self, run: UUID) -> Told:
        """See `Further`."""
        return told.told_of(run)

    def built_on(self, run: UUID) -> list[str]:
        """See `Further`."""
        return told.built_on(run)

    def remembers(self, run: UUID) -> bool:
        """See `Further`."""
        return told.remembers(run)

    def undo(self, run: UUID) -> None:
        """See `Further`."""
        undo_members(run)
