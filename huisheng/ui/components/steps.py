"""The five steps (domain.md D24): one line that looks the same on the track page, the case page and paper."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

NAMES = {
    "collect": _("收集"),
    "triage": _("整理"),
    "assign": _("交办"),
    "handle": _("处理"),
    "feed_back": _("反馈"),
}
KEYS = tuple(NAMES)
# A record from elsewhere, of which nobody wrote down how far it came: no step is claimed for it.
UNKNOWN = "unknown"
# The present step and those after it: of a matter that goes on, and of one that was taken back.
GOING_ON = ("now", "")
TAKEN_BACK = ("left", "unreached")


@dataclass(frozen=True)
class Step:
    """One of the five: its number, name, and whether it is `done`, `now` or still to come (`""`); of a matter that was
    taken back, where it was `left` and what was `unreached`."""

    number: int
    name: str
    state: str
    sent_back: bool


def five_steps(current: str | int, *, sent_back: bool = False, taken_back: bool = False) -> list[Step]:
    """The steps seen from `current`: a key of NAMES, 1–5, or "done" (6) when all are behind; none for `UNKNOWN`.

    `sent_back` marks the current step: the resident said that it was not solved. `taken_back` ends the line there.
    ValueError for another key.
    """
    if current == UNKNOWN:
        return []
    at, ahead = _number(current), TAKEN_BACK if taken_back else GOING_ON
    return [
        Step(number, str(NAMES[key]), _state(number, at, ahead), sent_back and number == at)
        for number, key in enumerate(KEYS, start=1)
    ]


def _number(current: str | int) -> int:
    if current == "done":
        return len(KEYS) + 1
    number = KEYS.index(current) + 1 if isinstance(current, str) else current
    if not 1 <= number <= len(KEYS) + 1:
        raise ValueError(f"no step {current!r}")
    return number


def _state(number: int, at: int, ahead: tuple[str, str]) -> str:
    return "done" if number < at else ahead[number > at]
