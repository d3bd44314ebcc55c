"""Outlines of several plots written in one statement, inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from huisheng.network import tree
from huisheng.network.land import Land
from huisheng.network.land.corners import boundary_of
from huisheng.network.models import Plot
from huisheng.network.models.outline import outline

DERIVED = ("west", "south", "east", "north", "lon", "lat")


def write_outlines(lands: Iterable[tuple[Plot, Land]]) -> None:
    """Write the land of these plots with what is derived from it; the snapshot is read anew."""
    plots = []
    for plot, land in lands:
        plot.boundary = boundary_of(land)
        for field, value in outline(plot.boundary).items():
            setattr(plot, field, value)
        plots.append(plot)
    Plot.objects.bulk_update(plots, ["boundary", *DERIVED])
    forget_tree()


def forget_tree() -> None:
    """Drop the snapshot now and when the transaction is over."""
    tree.forget()
    transaction.on_commit(tree.forget)
