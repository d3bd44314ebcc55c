"""The case page: where it stands, what was said and done, and the one next act."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.forms.acts import ActForm, UnitForm
from huisheng.cases.forms.ends import AnswerForm
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.course import story_of
from huisheng.cases.queries.mediation import possible_outcomes
from huisheng.cases.queries.whistles import open_whistle
from huisheng.cases.queries.why import why_here
from huisheng.cases.views import triage
from huisheng.cases.views.bends import bends_of
from huisheng.cases.views.found import opened
from huisheng.cases.views.helps import map_around, unit_options
from huisheng.cases.views.other_acts import other_acts
from huisheng.core.access import functions
from huisheng.core.numbers import whole_number

# The next act, by what is most pressing in each state; the first that is open to the reader is taken.
NEXT: dict[str, tuple[Act, ...]] = {
    State.RECEIVED: (Act.TRIAGE,),
    State.TRIAGED: (Act.TRIAGE, Act.ASSIGN),
    State.ASSIGNED: (Act.ACCEPT,),
    State.HANDLING: (Act.ANSWER,),
    State.RETURNED: (Act.ANSWER,),
    State.ANSWERED: (Act.CONFIRM,),
    State.SILENT: (Act.CONFIRM,),
}
FORMS: dict[Act, type[ActForm]] = {Act.ACCEPT: ActForm, Act.ANSWER: AnswerForm, Act.ASSIGN: UnitForm}


@functions("see", "handle", "call_back")
@never_cache
def case(request: HttpRequest, number: str) -> HttpResponse:
    """One case."""
    found = opened(request, number)
    act = next_act(found)
    context: dict[str, Any] = {
        "opened": found,
        "case": found.case,
        "next": act,
        "others": other_acts(found, act),
        "bends": bends_of(found),
        "pictures": pictures(found),
        "whistle": open_whistle(found.case),
        "why": why_here(found.case, found.story.events, found.story.names),
        "map": map_around(found.case.plot_id),
        "watched": f"{reverse('cases:changes', args=[number])}?seen={found.case.version}",
        **_form(found, act),
    }
    return render(request, "cases/case.html", context)


@functions("see", "handle", "call_back")
@never_cache
def changes(request: HttpRequest, number: str) -> HttpResponse:
    """What happened since the version in `?seen=`: nothing (204), or a box that says so."""
    found = opened(request, number)
    seen = whole_number(request.GET.get("seen", ""))
    if seen is None or seen >= found.case.version:
        return HttpResponse(status=204)
    entries = story_of(found.case.id, found.viewer, since=seen).changes(seen)
    return render(request, "cases/parts/changes.html", {"case": found.case, "changes": entries})


def next_act(found: Opened) -> Act | None:
    """The one act that this page puts forward; None when it is somebody else's turn."""
    if Act.UPHOLD in found.acts:
        return Act.UPHOLD
    return next((act for act in NEXT.get(found.case.state, ()) if act in found.acts), None)


def pictures(found: Opened) -> list[dict[str, str]]:
    """The pictures with their addresses."""
    number = found.case.number
    return [
        {
            "url": reverse("cases:photo", args=[number, photo.n]),
            "thumb": reverse("cases:thumbnail", args=[number, photo.n]),
            "alt": _("照片 %(n)d") % {"n": at},
        }
        for at, photo in enumerate(found.photos, start=1)
    ]


def _form(found: Opened, act: Act | None) -> dict[str, Any]:
    if act == Act.TRIAGE:
        form = triage.first_form(found)
        return {"form": form, **triage.context(found, form)}
    if act in FORMS:
        more = {"unit_options": unit_options()} if act == Act.ASSIGN else {}
        options = {"outcomes": possible_outcomes(found.case, found.mediation)} if act == Act.ANSWER else {}
        return {"form": FORMS[act](seen=found.case.version, **options), **more}
    return {}
