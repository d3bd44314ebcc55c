"""A figure with what it was counted from: n, its interval, its target, and a way down (indicators.md)."""

from typing import Any

from huisheng.ui import words

SMALLEST_N = 10


def figure_context(
    label: str,
    value: float | int | None,
    *,
    n: int | None,
    low: float | None,
    high: float | None,
    target: float | None,
    unit: str,
    href: str,
    note: str,
    digits: int = 1,
) -> dict[str, Any]:
    """Shares (float, 0–1) are said in percent with so many digits, counts (int) as they are.

    A share of n < 10 is not shown (indicators.md).
    """
    is_share = isinstance(value, float)
    hidden = value is None or (is_share and n is not None and n < SMALLEST_N)
    interval = not hidden and is_share and low is not None and high is not None
    return {
        "label": label,
        "said": "" if hidden or value is None else _say(value, digits),
        "hidden": hidden,
        "n": None if n is None else words.say_count(n),
        "low": words.say_share(low) if interval and low is not None else "",
        "high": words.say_share(high) if interval and high is not None else "",
        "target": "" if target is None else _say(target),
        "bar": _bar(value, low, high, target) if interval else None,
        "unit": unit,
        "href": href,
        "note": note,
    }


def _say(value: float | int, digits: int = 1) -> str:
    return words.say_share(value, digits) if isinstance(value, float) else words.say_count(value)


def _bar(
    value: float | int | None, low: float | None, high: float | None, target: float | None
) -> dict[str, str]:
    """Positions in a drawing 1000 wide, as strings, so that no locale writes a comma into SVG."""
    places = {"value": value, "low": low, "high": high, "target": target}
    drawn = {name: f"{place * 1000:.0f}" for name, place in places.items() if place is not None}
    drawn["width"] = f"{max(6.0, ((high or 0) - (low or 0)) * 1000):.0f}"
    return drawn
