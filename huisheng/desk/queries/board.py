"""The board's table and map: how much is open and stuck at each unit of the next level."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
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
    """Counts of one unit and of those below it: the `worst` few, and the `rest`, the worst first."""

    unit: UnitNode
    all: Tally
    worst: list[Line]
    rest: list[Line]


def board_of(unit: UnitNode, held: Workload, viewer: Viewer) -> Board:
    """The board of a unit that the viewer may open (`stuck.may_open_board`). No statement."""
    below = units_below(unit.id)
    tallies = held.of([child.id for child in below], viewer)
    whole = held.of([unit.id], viewer)[unit.id]
    own = _less(whole, tallies)
    lines = [Line(unit, own, own=True)] if below and own != NOTHING else []
    lines += [Line(child, tallies[child.id]) for child in below if not child.closed or tallies[child.id].open]
    lines.sort(key=lambda line: (-line.tally.late, -line.tally.open, line.unit.code))
    stuck = sum(line.is_stuck for line in lines[:WORST])
    return Board(unit, whole, lines[:stuck], lines[stuck:])


def board_map(board: Board) -> SafeString:
    """The areas of the units below as links to their boards, with what is late there in words; or nothing.

    Drawn once for the same counts in the same language, not for every reader.
    """
    unit = board.unit
    if unit.level > SUBCENTRE or (unit.level == SUBCENTRE and unit.area_id is None):
        return SafeString("")
    late = {
        line.unit.area_id: line.tally.late
        for line in [*board.worst, *board.rest]
        if line.unit.area_id is not None and line.unit.level > unit.level and line.tally.late
    }
    area = unit.area_id if unit.level == SUBCENTRE else None
    return _drawn(tree().stamp, area, get_language() or "", tuple(sorted(late.items())))


def board_units(board: Board) -> SafeString:
    """The units below with their counts, as `board_map`: written once for the same counts and language."""
    return _written(tuple(board.worst), tuple(board.rest), get_language() or "")


@lru_cache(maxsize=256)
def _written(worst: tuple[Line, ...], rest: tuple[Line, ...], _language: str) -> SafeString:
    kinds = [kind.label for kind in Stuck]
    return render_to_string("desk/parts/board_units.html", {"worst": worst, "rest": rest, "kinds": kinds})


@lru_cache(maxsize=64)
def _drawn(
    stamp: UUID | None, area_id: int | None, _language: str, late: tuple[tuple[int, int], ...]
) -> SafeString:
    most = max((count for _area, count in late), default=0)
    marks = {area: Mark(count, _("件超时"), "late" if 2 * count > most else "") for area, count in late}
    plain = _plain_map(stamp, area_id)
    drawn = replace(plain, shapes=tuple(replace(shape, mark=marks.get(shape.id)) for shape in plain.shapes))
    return render_to_string("desk/parts/board_map.html", {"map": drawn})


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
