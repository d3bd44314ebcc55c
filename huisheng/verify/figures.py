"""Closure and on-time closure from openings, as indicators.md defines them.

Due: the first deadline falls in the period (the desk's of the day of receipt, while nothing is promised), less what
was taken out (withdrawn, merged, excluded). Closed: the last answer was confirmed, or met with silence. On time: it
came before the first deadline plus approved extensions.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from huisheng.verify.openings import OpenedCase


@dataclass
class Figures:
    """What a period and a place come to. `elsewhere`: due in it, but opened at the district only."""

    due: int = 0
    closed: int = 0
    on_time: int = 0
    taken_out: Counter[str] = field(default_factory=Counter)
    elsewhere: int = 0
    late: list[OpenedCase] = field(default_factory=list)

    @property
    def closure(self) -> float | None:
        """Closed ÷ due."""
        return self.closed / self.due if self.due else None

    @property
    def on_time_closure(self) -> float | None:
        """Closed on time ÷ due."""
        return self.on_time / self.due if self.due else None


def figures(cases: Iterable[OpenedCase], since: str = "", until: str = "", area: str = "") -> Figures:
    """The figures of the months `since` to `until` (as 2026-10, empty: no bound), of one area or the district."""
    found = Figures()
    for case in cases:
        if not case.due or case.due < since or (until and case.due > until):
            continue
        if area and case.area != area:
            found.elsewhere += not case.area
        elif not case.counts:
            found.taken_out[case.end] += 1
        else:
            found.due += 1
            found.closed += case.closed
            found.on_time += case.closed and case.on_time
            if not (case.closed and case.on_time):
                found.late.append(case)
    return found
