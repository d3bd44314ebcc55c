"""The receipt: number, secret link and code, on the screen and on paper."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from huisheng.cases.models import Case
from huisheng.cases.queries.resident import matter_of
from huisheng.core import clock
from huisheng.evidence.queries.proofs import is_kept
from huisheng.portal.pages import resident_page
from huisheng.portal.views.track import place_of
from huisheng.portal.wording.standing import standing_of
from huisheng.ui.words import say_exactly

GROUP = 5


@resident_page
@require_safe
def receipt(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """Can be opened and printed again at any time."""
    now, matter = clock.now(), matter_of(case)
    standing = standing_of(matter, now)
    context = {
        "matter": matter,
        "case": case,
        "secret": secret,
        "now": now,
        "standing": standing,
        "exact": say_exactly(standing.due) if standing.due else "",
        "place": place_of(case),
        "promised": is_kept(),
        "link": f"{settings.PUBLIC_ADDRESS}{reverse('portal:track', kwargs={'secret': secret})}",
        "code": " ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP)),
    }
    return render(request, "portal/receipt.html", context)
