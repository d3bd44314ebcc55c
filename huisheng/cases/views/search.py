"""Search by number, words and place; by a person's contact only for call-back clerks, on record."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from huisheng.cases.forms.intake import ContactField
from huisheng.cases.queries.places import places_called
from huisheng.cases.queries.rows import rows_of
from huisheng.cases.queries.search import MOST_FOUND, by_number, by_subjects, by_words, is_number, tidy
from huisheng.cases.views.act_page import WRONG
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.people.actions.subjects import find_by_contact
from huisheng.people.contacts import read_contact
from huisheng.people.viewer import viewer_of
from huisheng.ui.views.sent_from import sent_from
from huisheng.ui.widgets import PhoneInput

SHORTEST_CONTACT = 10
ASK_AGAIN = _("按人查要重新填：电话和理由不留在地址里，每查一次都记下来。")
PERSON_REASONS = [
    ("call_back", _("回访这个人")),
    ("own_request", _("本人来问自己的事")),
    ("danger", _("有人有危险")),
]


class PersonForm(forms.Form):
    """Whose matters, and why they are looked for."""

    contact = ContactField(label=_("电话或邮箱"), widget=PhoneInput())
    reason = forms.ChoiceField(
        label=_("为什么要查"),
        choices=PERSON_REASONS,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个理由。查询会记下来。")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contact"].widget.attrs["autocomplete"] = "off"


@functions("see", "handle", "call_back")
@never_cache
def search(request: HttpRequest) -> HttpResponse:
    """What was typed, looked for as a number, as words and as a place."""
    viewer, words = viewer_of(request), tidy(request.GET.get("q", ""))
    if _is_contact(words):
        return _show(request, words="", is_contact=True)
    cases = by_number(viewer, words) if is_number(words) else []
    if words and not cases:
        cases = by_words(viewer, words)
    return _show(request, words=words, rows=rows_of(cases), places=places_called(words))


@sent_from("cases:search", words=ASK_AGAIN)
@never_cache
def _person(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), PersonForm(request.POST)
    if not form.is_valid():
        return _show(request, person=form, status=WRONG)
    chosen = form.cleaned_data
    subjects = find_by_contact(chosen["contact"], actor=viewer.account_id, reason=chosen["reason"])
    return _show(request, person=form, rows=rows_of(by_subjects(viewer, subjects)), by_person=True)


person = functions("call_back")(_person)


def _show(request: HttpRequest, *, status: int = 200, **found: Any) -> HttpResponse:
    viewer = viewer_of(request)
    context: dict[str, Any] = {
        "words": "",
        "searched": found.get("words", ""),
        "most": MOST_FOUND,
        "now": clock.now(),
        "moment": _("收到"),
        "may_search_persons": viewer.may("call_back"),
        **found,
    }
    if viewer.may("call_back"):
        context.setdefault("person", PersonForm())
    return render(request, "cases/search.html", context, status=status)


def _is_contact(words: str) -> bool:
    """Whether a telephone number or e-mail address was typed where it would stay in the browser's history."""
    if len(words) < SHORTEST_CONTACT and "@" not in words:
        return False
    try:
        return read_contact(words) is not None
    except ValidationError:
        return False
