"""What follows when a unit moves, closes or goes into another: units, plots, people, and cases of this reader."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from huisheng.cases.models.transitions import BEFORE_ANSWER
from huisheng.cases.permissions import visible
from huisheng.desk.queries.people_at import PostHeld, posts_at
from huisheng.network.models import Dwelling
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


@dataclass(frozen=True)
class Follows:
    """What hangs on a unit. `cases`: open ones at the unit itself that this viewer may see; `heir`: who would
    get them; `posts`: who holds a post there."""

    units: int
    plots: int
    dwellings: int
    cases: int
    heir: str
    posts: list[PostHeld]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What goes along, as terms and values."""
        return [
            (_("下级单位"), str(self.units)),
            (_("责任田"), str(self.plots)),
            (_("住户"), str(self.dwellings)),
            (_("在这里任职的人"), str(len(self.posts))),
        ]

    @property
    def handed_over(self) -> str:
        """How many cases are handed over, and to whom."""
        if not self.cases:
            return _("没有没办完的诉求")
        return _("%(count)d 件没办完的诉求交给%(heir)s，答应居民的时间不变") % {
            "count": self.cases,
            "heir": self.heir,
        }

    @property
    def to_decide(self) -> list[str]:
        """Posts that end with the unit: who holds them gets another one, or none."""
        words = _("%(name)s（%(role)s）还在这里任职：请管理员安排新的岗位，或者结束任命。")
        return [words % {"name": post.name, "role": post.role} for post in self.posts]


def follows(unit_id: int, viewer: Viewer, into_id: int | None = None) -> Follows:
    """What hangs on a unit and everything below it, when it closes or goes into another. Four statements."""
    held = tree()
    below = held.subtree(unit_id) - {unit_id}
    plots = held.plots_of(unit_id)
    heir = held.above(unit_id) if into_id is None else into_id
    dwellings = Dwelling.objects.on(held.day).filter(plot_id__in=[plot.id for plot in plots])
    return Follows(
        units=sum(not held.unit(unit).closed for unit in below),
        plots=len(plots),
        dwellings=dwellings.count(),
        cases=visible(viewer).filter(unit_id=unit_id, state__in=BEFORE_ANSWER).count(),
        heir=held.unit(heir).name if heir is not None else "",
        posts=posts_at(unit=unit_id),
    )


def line_of(unit_id: int) -> list[str]:
    """Names from the root down to a unit."""
    held = tree()
    return [held.unit(unit).name for unit in reversed(held.ancestors(unit_id))]
