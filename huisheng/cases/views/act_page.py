"""The frame of every act: a page with a form (GET), and the act (POST), with all that can come in between.

An act's own module gives its form, what it calls and what it says; the frame gives the page, keeps what was
typed when somebody else acted in between (`Stale`), and says in plain words why something cannot be.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions.course import NoSuchCase, Stale
from huisheng.cases.actions.give import NotForThem
from huisheng.cases.actions.mediate import NotAParty
from huisheng.cases.actions.transfer import NotBelow, NotThere, Relieved
from huisheng.cases.forms.acts import ActForm
from huisheng.cases.models import Case
from huisheng.cases.models.codes import WhyReserved
from huisheng.cases.models.transitions import Act, NotOpen
from huisheng.cases.permissions import Refused, may
from huisheng.cases.queries.case import Opened, still_visible
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.course import story_of
from huisheng.cases.queries.names import category_name, unit_name
from huisheng.cases.queries.routing import NobodyAbove
from huisheng.cases.views.found import opened
from huisheng.core.access import View

Do = Callable[[Opened, Any], Case]
REFUSED, STALE, WRONG = 403, 409, 422


@dataclass(frozen=True)
class ActPage:
    """One act: what the page says, the form, and what is done with it once it is valid.

    `follows` says line by line what the click brings about; `is_due` asks more of the case than the table does.
    """

    act: Act
    title: Promise
    button: Promise
    done: Promise
    form: type[ActForm]
    do: Do
    template: str = "cases/act.html"
    explain: Promise | str = ""
    danger: bool = False
    reaches_followers: bool = False
    form_options: Callable[[Opened, HttpRequest], Mapping[str, Any]] = lambda opened, request: {}
    context: Callable[[Opened, Any], Mapping[str, Any]] = lambda opened, form: {}
    go: Callable[[Opened], str] | None = None
    follows: Callable[[Opened], Sequence[str]] = lambda opened: ()
    is_due: Callable[[Opened], bool] = lambda opened: True

    def is_open(self, found: Opened) -> bool:
        """Whether it can be done as the case stands."""
        return self.act in found.acts and self.is_due(found)


def refused_by_field(
    kinds: type[Exception] | tuple[type[Exception], ...], say: Callable[[Any], tuple[str | None, str]]
) -> Callable[[Do], Do]:
    """For what an act of a page does: a refusal of these kinds is said by the field that `say` names (None: above
    the form), and what was typed is kept."""

    def around(do: Do) -> Do:
        @wraps(do)
        def tried(found: Opened, form: Any) -> Case:
            try:
                return do(found, form)
            except kinds as problem:
                form.add_error(*say(problem))
                return found.case

        return tried

    return around


def act_view(choose: ActPage | Callable[[Opened], ActPage]) -> View:
    """The view of an act's page; which act it is may depend on how the case stands."""

    @never_cache
    def view(request: HttpRequest, number: str) -> HttpResponse:
        found = opened(request, number)
        page = choose if isinstance(choose, ActPage) else choose(found)
        if not may(found.viewer, found.case, page.act):
            return cannot(request, found, page, status=REFUSED)
        options = page.form_options(found, request)
        if request.method != "POST":
            if not page.is_open(found):
                return cannot(request, found, page)
            return show(request, found, page, page.form(seen=found.case.version, **options))
        form = page.form(request.POST, seen=found.case.version, **options)
        return submit(request, found, page, form)

    return view


def submit(request: HttpRequest, found: Opened, page: ActPage, form: ActForm) -> HttpResponse:
    """Do it, and go on; or show the form again with what stands in the way."""
    if not form.is_valid():
        return show(request, found, page, form, status=WRONG)
    try:
        case = page.do(found, form)
    except NoSuchCase:  # it was found to be about this reader's own unit in the meantime
        raise Http404 from None
    except Stale as stale:
        return show_stale(request, found, page, form, stale)
    except Refused:
        return cannot(request, found, page, form, status=REFUSED)
    except (NotOpen, NotAParty):
        return cannot(request, found, page, form)
    except (NotThere, NotForThem, NobodyAbove) as problem:
        form.add_error("unit" if "unit" in form.fields else None, said(problem))
    if form.errors:
        return show(request, found, page, form, status=WRONG)
    messages.success(request, str(page.done))
    return redirect(page.go(found)) if page.go is not None else after(request, found, case)


def show(
    request: HttpRequest, found: Opened, page: ActPage, form: Any, *, status: int = 200, **more: Any
) -> HttpResponse:
    """The page with its form."""
    context = {
        "opened": found,
        "case": found.case,
        "page": page,
        "form": form,
        "follows": page.follows(found),
        **more,
    }
    return render(request, page.template, {**context, **page.context(found, form)}, status=status)


def show_stale(
    request: HttpRequest, found: Opened, page: ActPage, form: ActForm, stale: Stale
) -> HttpResponse:
    """What changed since the page was opened, and the form as it was typed, ready to be sent anew."""
    now = Opened(stale.case, found.viewer)
    changes = story_of(stale.case.id, found.viewer, since=stale.seen).changes(stale.seen)
    form.see_again(stale.case.version)
    if not page.is_open(now):
        return cannot(request, now, page, form, changes=changes)
    return show(request, now, page, form, status=STALE, changes=changes)


def cannot(
    request: HttpRequest, found: Opened, page: ActPage, form: ActForm | None = None, changes: Any = (),
    *, status: int = STALE,
) -> HttpResponse:  # fmt: skip
    """Why this cannot be done now, or by this person, with what was typed to take along."""
    typed = [value for value in (form.data.get("words", ""),) if value] if form is not None else []
    context = {
        "opened": found,
        "case": found.case,
        "page": page,
        "words": typed,
        "changes": changes,
    }
    return render(request, "cases/cannot.html", context, status=status)


def after(request: HttpRequest, found: Opened, case: Case) -> HttpResponse:
    """To the case; to the list when it went out of this person's sight."""
    if still_visible(found.viewer, case.id):
        return redirect("cases:case", number=case.number)
    return redirect("cases:queue")


def said(problem: Exception) -> str:
    """Why a case cannot go to a unit or a person."""
    if isinstance(problem, NotForThem):
        return _("这个人不在这里办事，或者这件事说的就是他。请另选一位。")
    if isinstance(problem, NobodyAbove):
        return _("这个单位上面没有别的单位了，不能这样交。")
    if isinstance(problem, NotBelow):
        return _("清单规定：“%(category)s”（%(why)s）不能交给村、社区。应该由%(unit)s来办。") % {
            "category": category_name(problem.category_id),
            "why": WhyReserved(catalogue().reserved[problem.category_id].why).label,
            "unit": unit_name(problem.instead_id),
        }
    if isinstance(problem, Relieved):
        return _("裁定过不归这个单位，不能再交给它。")
    return _("不能交给这个单位：它已经撤销、已经在办这件事，或者这件事说的可能就是它。")
