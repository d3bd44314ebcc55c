"""Pages by keyset: where a page ends is where the next begins, however long the list is."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import DateTimeField, Q, QuerySet, UUIDField

from huisheng.cases.models import Case
from huisheng.core.prepared import Given

# The place of a cursor, for a query that is made before it is known.
BEHIND = (Given("at", DateTimeField()), Given("id", UUIDField()))
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
    cursor: Cursor | None = None,
    size: int,
) -> Page:
    """One page in the order of a moment and the id, rising. One statement; reads one case more than it shows."""
    place = (cursor.at, cursor.id) if cursor else None
    rows = in_order(cases, order, falling=falls(cursor, descending=False), behind=place, size=size)
    return page_of(list(rows), order[0], cursor, size)


def falls(cursor: Cursor | None, *, descending: bool) -> bool:
    """Whether a page is read from the later to the earlier: pages before a cursor are read towards it."""
    return descending != (cursor is not None and cursor.back)


def in_order(
    cases: QuerySet[Case],
    order: tuple[str, str],
    *,
    falling: bool,
    behind: tuple[Any, Any] | None,
    size: int,
) -> QuerySet[Case]:
    """A page's cases and one more, in the order of a moment and the id, from behind such a pair of values."""
    if behind is not None:
        cases = cases.filter(_behind(order[0], behind, falling))
    return cases.order_by(*(f"-{name}" if falling else name for name in order))[: size + 1]


def page_of(rows: list[Case], moment: str, cursor: Cursor | None, size: int) -> Page:
    """The page that these cases make, as `in_order` reads them."""
    backwards = cursor is not None and cursor.back
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return Page([], None, None)
    has_before = more if backwards else cursor is not None
    has_after = cursor is not None if backwards else more
    return Page(
        rows,
        before=_cursor(rows[0], moment, back=True) if has_before else None,
        after=_cursor(rows[-1], moment) if has_after else None,
    )


def _behind(moment: str, place: tuple[Any, Any], falling: bool) -> Q:
    side, (at, id) = "lt" if falling else "gt", place
    # The first condition lets the index begin at the right place, the second is exact.
    return Q(**{f"{moment}__{side}e": at}) & (Q(**{f"{moment}__{side}": at}) | Q(**{f"id__{side}": id}))


def _cursor(case: Case, moment: str, *, back: bool = False) -> Cursor:
    return Cursor(getattr(case, moment), case.id, back)
