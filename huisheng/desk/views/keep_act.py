"""The frame of every act that keeps the tree: the form, a preview of what it does, then the act.

An act's own module says what it needs, what it does and what follows; the frame keeps what was typed, shows
what somebody else changed meanwhile, and lets nothing be confirmed that was not previewed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import Guarded, functions
from huisheng.core.ids import uuid7
from huisheng.desk.forms_keep import KeepForm
from huisheng.network.actions.close_unit import UnitStillNeeded
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.editing import ChangedMeanwhile, Refused, mark_of
from huisheng.network.queries import Told, story_of
from huisheng.people.viewer import Viewer, viewer_of
from huisheng.ui.words import say_date

STALE, WRONG = 409, 422

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Preview:
    """What an act would do. `before` and `after`: lines from the top down; `facts`: term and value; `decide`:
    what somebody has to decide besides."""

    before: Sequence[str] = ()
    after: Sequence[str] = ()
    facts: Sequence[tuple[str, str]] = ()
    decide: Sequence[str] = ()


@dataclass(frozen=True)
class Theirs(Generic[Row]):
    """What a field names, by id, must be the viewer's as well: looked at before the preview and before the act."""

    may: Callable[[Viewer, Row, int], bool]
    words: Promise


@dataclass(frozen=True)
class KeepAct(Generic[Row]):
    """One act. `find` gives the row by code or None, `do` runs the act, `go` says where to go afterwards; `done_later`
    is said instead of `done` where the day is still to come."""

    title: Promise
    button: Promise
    done: Promise
    form: type[KeepForm]
    find: Callable[[str], Row | None]
    may: Callable[[Viewer, Row], bool]
    do: Callable[[Row, Any, Viewer], Any]
    preview: Callable[[Row, Any, Viewer], Preview]
    go: Callable[[Row], str]
    options: Callable[[Row, Viewer], Mapping[str, Any]] = field(default=lambda row, viewer: {})
    choices: Callable[[Row, Viewer], Sequence[tuple[str, str]]] = field(default=lambda row, viewer: ())
    theirs: Mapping[str, Theirs[Row]] = field(default_factory=dict)
    done_later: Promise | str = ""
    explain: Promise | str = ""
    danger: bool = False


@dataclass(frozen=True)
class _Page(Generic[Row]):
    """One request for one act on one row."""

    request: HttpRequest
    act: KeepAct[Row]
    row: Row
    viewer: Viewer

    def show(self, form: KeepForm, *, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "act": self.act,
            "row": self.row,
            "form": form,
            "back": self.act.go(self.row),
            "choices": self.act.choices(self.row, self.viewer),
            **more,
        }
        return render(self.request, "desk/keep_act.html", context, status=status)

    def is_theirs(self, form: KeepForm) -> bool:
        """Whether all that the form names may be named by the viewer; what may not is said at its field."""
        for name, named in self.act.theirs.items():
            value = form.cleaned_data.get(name)
            if value is not None and not named.may(self.viewer, self.row, value):
                form.add_error(name, str(named.words))
        return not form.errors

    def preview(self, form: KeepForm) -> HttpResponse:
        """What it does, with the button that does it."""
        preview = self.act.preview(self.row, form, self.viewer)
        if form.errors:
            return self.show(form, status=WRONG)
        form.show_again(shown=form.print_of())
        return self.show(form, preview=preview)

    def do(self, form: KeepForm) -> HttpResponse:
        """Do it and go on; or show the form again with what stands in the way."""
        try:
            self.act.do(self.row, form, self.viewer)
        except DoneAlready:
            return redirect(self.act.go(self.row))
        except ChangedMeanwhile as told:
            return self.stale(form, told)
        except UnitStillNeeded as needed:
            form.add_error(None, still_needed(needed))
        except Refused as refused:
            form.refuse(refused.problems)
        if form.errors:
            return self.show(form, status=WRONG)
        messages.success(self.request, self.said(form))
        return redirect(self.act.go(self.row))

    def said(self, form: KeepForm) -> str:
        """What came of it: that it is so, or from which day it will be."""
        day = form.cleaned_data["effective"]
        if self.act.done_later and day > clock.today():
            return str(self.act.done_later) % {"day": say_date(day)}
        return str(self.act.done)

    def stale(self, form: KeepForm, told: ChangedMeanwhile) -> HttpResponse:
        """What somebody else changed, and the form as it was typed, to be previewed and sent anew."""
        changes: list[Told] = story_of(type(self.row), self.row.pk, after=form.cleaned_data["seen"])
        form.show_again(seen=told.mark, key=uuid7(), shown="")
        return self.show(form, status=STALE, changed=True, changes=changes)


def keep_view(act: KeepAct[Any]) -> Guarded:
    """The view of an act on the thing with a code."""

    @functions("keep")
    @never_cache
    def view(request: HttpRequest, code: str) -> HttpResponse:
        row, viewer = act.find(code), viewer_of(request)
        if row is None:
            raise Http404
        if not act.may(viewer, row):
            raise PermissionDenied
        page = _Page(request, act, row, viewer)
        options = act.options(row, viewer)
        if request.method != "POST":
            return page.show(act.form(seen=mark_of(row), **options))
        form = act.form(request.POST, seen=mark_of(row), **options)
        if not form.is_valid() or not page.is_theirs(form):
            return page.show(form, status=WRONG)
        if "sure" in request.POST and form.cleaned_data["shown"] == form.print_of():
            return page.do(form)
        return page.preview(form)

    return view


def still_needed(needed: UnitStillNeeded) -> str:
    """Why a unit cannot close, in words."""
    counts = {"units": needed.units, "plots": needed.plots, "dwellings": needed.dwellings}
    return (
        _("它还管着 %(units)d 个下级单位、%(plots)d 块责任田、%(dwellings)d 户。先移走，或者并到别的单位。")
        % counts
    )
