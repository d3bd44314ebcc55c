"""Parts of pages that are nothing but what their values make of them: drawn once for the same values, and kept.

A clerk who comes back to a list finds most of its rows as they were, and the bar at the top is the same on every
page: both are most of what a page costs. Such a part sees its values, the language and nothing else of the page,
so that what was kept is never another reader's and never out of date.
"""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from functools import lru_cache

from django.db.models import Model
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST_KEPT = 4096
"""Parts of a kilobyte or so in each process."""


def part(name: str, /, **values: Hashable) -> SafeString:
    """The template `name`, drawn from these values alone."""
    # With their types: a text that is safe as it stands equals one that is not.
    kinds = tuple(type(value) for value in values.values())
    return _drawn(name, get_language(), tuple(values.items()), kinds)


@lru_cache(maxsize=MOST_KEPT)
def _drawn(
    name: str, _language: str | None, values: tuple[tuple[str, Hashable], ...], _kinds: tuple[type, ...]
) -> SafeString:
    for _name, value in values:
        _refuse_rows(value)
    return render_to_string(name, dict(values))


def _refuse_rows(value: object) -> None:
    """A row of the database equals an older state of itself: what was drawn of that would pass for the new."""
    if isinstance(value, Model):
        raise TypeError(f"a part is drawn from plain values, not from {type(value).__name__}")
    if isinstance(value, tuple):
        for each in value:
            _refuse_rows(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            _refuse_rows(getattr(value, field.name))
