"""Queries that are made once for a viewer: what somebody may see is a long condition, and changes seldom."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache, wraps
from typing import Any

from django.db.models import QuerySet

from huisheng.core.prepared import Prepared
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

MOST_KEPT = 500


def prepared_for_viewer(make: Callable[..., QuerySet[Any, Any]]) -> Callable[..., Prepared]:
    """The query that `make` gives, prepared once for a person with these posts and these further arguments.

    It is made anew when the network changes and on another day, since both decide how far somebody's posts reach.
    What changes with the moment comes as a `Given`. Arguments by position.
    """

    @lru_cache(maxsize=MOST_KEPT)
    def kept(_network: object, viewer: Viewer, args: tuple[Any, ...]) -> Prepared:
        # A copy: this one may have looked up its reach in a network that is no more.
        return Prepared(lambda: make(replace(viewer), *args))

    @wraps(make)
    def prepared(viewer: Viewer, *args: Any) -> Prepared:
        network = tree()
        return kept((network.stamp, network.day), viewer, args)

    return prepared
