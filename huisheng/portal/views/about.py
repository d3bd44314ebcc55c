"""How it works, what is promised, who sees what, and what is never built."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from huisheng.core.access import public


@public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """One page for everybody."""
    return render(request, "portal/about.html")
