"""What a redrawn outline takes from its neighbours and leaves to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry import Polygon

from huisheng.network.land import FEWEST_CORNERS, Corner, Corners, Land
from huisheng.network.land.corners import corners_of
from huisheng.network.land.faces import Faces, is_same, without_traces
from huisheng.network.land.rings import rings_of
from huisheng.network.land.snapping import once


@dataclass(frozen=True)
class Exchange:
    """The plot as it comes out, and the neighbours whose outline is another now, if only by a corner that
    was put on an edge."""

    plot: Land
    neighbours: dict[int, Land]


def exchange(drawn: Land, old: Land | None, neighbours: Mapping[int, Land], *, follow: bool) -> Exchange:
    """Fit a drawn outline between its neighbours.

    With `follow` the common border moves for both sides: corners that were moved are moved in the neighbours
    too, what the plot takes the neighbours give, and what it leaves goes to whoever has the longest border
    with it. Without, only common corners are put in, and gaps and overlaps come out as drawn.
    """
    before = dict(neighbours)
    after = _moved_along(old, drawn, before) if follow and old is not None else before
    lines = [drawn, *after.values()]
    if follow:
        lines += [*before.values(), *([old] if old is not None else [])]
    faces = Faces(lines)
    own = faces.of(drawn)
    kept = {key: set(faces.of(land) - own if follow else faces.of(land)) for key, land in after.items()}
    if follow:
        _hand_out(faces, own, kept, [*before.values(), *([old] if old is not None else [])])
    whole = [faces.whole(own), *(faces.whole(numbers) for numbers in kept.values())]
    plot, *rest = without_traces(whole, [drawn, *after.values()])
    fitted = dict(zip(kept, rest, strict=True))
    return Exchange(
        plot=plot, neighbours={key: land for key, land in fitted.items() if not is_same(land, before[key])}
    )


def _hand_out(
    faces: Faces, own: frozenset[int], kept: Mapping[int, set[int]], held_before: list[Land]
) -> None:
    """Give what somebody held before and nobody holds now to the neighbour with the longest common border."""
    held = frozenset[int]().union(*(faces.of(land) for land in held_before))
    loose = held - own - frozenset[int]().union(*kept.values())
    while loose:
        best: tuple[float, int, int] | None = None
        for face in sorted(loose):
            for key, length in faces.borders(face, kept).items():
                best = max(best or (0.0, face, key), (length, face, key))
        if best is None:
            return
        kept[best[2]].add(best[1])
        loose -= {best[1]}


def _moved_along(old: Land, drawn: Land, neighbours: Mapping[int, Land]) -> dict[int, Land]:
    """The neighbours with the corners moved that were moved in the plot, ring by ring, where they stay sound by it."""
    moves: dict[Corner, Corner] = {}
    for before, after in zip(rings_of(old), rings_of(drawn), strict=False):
        moves |= moved_corners(before.corners, after.corners)
    return {key: _with_moves(land, moves) for key, land in neighbours.items()}


def _with_moves(land: Land, moves: Mapping[Corner, Corner]) -> Land:
    if not isinstance(land, Polygon) or land.interiors or not moves:
        return land
    corners = corners_of(land)
    ring = once(moves.get(corner, corner) for corner in corners)
    if ring == corners or len(ring) < FEWEST_CORNERS:
        return land
    moved = Polygon(ring)
    return moved if moved.is_valid else land


def moved_corners(old: Corners, new: Corners) -> dict[Corner, Corner]:
    """Which corner went where: between corners that stayed, as many that are gone as are new, in their order.

    Rings may run either way round and begin anywhere. Where corners were put in or taken out, none moved.
    """
    best: dict[Corner, Corner] = {}
    for ring in (new, new[::-1]):
        found = _moves_one_way(old, ring)
        if len(found) > len(best):
            best = found
    return best


def _moves_one_way(old: Corners, new: Corners) -> dict[Corner, Corner]:
    stayed = [corner for corner in old if corner in set(new)]
    if not stayed:
        return {}
    at = new.index(stayed[0])
    new = (*new[at:], *new[:at])
    at = old.index(stayed[0])
    old = (*old[at:], *old[:at])
    places = [new.index(corner) for corner in old if corner in set(new)]
    if places != sorted(places):
        return {}
    moves: dict[Corner, Corner] = {}
    for gone, come in zip(_runs(old, set(new)), _runs(new, set(old)), strict=True):
        if len(gone) == len(come):
            moves.update(zip(gone, come, strict=True))
    return moves


def _runs(ring: Corners, stayed: set[Corner]) -> list[list[Corner]]:
    """The corners that did not stay, after each of those that did."""
    runs: list[list[Corner]] = []
    for corner in ring:
        if corner in stayed:
            runs.append([])
        else:
            runs[-1].append(corner)
    return runs
