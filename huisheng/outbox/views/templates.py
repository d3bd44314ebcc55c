"""The wording of what residents are sent: all kinds, and one of them with its preview and earlier versions."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.outbox.actions.write_template import Changed, write_template
from huisheng.outbox.forms import TemplateForm
from huisheng.outbox.kinds import KINDS, PLACEHOLDERS
from huisheng.outbox.queries import newest_versions, versions_of, wording_of
from huisheng.outbox.wording import LANGUAGES, Wording, built_in, names_for, sms_parts
from huisheng.people.queries import names_of_accounts
from huisheng.people.viewer import viewer_of

WRONG, CONFLICT = 422, 409
LANGUAGE_NAMES = dict(settings.LANGUAGES)


@functions("write_templates")
def templates(request: HttpRequest) -> HttpResponse:
    """Every kind in every language, and whether somebody rewrote it."""
    newest = newest_versions()
    rows = [
        {
            "kind": kind,
            "languages": [
                {"code": code, "name": LANGUAGE_NAMES[code], "version": newest.get((kind.code, code))}
                for code in LANGUAGES
            ],
        }
        for kind in KINDS.values()
    ]
    return render(
        request,
        "outbox/templates.html",
        {"rows": rows, "names": [LANGUAGE_NAMES[code] for code in LANGUAGES], "now": clock.now()},
    )


@functions("write_templates")
@never_cache
def template(request: HttpRequest, kind: str, language: str) -> HttpResponse:
    """One wording: GET shows it, POST looks at it (`go=look`), begins anew (`go=built_in`) or saves it."""
    if kind not in KINDS or language not in LANGUAGES:
        raise Http404
    if request.method != "POST":
        return _show(request, _form(kind, language, wording_of(kind, language)))
    if request.POST.get("go") == "built_in":
        return _show(request, _form(kind, language, built_in()[kind, language], request.POST.get("seen")))
    form = TemplateForm(request.POST, kind=kind, language=language)
    if not form.is_valid():
        return _show(request, form, status=WRONG)
    if request.POST.get("go") == "look":
        return _show(request, form)
    return _save(request, form)


def _save(request: HttpRequest, form: TemplateForm) -> HttpResponse:
    try:
        saved = write_template(viewer_of(request), form.kind, form.language, form.wording)
    except Changed:
        newest = wording_of(form.kind, form.language).version
        form.data = {**{name: form.data.get(name) for name in form.data}, "seen": str(newest)}
        form.add_error(
            None,
            _("您打开这一页以后，有人改过。现在的写法在下面“以前的写法”里；您写的还在，再按一次就存成新的。"),
        )
        return _show(request, form, status=CONFLICT)
    messages.success(
        request, _("存好了，是第 %(version)d 版。以后的消息照这样写。") % {"version": saved.version}
    )
    return redirect("outbox:template", kind=form.kind, language=form.language)


def _form(kind: str, language: str, wording: Wording, seen: str | None = None) -> TemplateForm:
    """A form that is filled in and checked, so that its preview can be shown."""
    filled_in = {
        "seen": seen if seen is not None else wording.version,
        "subject": wording.subject,
        "sms": wording.sms,
        "letter": wording.letter,
    }
    form = TemplateForm(filled_in, kind=kind, language=language)
    form.is_valid()
    return form


def _show(request: HttpRequest, form: TemplateForm, status: int = 200) -> HttpResponse:
    rows = list(versions_of(form.kind, form.language))
    names = names_of_accounts(row.written_by for row in rows if row.written_by is not None)
    preview = form.preview() if form.is_valid() else None
    context: dict[str, Any] = {
        "kind": KINDS[form.kind],
        "language": form.language,
        "language_name": LANGUAGE_NAMES[form.language],
        "languages": [(LANGUAGE_NAMES[code], code, code == form.language) for code in LANGUAGES],
        "form": form,
        "placeholders": [PLACEHOLDERS[name] for name in names_for(form.kind)],
        "preview": preview,
        "parts": sms_parts(preview.sms) if preview else 0,
        "length": len(preview.sms) if preview else 0,
        "versions": [(row, names.get(row.written_by or 0, "")) for row in rows],
        "now": clock.now(),
    }
    return render(request, "outbox/template.html", context, status=status)
