"""Pages by keyset: where a page ends is where the next begins, however long the list is."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from huisheng.cases.models import Case

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Cursor:
    """A place between two cases of a list: behind (or, `back`, before) this moment and id."""

    at: datetime
    id: UUID
    back: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.back else ''}{(self.at - EPOCH) // MICROSECOND:x}.{self.id.hex}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """A cursor from an address; none when it is no such thing."""
        try:
            at, _dot, id = text.removeprefix("-").partition(".")
            return cls(EPOCH + int(at, 16) * MICROSECOND, UUID(id), back=text.startswith("-"))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True)
class Page:
    """Some cases of a list in its order, and the cursors of the pages around them (None: there is none)."""

    cases: list[Case]
    before: Cursor | None
    after: Cursor | None


def keyset(
    cases: QuerySet[Case],
    order: tuple[str, str],
    *,
    descending: bool = False,
    cursor: Cursor | None = None,
    size: int,
) -> Page:
    """One page in the order of a moment and the id. One statement; reads one case more than it shows."""
    backwards = cursor is not None and cursor.back
    falling = descending != backwards
    if cursor is not None:
        cases = cases.filter(_behind(order[0], cursor, falling))
    rows = list(cases.order_by(*(f"-{name}" if falling else name for name in order))[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return Page([], None, None)
    has_before = more if backwards else cursor is not None
    has_after = cursor is not None if backwards else more
    return Page(
        rows,
        before=_cursor(rows[0], order[0], back=True) if has_before else None,
        after=_cursor(rows[-1], order[0]) if has_after else None,
    )


def _behind(moment: str, cursor: Cursor, falling: bool) -> Q:
    side = "lt" if falling else "gt"
    # The first condition lets the index begin at the right place, the second is exact.
    return Q(**{f"{moment}__{side}e": cursor.at}) & (
        Q(**{f"{moment}__{side}": cursor.at}) | Q(**{f"id__{side}": cursor.id})
    )


def _cursor(case: Case, moment: str, *, back: bool = False) -> Cursor:
    return Cursor(getattr(case, moment), case.id, back)
