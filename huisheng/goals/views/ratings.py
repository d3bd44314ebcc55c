"""How residents rated, for the unit and those above it: in batches, late, in tenths; nobody is ranked."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core.access import functions
from huisheng.core.intervals import LEAST
from huisheng.goals.queries.ratings import TENTHS, Heard, heard, tenth
from huisheng.people.viewer import viewer_of


@functions("see", "handle", "oversee")
@never_cache
def ratings(request: HttpRequest) -> HttpResponse:
    """The units in reach, in the order of the tree."""
    viewer = viewer_of(request)
    units = viewer.units_for("see") | viewer.units_for("handle") | viewer.units_for("oversee")
    context = {"rows": [_row(each) for each in heard(units)], "least": LEAST}
    return render(request, "goals/ratings.html", context)


def _row(each: Heard) -> dict[str, Any]:
    return {
        "name": each.unit.name,
        "n": min(each.given.values()),
        "attitude": say_tenth(each.tenth("attitude")),
        "effort": say_tenth(each.tenth("effort")),
        "outcome": say_tenth(each.tenth("outcome")),
        "limited": say_tenth(tenth(each.policy_limit, max(each.given.values()))),
    }


def say_tenth(share: int) -> str:
    """A share in words that never say all or none."""
    if share == 0:
        return _("不到一成")
    if share == TENTHS - 1:
        return _("九成以上")
    return _("%(low)d 成到 %(high)d 成") % {"low": share, "high": share + 1}
