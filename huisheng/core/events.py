"""Announcements upward: an event is written in the transaction of the change and delivered by the worker.

An event is a frozen dataclass of ids, named in the past tense (`CaseAnswered`). Whoever lies above registers
a reaction; each reaction gets a job of its own, so that one that fails is tried again alone. A reaction must
stand being called twice.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from huisheng.core.jobs import deliver


@dataclass(frozen=True)
class Event:
    """Base of all events."""


Kind = TypeVar("Kind", bound=Event)

_reactions: dict[str, tuple[type[Event], Callable[[Any], None]]] = {}
_aside: ContextVar[list[Event] | None] = ContextVar("announcements put aside", default=None)


def reacts_to(kind: type[Kind]) -> Callable[[Callable[[Kind], None]], Callable[[Kind], None]]:
    """Register a reaction. Its name is its address in the job queue: module and function."""

    def register(reaction: Callable[[Kind], None]) -> Callable[[Kind], None]:
        _reactions[f"{reaction.__module__}.{reaction.__qualname__}"] = (kind, reaction)
        return reaction

    return register


def announce(event: Event) -> None:
    """Queue the event for each reaction to it; rolled back with the transaction, if that is."""
    aside = _aside.get()
    if aside is not None:
        aside.append(event)
        return
    for name, (kind, _reaction) in _reactions.items():
        if isinstance(event, kind):
            deliver.defer(reaction=name, fields=asdict(event))


@contextmanager
def put_aside() -> Iterator[list[Event]]:
    """For acts on thousands: what the block announces is queued in one statement, by `announce_all`, or never.

    What is of the past (the demo's year) is announced to nobody.
    """
    aside: list[Event] = []
    token = _aside.set(aside)
    try:
        yield aside
    finally:
        _aside.reset(token)


def announce_all(events: list[Event]) -> None:
    """Queue many events as `announce` does, in one statement; none when nobody listens to them."""
    aside = _aside.get()
    if aside is not None:
        aside.extend(events)
        return
    jobs: list[dict[str, Any]] = [
        {"reaction": name, "fields": asdict(event)}
        for event in events
        for name, (kind, _reaction) in _reactions.items()
        if isinstance(event, kind)
    ]
    if jobs:
        deliver.batch_defer(*jobs)


def react(name: str, fields: dict[str, Any]) -> None:
    """Call one reaction. A name that no longer exists raises `KeyError`: the job stays visible as failed."""
    kind, reaction = _reactions[name]
    reaction(kind(**fields))
