"""The board's table and map: how much is open and stuck at each unit of the next level."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from huisheng.desk.queries.stuck import Stuck, units_below
from huisheng.desk.queries.workload import NOTHING, Tally, Workload
from huisheng.network.map import Map, Mark, district_map, places_map
from huisheng.network.nodes import AreaNode, UnitNode
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

SUBCENTRE = 2
WORST = 10


@dataclass(frozen=True)
class Line:
    """One unit of the table with its counts; `own`: only what lies at the unit of the board itself."""

    unit: UnitNode
    tally: Tally
    own: bool = False

    @property
    def is_stuck(self) -> bool:
        """Whether anything there stands still."""
        return any(getattr(self.tally, kind) for kind in Stuck.values)

    @property
    def cells(self) -> list[tuple[str, str, int]]:
        """(kind, its words, count) for each kind of standing still."""
        return [(kind.value, str(kind.label), getattr(self.tally, kind.value)) for kind in Stuck]


@dataclass(frozen=True)
class Board:
    """Counts of one unit and of those below it, the worst first."""

    unit: UnitNode
    all: Tally
    lines: list[Line]

    @property
    def worst(self) -> list[Line]:
        """The first few units at which something stands still."""
        return [line for line in self.lines if line.is_stuck][:WORST]

    @property
    def rest(self) -> list[Line]:
        """All other units."""
        return [line for line in self.lines if line not in self.worst]


def board_of(unit: UnitNode, held: Workload, viewer: Viewer) -> Board:
    """The board of a unit that the viewer may open (`stuck.may_open_board`). No statement."""
    below = units_below(unit.id)
    tallies = held.of([child.id for child in below], viewer)
    whole = held.of([unit.id], viewer)[unit.id]
    own = _less(whole, tallies)
    lines = [Line(unit, own, own=True)] if below and own != NOTHING else []
    lines += [Line(child, tallies[child.id]) for child in below if not child.closed or tallies[child.id].open]
    lines.sort(key=lambda line: (-line.tally.late, -line.tally.open, line.unit.code))
    return Board(unit, whole, lines)


def board_map(board: Board) -> Map | None:
    """The areas of the units below as links to their boards, with what is late there in words."""
    if board.unit.level > SUBCENTRE or (board.unit.level == SUBCENTRE and board.unit.area_id is None):
        return None
    on_land = [line for line in board.lines if line.unit.area_id and line.unit.level > board.unit.level]
    most = max((line.tally.late for line in on_land), default=0)
    marks = {
        line.unit.area_id: Mark(line.tally.late, _("件超时"), "late" if 2 * line.tally.late > most else "")
        for line in on_land
        if line.tally.late
    }
    plain = _plain_map(tree().stamp, board.unit.area_id if board.unit.level == SUBCENTRE else None)
    return replace(plain, shapes=tuple(replace(shape, mark=marks.get(shape.id)) for shape in plain.shapes))


@lru_cache(maxsize=64)
def _plain_map(_stamp: UUID | None, area_id: int | None) -> Map:
    """The outlines without counts, kept as long as the network stays the same."""
    units = _units_by_area()

    def href(area: AreaNode) -> str:
        unit = units.get(area.id)
        return f"{reverse('desk:board')}?unit={unit.code}" if unit else reverse("desk:area", args=[area.code])

    return district_map(href) if area_id is None else places_map(area_id, href)


def _units_by_area() -> Mapping[int, UnitNode]:
    return {
        unit.area_id: unit
        for unit in tree().units.values()
        if unit.area_id is not None and not unit.closed and unit.level in (SUBCENTRE, SUBCENTRE + 1)
    }


def _less(whole: Tally, parts: Mapping[int, Tally]) -> Tally:
    """What is left of a whole when its parts are taken away."""
    for part in parts.values():
        whole = whole.less(part)
    return whole
