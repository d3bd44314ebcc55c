"""What the district promises itself, for everybody to see (domain.md D1, D2)."""

import time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huisheng.core.access import public
from huisheng.goals.indicators.registry import Figures
from huisheng.goals.queries import goals_now, newest_targets
from huisheng.network.tree import Tree, tree

KEPT_SECONDS = 60.0


class _Keeper:
    """Keeps the figures for a minute: anybody may open this page as often as they like."""

    def __init__(self) -> None:
        self._held: tuple[Tree, float, Figures] | None = None

    def current(self) -> Figures:
        held, now = self._held, time.monotonic()
        if held is None or held[0] is not tree() or held[1] < now:
            held = self._held = (tree(), now + KEPT_SECONDS, Figures())
        return held[2]


_keeper = _Keeper()


@public
@require_safe
def goals(request: HttpRequest) -> HttpResponse:
    """The public goals with target, present value, owner and next step; the values are at most a minute old."""
    shown = newest_targets().filter(public=True, ended=False)
    return render(request, "portal/goals.html", {"goals": goals_now(shown, _keeper.current())})
