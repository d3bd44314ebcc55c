"""How a case is said to the person who brought it: no jargon, what is so and what comes next."""

from collections.abc import Iterable

from django.utils.translation import get_language

from huisheng.ui.names import in_a_row


def sentences(*said: str) -> str:
    """One after the other, as the reader's language sets them."""
    return ("" if _is_chinese() else " ").join(part for part in said if part)


def names(several: Iterable[str]) -> str:
    """Names in a row."""
    return in_a_row(several)


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")
