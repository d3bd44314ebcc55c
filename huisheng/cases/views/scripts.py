"""The scripts of call-backs, to be read by clerks and written by whoever keeps the catalogue."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.write_scripts import write_scripts
from huisheng.cases.forms.calls import ScriptsForm
from huisheng.cases.queries.call_scripts import scripts
from huisheng.core.access import functions
from huisheng.people.viewer import viewer_of

WRONG = 422


@functions("catalogue")
@never_cache
def call_scripts(request: HttpRequest) -> HttpResponse:
    """All outcomes on one page; saved together."""
    if request.method != "POST":
        held = scripts()
        initial = {
            f"{outcome}_{language}": text
            for outcome, texts in held.items()
            for language, text in zip(("zh", "en"), texts, strict=True)
        }
        return render(request, "cases/call_scripts.html", {"form": ScriptsForm(initial=initial)})
    form = ScriptsForm(request.POST)
    if not form.is_valid():
        return render(request, "cases/call_scripts.html", {"form": form}, status=WRONG)
    write_scripts(viewer_of(request), form.scripts())
    messages.success(request, _("问话改好了，回访员下一次打开就看得到。"))
    return redirect("cases:call_scripts")
