"""The cover of the land for pages: computed at once where that is quick, as a job left it where it is not."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import datetime

from huisheng.goals.land.parts import LandCoverage
from huisheng.goals.models import LandCover
from huisheng.goals.queries.kept import read
from huisheng.goals.queries.land import land
from huisheng.goals.queries.streets import StreetLand, streets
from huisheng.network.models import Area, AreaKind
from huisheng.network.tree import tree

# A district has 10³ plots, which take two seconds from the beginning; a city has ten times as many.
AT_ONCE = 3_000
ROW = 1


@dataclass(frozen=True, eq=False)
class LandView:
    """The land and its streets. `as_of`: when a job worked it out, None where it is as things stand now.
    `is_current`: nothing changed since. `land` is None where there is no boundary, or nothing worked out yet."""

    land: LandCoverage | None
    streets: tuple[StreetLand, ...] = ()
    as_of: datetime | None = None
    is_current: bool = True


class _Keeper:
    """Keeps what was read last in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._held: tuple[datetime, LandCoverage, tuple[StreetLand, ...]] | None = None

    def read(self, row: LandCover) -> tuple[LandCoverage, tuple[StreetLand, ...]]:
        with self._lock:
            if self._held is None or self._held[0] != row.as_of:
                self._held = (row.as_of, *read(bytes(row.content)))
            return self._held[1], self._held[2]


_keeper = _Keeper()


def is_large() -> bool:
    """Whether there are too many plots to compute their cover while somebody waits."""
    return sum(not plot.closed for plot in tree().plots.values()) > AT_ONCE


def land_view() -> LandView:
    """What pages show of the land. At most three statements while nothing changes."""
    if not is_large():
        return LandView(land(), streets())
    borders = Area.objects.on(tree().day).filter(kind=AreaKind.DISTRICT, boundary__isnull=False)
    row = LandCover.objects.defer("content").filter(pk=ROW).first()
    if row is None or not borders.exists():
        return LandView(None, is_current=not borders.exists())
    found, by_street = _keeper.read(row)
    return LandView(found, by_street, row.as_of, row.stamp == tree().stamp)
