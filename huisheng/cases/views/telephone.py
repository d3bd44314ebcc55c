"""One call: what the resident was told, the number for a moment, and what the resident says to it.

Each thing that a resident may say is an act with an address of its own; all of them stand on one page.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions import resident
from huisheng.cases.actions.call_backs import take_call, take_recheck
from huisheng.cases.actions.course import NoSuchCase, Stale, call_back_clerk
from huisheng.cases.actions.not_reached import MOST_TRIES, not_reached
from huisheng.cases.actions.recheck import came_back
from huisheng.cases.actions.renew import renew_case
from huisheng.cases.forms.acts import ActForm, RatingForm, SendBackForm, WordsOfResidentForm
from huisheng.cases.forms.calls import NotReachedForm, ReachedForm, RecheckForm
from huisheng.cases.models import Case
from huisheng.cases.models.ends import CallResult, Recheck
from huisheng.cases.models.transitions import ENDED_BY_ANSWER, Act, NotOpen
from huisheng.cases.permissions import Refused, may_call_back
from huisheng.cases.queries.call_scripts import script_for
from huisheng.cases.queries.calls import tries_of
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.course import story_of
from huisheng.cases.views.act_page import STALE, WRONG
from huisheng.cases.views.found import opened
from huisheng.core.access import View, functions
from huisheng.people.actions.subjects import open_contact
from huisheng.people.contacts import Contact
from huisheng.people.refusals import Refused as ContactGone
from huisheng.people.viewer import Viewer
from huisheng.ui.views.sent_from import sent_from

Say = Callable[[UUID, Viewer, Any], Case]


def _recheck(id: UUID, viewer: Viewer, form: Any) -> Case:
    said = Recheck(form.cleaned_data["said"])
    if said == Recheck.BACK:
        return came_back(id, form.token(), form.cleaned_data["words"], call_back_clerk(viewer))
    return take_recheck(id, viewer, form.token(), said)


SAID: dict[str, tuple[Act, type[ActForm], Say, Promise]] = {
    "confirmation": (
        Act.CONFIRM,
        ActForm,
        lambda id, viewer, form: resident.confirm_case(id, form.token(), call_back_clerk(viewer)),
        _("记下了：居民说解决了。"),
    ),
    "sending_back": (
        Act.SEND_BACK,
        SendBackForm,
        lambda id, viewer, form: resident.send_back(
            id, form.token(), form.cleaned_data["words"], call_back_clerk(viewer)
        ),
        _("已经退回原单位重办，上一级督办。"),
    ),
    "reached": (
        Act.REACHED,
        ReachedForm,
        lambda id, viewer, form: take_call(id, viewer, form.token(), form.call()),
        _("记下了居民说的。"),
    ),
    "rechecking": (
        Act.RECHECK,
        RecheckForm,
        _recheck,
        _("记下了居民说的。"),
    ),
    "not_reached": (
        Act.NOT_REACHED,
        NotReachedForm,
        lambda id, viewer, form: not_reached(id, viewer, form.token(), form.result()),
        _("记下了。"),
    ),
    "addition": (
        Act.ADD,
        WordsOfResidentForm,
        lambda id, viewer, form: resident.add_words(
            id, form.token(), form.cleaned_data["words"], actor=call_back_clerk(viewer)
        ),
        _("办事的单位看得到居民的话了。"),
    ),
    "rating": (
        Act.RATE,
        RatingForm,
        lambda id, viewer, form: resident.rate_case(
            id, form.token(), _rating(form), actor=call_back_clerk(viewer)
        ),
        _("评价记下了，办事的单位看不到是谁评的。"),
    ),
    "withdrawal": (
        Act.WITHDRAW,
        ActForm,
        lambda id, viewer, form: resident.withdraw_case(id, form.token(), call_back_clerk(viewer)),
        _("居民撤回了这件诉求。"),
    ),
    "renewal": (
        Act.RENEW,
        ActForm,
        lambda id, viewer, form: renew_case(id, form.token(), call_back_clerk(viewer)),
        _("接着办了；已经交给单位的，上一级会盯着。"),
    ),
}


_IN_VAIN = {
    CallResult.NO_ANSWER: _("记下了。没接通的，过一阵再打。"),
    CallResult.REFUSED: _("记下了：居民不愿意说。不会算作满意。"),
    CallResult.WRONG_NUMBER: _("记下了：号码不对。居民用回执上的链接照样可以说。"),
}


def _rating(form: RatingForm) -> resident.Rating:
    chosen = form.cleaned_data
    return resident.Rating(
        chosen["attitude"], chosen["effort"], chosen["outcome"], policy_limit=chosen["policy_limit"]
    )


@functions("call_back")
@never_cache
def telephone(request: HttpRequest, number: str) -> HttpResponse:
    """The page of one call."""
    found = opened(request, number)
    if not may_call_back(found.viewer, found.case):
        return render(request, "cases/not_yours_to_call.html", {"case": found.case}, status=403)
    return show(request, found)


@sent_from("cases:telephone", "number")
@never_cache
def _contact(request: HttpRequest, number: str) -> HttpResponse:
    found = opened(request, number)
    subject_id = found.case.subject_id
    if not may_call_back(found.viewer, found.case):
        return render(request, "cases/not_yours_to_call.html", {"case": found.case}, status=403)
    contact: Contact | None = None
    if subject_id is not None:
        try:
            contact = open_contact(
                subject_id, actor=found.viewer.account_id, reason="call_back", about=f"case:{found.case.id}"
            )
        except ContactGone as gone:
            return show(request, found, gone=gone.message)
    return show(request, found, contact=contact, opened_now=True)


contact = functions("call_back")(_contact)


def say(name: str) -> View:
    """The view that takes down one thing that a resident said."""
    act, form_class, do, done = SAID[name]

    @sent_from("cases:telephone", "number")
    @never_cache
    def view(request: HttpRequest, number: str) -> HttpResponse:
        found = opened(request, number)
        if not may_call_back(found.viewer, found.case):
            return render(request, "cases/not_yours_to_call.html", {"case": found.case}, status=403)
        form = form_class(request.POST, seen=found.case.version, prefix=name)
        if not form.is_valid():
            return show(request, found, forms={name: form}, status=WRONG)
        try:
            do(found.case.id, found.viewer, form)
        except NoSuchCase:
            raise Http404 from None
        except Stale as stale:
            form.see_again(stale.case.version)
            changes = story_of(stale.case.id, found.viewer, since=stale.seen).changes(stale.seen)
            now = Opened(stale.case, found.viewer)
            return show(request, now, forms={name: form}, changes=changes, status=STALE)
        except (Refused, NotOpen):
            return show(request, found, closed=act, forms={name: form}, status=STALE)
        messages.success(request, _IN_VAIN[form.result()] if isinstance(form, NotReachedForm) else str(done))
        return _after(name, number)

    return functions("call_back")(view)


def show(
    request: HttpRequest,
    found: Opened,
    *,
    forms: dict[str, ActForm] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The page, with the forms of what is open now; one that came back keeps what was typed."""
    forms = dict(forms or {})
    for name, (act, form_class, _do, _done) in SAID.items():
        if (act in found.acts and _fits(name, found.case)) or (act == Act.ADD and Act.REPLY in found.acts):
            forms.setdefault(name, form_class(seen=found.case.version, prefix=name))
    context = {
        "opened": found,
        "case": found.case,
        "forms": forms,
        "tries": tries_of([found.case]).get(found.case.id),
        "most_tries": MOST_TRIES,
        "script": script_for(found.case),
        "wrong": next((form for form in forms.values() if form.errors), None),
        **more,
    }
    return render(request, "cases/telephone.html", context, status=status)


def _fits(name: str, case: Case) -> bool:
    """The three questions belong to an answer; after four weeks it is another one."""
    return name != "reached" or (case.state in ENDED_BY_ANSWER and case.recheck != Recheck.ASKED)


def _after(name: str, number: str) -> HttpResponse:
    """Back to the call, where it goes on (a rating may follow); to the list, where it is over."""
    stays = name in ("confirmation", "addition", "sending_back")
    return redirect("cases:telephone", number=number) if stays else redirect("cases:calls")
