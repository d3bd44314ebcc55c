"""Parts of pages that are nothing but what their values make of them: drawn once for the same values, and kept.

A clerk who comes back to a list finds most of its rows as they were, and the bar at the top is the same on every
page: both are most of what a page costs. Such a part sees its values, the language and nothing else of the page,
so that what was kept is never another reader's and never out of date.
"""

from collections.abc import Hashable, Iterable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

Kinds = tuple[Any, ...]
MOST_KEPT = 4096
"""Parts of a kilobyte or so in each process."""


def part(name: str, /, **values: Hashable) -> SafeString:
    """The template `name`, drawn from these values alone; anew each time for whoever works on templates and styles."""
    draw = _drawn.__wrapped__ if settings.DEBUG else _drawn
    return draw(name, get_language(), tuple(values.items()), _kinds(values.values()))


def _kinds(values: Iterable[object]) -> Kinds:
    """Their types, those in lists too: a text that is safe as it stands equals one that is not."""
    return tuple([(type(one), _kinds(one)) if isinstance(one, tuple) else type(one) for one in values])


@lru_cache(maxsize=MOST_KEPT)
def _drawn(
    name: str, _language: str | None, values: tuple[tuple[str, Hashable], ...], _kinds_of_values: Kinds
) -> SafeString:
    for _name, value in values:
        _refuse(value)
    return render_to_string(name, dict(values))


def _refuse(value: object, *, within: bool = False) -> None:
    """What is equal to something that is drawn differently: that would pass for this.

    A row of the database equals an older state of itself, and so does what is compared as a thing and may change;
    `within` another value a safe text equals one that is to be escaped.
    """
    changes = isinstance(value, Model) or (value is not None and type(value).__hash__ is object.__hash__)
    if changes or (within and isinstance(value, SafeString)):
        raise TypeError(f"a part is drawn from plain values, not from {type(value).__name__}")
    if isinstance(value, tuple):
        for each in value:
            _refuse(each, within=within)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            _refuse(getattr(value, field.name), within=True)
