"""这件事记了我什么: all that is held on a matter, to read and to download."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huisheng.cases.models import Case
from huisheng.cases.queries.openings import openings
from huisheng.core import clock
from huisheng.network.tree import tree
from huisheng.outbox.kinds import KINDS
from huisheng.portal.actions.copy_of_case import Copy, copy_of
from huisheng.portal.pages import resident_page
from huisheng.portal.views.track import place_of
from huisheng.portal.wording.course import lines_of, say

RATED = ("attitude", "effort", "outcome")


@resident_page
@require_safe
def copy(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """The page."""
    held = copy_of(case)
    context = {
        "case": case,
        "secret": secret,
        "held": held,
        "now": clock.now(),
        "lines": lines_of(held.matter.happenings),
        "place": place_of(case),
        "photos": [photo.n for each in held.matter.happenings for photo in each.photos],
        "told": [(KINDS[kind].name, at) for kind, at in held.messages],
    }
    return render(request, "portal/copy.html", context)


@resident_page
@require_safe
def copy_as_data(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """The same as JSON (docs/reference/api.md)."""
    answer = JsonResponse(_data(case, copy_of(case)), json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="{case.received_at:%Y}-{case.number[-6:]}.json"'
    return answer


def _data(case: Case, held: Copy) -> dict[str, Any]:
    matter = held.matter
    return {
        "number": case.number,
        "received_at": case.received_at,
        "channel": case.channel,
        "state": case.state,
        "category": case.category.name if case.category else None,
        "plot": place_of(case) or None,
        "point": [case.longitude, case.latitude] if case.longitude is not None else None,
        "at_home": case.at_home,
        "about_a_unit": case.about_a_unit,
        "unit": tree().unit(case.unit_id).name,
        "contact_masked": held.contact or None,
        "address_masked": held.address or None,
        "told_in_language": held.language or None,
        "told_by_letter": held.by_letter,
        "words": matter.words,
        "course": [
            {
                "at": each.at,
                "by": str(each.who),
                "what": say(each),
                "words": each.words,
                "photos": len(each.photos),
            }
            for each in reversed(matter.happenings)
        ],
        "rating": _rating(held),
        "messages": [{"kind": kind, "at": at} for kind, at in held.messages],
        "openings": [
            {"at": each.at, "reason": each.reason, "posts": each.posts, "words": each.words}
            for each in openings(case)
        ],
        "notes_between_colleagues": held.notes,
        "erased_at": case.erased_at,
    }


def _rating(held: Copy) -> dict[str, Any] | None:
    if held.rating is None:
        return None
    given = {name: getattr(held.rating, name) for name in RATED}
    return {**given, "policy_limit": held.rating.policy_limit, "at": held.rating.at}
