"""The second act of the board: giving a stuck case to whoever can move it, and back to where one was."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.assign import NotThere, assign_case
from huisheng.cases.actions.course import NoSuchCase, Stale
from huisheng.cases.actions.take_over import take_over
from huisheng.cases.forms.acts import UnitForm
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act, NotOpen
from huisheng.cases.permissions import Refused, acts_open_to, may
from huisheng.cases.queries.case import find_case
from huisheng.core.access import functions
from huisheng.desk.queries import workload
from huisheng.desk.queries.candidates import candidates_for
from huisheng.desk.queries.rows import rows_of
from huisheng.people.viewer import viewer_of

STALE, WRONG = 409, 422


@functions("assign")
@never_cache
def duty(request: HttpRequest, number: str) -> HttpResponse:
    """Who is to do it: another unit, or the unit that supervises; then back to the board."""
    viewer = viewer_of(request)
    case = _case(request, number)
    if not (may(viewer, case, Act.REASSIGN) or may(viewer, case, Act.TAKE_OVER)):
        raise PermissionDenied
    form = UnitForm(request.POST or None, seen=case.version)
    if request.method != "POST":
        return _show(request, case, form)
    if request.POST.get("act") == Act.TAKE_OVER:
        form.fields["unit"].required = False
    if not form.is_valid():
        return _show(request, case, form, status=WRONG)

    def act() -> Case:
        if request.POST.get("act") == Act.TAKE_OVER:
            return take_over(case.id, viewer, form.token())
        return assign_case(case.id, viewer, form.token(), form.cleaned_data["unit"])

    return _do(request, case, form, act)


def _do(request: HttpRequest, case: Case, form: UnitForm, act: Callable[[], Case]) -> HttpResponse:
    try:
        act()
    except NoSuchCase:
        raise Http404 from None
    except (Stale, Refused, NotOpen):
        now = _case(request, case.number)
        form.see_again(now.version)
        return _show(request, now, form, status=STALE, changed=True)
    except NotThere:
        form.add_error("unit", _("不能交给这个单位：它已经撤销，或者这件事说的就是它。"))
        return _show(request, case, form, status=WRONG)
    workload.forget()
    took = request.POST.get("act") == Act.TAKE_OVER
    said = _("%(number)s 已经接过来，由督办单位办。") if took else _("%(number)s 已经交出去，等签收。")
    messages.success(request, said % {"number": case.number})
    return redirect(_back(request))


def _case(request: HttpRequest, number: str) -> Case:
    """The case as it stands, or 404 when it is not, or no longer, for this person's eyes."""
    case = find_case(viewer_of(request), number)
    if case is None:
        raise Http404
    return case


def _show(
    request: HttpRequest, case: Case, form: UnitForm, *, status: int = 200, changed: bool = False
) -> HttpResponse:
    acts = acts_open_to(viewer_of(request), case)
    context = {
        "case": case,
        "row": rows_of([case])[0],
        "form": form,
        "may_assign": Act.ASSIGN in acts or Act.REASSIGN in acts,
        "may_take_over": Act.TAKE_OVER in acts and case.supervisor_id is not None,
        "candidates": candidates_for(case),
        "changed": changed,
        "back": _back(request),
    }
    return render(request, "desk/duty.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """The board as it was left; never an address elsewhere."""
    asked = request.POST.get("back") or request.GET.get("back") or ""
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if safe else reverse("desk:board")
