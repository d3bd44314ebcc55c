"""Acts on goals: set one, change it, call it off, say what comes next."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache

from huisheng.core.access import functions
from huisheng.goals.actions.change_goal import change_goal
from huisheng.goals.actions.end_goal import end_goal
from huisheng.goals.actions.say_next_step import say_next_step
from huisheng.goals.actions.set_goal import set_goal
from huisheng.goals.forms import EndForm, GoalForm, NextStepForm, SeenForm, units_to_choose
from huisheng.goals.permissions import FUNCTION, may_say_next, may_set
from huisheng.goals.queries.goals import name_of
from huisheng.goals.views.goals import target_of
from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.editing import ChangedMeanwhile, Refused
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer, viewer_of

DONE, STALE, WRONG = 0, 409, 422
LOWEST_LEVEL = 3  # below a station nobody owns a goal of the district


@functions(FUNCTION)
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Set a goal for a unit over which the viewer stands."""
    viewer, form = viewer_of(request), GoalForm(request.POST or None)

    def act() -> None:
        promise = form.promise()
        if not may_set(viewer, promise.unit_id):
            raise Refused({"unit": _("这个单位的目标不归您定：由它的上一级定。")})
        set_goal(promise, form.asked(viewer.account_id))

    status = _did(form, act) if request.method == "POST" else 200
    if status == DONE:
        messages.success(request, _("目标定好了。"))
        return redirect("goals:index")
    return _page(request, form, viewer, status, title=_("定一个目标"), button=_("定下来"))


@functions(FUNCTION)
@never_cache
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Change what a goal promises."""
    viewer, target = viewer_of(request), target_of(code)
    _require(may_set(viewer, target.unit_id))
    form = GoalForm(request.POST or None, target=target)

    def act() -> None:
        promise = form.promise()
        if not may_set(viewer, promise.unit_id):
            raise Refused({"unit": _("这个单位的目标不归您定：由它的上一级定。")})
        change_goal(target.goal_id, promise, form.asked(viewer.account_id))

    status = _did(form, act) if request.method == "POST" else 200
    if status == DONE:
        messages.success(request, _("改好了，原来的留在历史里。"))
        return redirect("goals:goal", code)
    return _page(request, form, viewer, status, title=_("改目标"), button=_("保存"), target=target)


@functions(FUNCTION)
@never_cache
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Call a goal off."""
    viewer, target = viewer_of(request), target_of(code)
    _require(may_set(viewer, target.unit_id) and not target.goal.standing)
    form = EndForm(request.POST or None, seen=target.version)
    status = 200
    if request.method == "POST":
        status = _did(form, lambda: end_goal(target.goal_id, form.asked(viewer.account_id)))
    if status == DONE:
        messages.success(request, _("目标撤销了，还在清单的最后。"))
        return redirect("goals:goal", code)
    words = {"title": _("撤销目标"), "button": pgettext("目标", "撤销"), "danger": True}
    return _page(request, form, viewer, status, target=target, **words)


@functions("keep", FUNCTION)
@never_cache
def next_step(request: HttpRequest, code: str) -> HttpResponse:
    """Say what comes next."""
    viewer, target = viewer_of(request), target_of(code)
    _require(may_say_next(viewer, target.unit_id))
    form = NextStepForm(request.POST or None, seen=target.version, initial={"next_step": target.next_step})
    status = 200
    if request.method == "POST":
        status = _did(
            form,
            lambda: say_next_step(
                target.goal_id, form.cleaned_data["next_step"], form.asked(viewer.account_id)
            ),
        )
    if status == DONE:
        messages.success(request, _("下一步写好了。"))
        return redirect("goals:goal", code)
    return _page(request, form, viewer, status, title=_("下一步做什么"), button=_("保存"), target=target)


def _did(form: SeenForm, act: Callable[[], object]) -> int:
    """Do what a form says: `DONE`, or the status of a page that shows it again with what was typed."""
    if not form.is_valid():
        return WRONG
    try:
        act()
    except Refused as refused:
        form.refuse(refused.problems)
        return WRONG
    except DoneAlready:
        return DONE
    except ChangedMeanwhile as changed:
        form.see_again(changed.mark)
        return STALE
    return DONE


def _page(request: HttpRequest, form: SeenForm, viewer: Viewer, status: int, **more: Any) -> HttpResponse:
    units = [unit for unit in tree().units.values() if not unit.closed and unit.level <= LOWEST_LEVEL]
    target = more.get("target")
    context = {
        "form": form,
        "changed": status == STALE,
        "name": name_of(target) if target else "",
        "units": units_to_choose(unit for unit in units if may_set(viewer, unit.id)),
        **more,
    }
    return render(request, "goals/keep_goal.html", context, status=status)


def _require(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied
