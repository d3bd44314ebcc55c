"""The rings of which land is made: the outline of every piece, and of every hole in it, each drawn for itself."""

from __future__ import annotations

from typing import NamedTuple

import shapely
from shapely.geometry import MultiPolygon, Polygon

from huisheng.network.land import Corners, Land


class Ring(NamedTuple):
    """A ring: of which piece, and which of its holes (None: the piece's outline), from 0."""

    piece: int
    hole: int | None
    corners: Corners


def rings_of(land: Land) -> tuple[Ring, ...]:
    """Every ring, each piece's outline before its holes."""
    return tuple(
        Ring(number, None if at == 0 else at - 1, tuple((x, y) for x, y in ring.coords[:-1]))
        for number, piece in enumerate(_pieces(land))
        for at, ring in enumerate((piece.exterior, *piece.interiors))
    )


def with_ring(land: Land, at: int, corners: Corners) -> Land:
    """The land with one of its rings replaced; it may cross the others then. IndexError where there is none."""
    ring = rings_of(land)[at]
    pieces = _pieces(land)
    held = pieces[ring.piece]
    if ring.hole is None:
        pieces[ring.piece] = Polygon(corners, list(held.interiors))
    else:
        holes = [corners if number == ring.hole else hole for number, hole in enumerate(held.interiors)]
        pieces[ring.piece] = Polygon(held.exterior, holes)
    return pieces[0] if len(pieces) == 1 else MultiPolygon(pieces)


def is_simple(land: Land) -> bool:
    """Whether the land is one piece without holes."""
    return isinstance(land, Polygon) and not land.interiors


def _pieces(land: Land) -> list[Polygon]:
    return [part for part in shapely.get_parts(land) if isinstance(part, Polygon)]
