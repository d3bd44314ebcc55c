"""Neighbouring cells grouped into connected regions: streets out of plots, communities out of a street."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Mapping, Sequence

from shapely.geometry import Polygon

Graph = Mapping[int, Mapping[int, float]]
ROUNDS = 6
WORTH_SEARCHING = 60


def neighbours(cells: Sequence[Polygon], edges: Iterable[tuple[int, int]]) -> dict[int, dict[int, float]]:
    """Cell → its neighbours with the distance of their middles."""
    middles = [(cell.centroid.x, cell.centroid.y) for cell in cells]
    graph: dict[int, dict[int, float]] = {at: {} for at in range(len(cells))}
    for a, b in sorted(edges):
        graph[a][b] = graph[b][a] = math.dist(middles[a], middles[b])
    return graph


def spread(graph: Graph, members: frozenset[int], seeds: Sequence[int]) -> dict[int, int]:
    """Each member → position of the seed nearest along the graph. Regions are connected, none is empty."""
    found: dict[int, int] = {}
    heap = [(0.0, position, seed) for position, seed in enumerate(seeds)]
    heapq.heapify(heap)
    while heap:
        distance, position, cell = heapq.heappop(heap)
        if cell in found:
            continue
        found[cell] = position
        for other, length in graph[cell].items():
            if other in members and other not in found:
                heapq.heappush(heap, (distance + length, position, other))
    return found


def split(graph: Graph, members: frozenset[int], parts: int) -> list[list[int]]:
    """A connected set of cells in `parts` connected, similar parts; ValueError when cells are too few."""
    if len(members) < parts:
        raise ValueError(f"{len(members)} cells cannot make {parts} parts")
    seeds = _far_apart(graph, members, parts)
    best: list[list[int]] = []
    for _round in range(ROUNDS):
        found = spread(graph, members, seeds)
        groups: list[list[int]] = [sorted(cell for cell in found if found[cell] == at) for at in range(parts)]
        if not best or max(map(len, groups)) < max(map(len, best)):
            best = groups
        seeds = [_middle(graph, frozenset(group)) for group in groups]
    return best


def components(graph: Graph, members: Iterable[int]) -> list[set[int]]:
    """The connected parts of a set of cells, the largest first."""
    left, parts = set(members), []
    while left:
        part = {min(left)}
        edge = list(part)
        while edge:
            edge = [other for cell in edge for other in graph[cell] if other in left and other not in part]
            part.update(edge)
        parts.append(part)
        left -= part
    return sorted(parts, key=lambda part: (-len(part), min(part)))


def connect(graph: Graph, labels: Sequence[int]) -> list[int]:
    """Labels changed as little as needed so that the cells of each label are connected.

    What is cut off from the largest part of its label takes the commonest label around it.
    """
    fixed = list(labels)
    while True:
        loose = [
            part
            for label in sorted(set(fixed))
            for part in components(graph, [cell for cell in graph if fixed[cell] == label])[1:]
        ]
        if not loose:
            return fixed
        label = _label_around(graph, fixed, loose[0])
        for cell in loose[0]:
            fixed[cell] = label


def _label_around(graph: Graph, labels: Sequence[int], part: set[int]) -> int:
    around = [labels[other] for cell in sorted(part) for other in graph[cell] if other not in part]
    own = labels[min(part)]
    others = [label for label in around if label != own]
    return max(sorted(set(others)), key=others.count)


def _distances(graph: Graph, members: frozenset[int], starts: Iterable[int]) -> dict[int, float]:
    found: dict[int, float] = {}
    heap = [(0.0, start) for start in starts]
    while heap:
        distance, cell = heapq.heappop(heap)
        if cell in found:
            continue
        found[cell] = distance
        for other, length in graph[cell].items():
            if other in members and other not in found:
                heapq.heappush(heap, (distance + length, other))
    return found


def _far_apart(graph: Graph, members: frozenset[int], parts: int) -> list[int]:
    seeds = [_middle(graph, members)]
    while len(seeds) < parts:
        distances = _distances(graph, members, seeds)
        seeds.append(max(sorted(distances), key=distances.__getitem__))
    return seeds


def _middle(graph: Graph, members: frozenset[int]) -> int:
    """The member from which the others are nearest in sum."""
    if len(members) > WORTH_SEARCHING:  # any member does for a start
        return min(members)
    sums = {cell: sum(_distances(graph, members, [cell]).values()) for cell in sorted(members)}
    return min(sums, key=sums.__getitem__)
