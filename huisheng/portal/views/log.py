"""防篡改记录: what the tamper-evident log is, for everybody, and how its figures are checked."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huisheng.core import clock
from huisheng.core.access import public
from huisheng.evidence.queries.published import overview


@public
@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The newest checkpoint, who has seen it, what is opened, and the command to check it all."""
    found = overview()
    context = {
        "log": found,
        "now": clock.now(),
        "month": found.files[0].name[:7] if found and found.files else f"{clock.today():%Y-%m}",
        "area": next(iter(found.areas), "") if found else "",
        "address": f"{settings.PUBLIC_ADDRESS}/log",
        "witnesses": len(settings.WITNESSES.split()) // 2,
    }
    return render(request, "portal/log.html", context)
