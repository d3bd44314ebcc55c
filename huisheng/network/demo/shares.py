"""Whole shares of a whole number."""

from __future__ import annotations

from collections.abc import Sequence


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """`total` in whole parts proportional to `weights` (largest remainder); the parts add up to `total`."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(part) for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda at: parts[at] - exact[at])
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts


def evenly(total: int, parts: int) -> list[int]:
    """`total` in `parts` whole parts that differ by one at most."""
    return [total // parts + (at < total % parts) for at in range(parts)]
