"""Pieces of land for people: a row in a list each, and a lettered mark on a map that leads to the row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from huisheng.goals.close_up import CloseUp, close_up
from huisheng.goals.land.parts import Kind, Part
from huisheng.goals.words import KINDS, KindWords, say_area
from huisheng.network.frame import Frame
from huisheng.network.nodes import PlotNode
from huisheng.network.tree import tree

MOST_CLOSE = 12
MOST_DRAWN = 200
MOST_LISTED = 500
MOST_PLOTS = 6


@dataclass(frozen=True)
class Row:
    """A piece in words: its area, the first of its plots and how many more, and where its middle lies."""

    area: str
    plots: list[PlotNode]
    more: int
    lon: str
    lat: str


@dataclass(frozen=True)
class Piece(Row):
    """A piece on the map: its mark ("空1"), the id of its row, its outline and the place of its mark in the view
    box. Numbers are strings so that no locale touches them."""

    kind: Kind
    mark: str
    anchor: str
    path: str
    x: str
    y: str
    close_up: CloseUp | None


@dataclass(frozen=True)
class Listed:
    """All pieces of a kind with their areas together: those that are drawn, and the slivers, which are not."""

    kind: Kind
    words: KindWords
    count: int
    area: str
    pieces: list[Piece]
    slivers: int
    sliver_area: str
    sliver_rows: list[Row]


def listed(kind: Kind, parts: Iterable[Part], frame: Frame) -> Listed:
    """The pieces of a kind, in their order, drawn in a frame."""
    all_parts = list(parts)
    wide = [part for part in all_parts if not part.is_sliver]
    slivers = [part for part in all_parts if part.is_sliver]
    return Listed(
        kind=kind,
        words=KINDS[kind],
        count=len(wide),
        area=say_area(sum(part.area for part in wide)),
        pieces=[_piece(frame, part, number) for number, part in enumerate(wide[:MOST_DRAWN], start=1)],
        slivers=len(slivers),
        sliver_area=say_area(sum(part.area for part in slivers)),
        sliver_rows=[Row(**_said(part)) for part in slivers[:MOST_LISTED]],
    )


def _piece(frame: Frame, part: Part, number: int) -> Piece:
    middle = part.shape.representative_point()
    x, y = frame.place(middle.x, middle.y)
    return Piece(
        **_said(part),
        kind=part.kind,
        mark=f"{KINDS[part.kind].letter}{number}",
        anchor=f"{part.kind.value}-{number}",
        path=frame.path(part.shape),
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        close_up=close_up(part) if number <= MOST_CLOSE else None,
    )


def _said(part: Part) -> dict[str, Any]:
    middle, network = part.shape.representative_point(), tree()
    return {
        "area": say_area(part.area),
        "plots": [network.plot(plot) for plot in islice(part.plots, MOST_PLOTS)],
        "more": max(0, len(part.plots) - MOST_PLOTS),
        "lon": f"{middle.x:.5f}",
        "lat": f"{middle.y:.5f}",
    }
