"""The team of a plot: its name, its hub households, its volunteers and caring residents, their consent (D11)."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.desk.person_forms import JoinForm
from huisheng.desk.queries.people_at import posts_at_units
from huisheng.desk.team_forms import AgreeForm, HubForm, LeaveForm, PostForm, RemoveHubForm, TeamForm
from huisheng.desk.views.keep_plot_page import kept_plot
from huisheng.desk.views.keeping import DONE, STALE, WRONG, did
from huisheng.network.actions.plot_team import add_hub, name_team, remove_hub
from huisheng.network.beside import mark_of_all
from huisheng.network.models import Plot, PlotHub, Team, UnitKind
from huisheng.network.nodes import PlotNode, UnitNode
from huisheng.network.tree import tree
from huisheng.people.actions.teams import leave_team, record_consent, take_into_team, withdraw_consent
from huisheng.people.models import Appointment, Role
from huisheng.people.models.consent import NEED_CONSENT
from huisheng.people.queries_of_teams import last_post_at, team_of
from huisheng.people.viewer import Viewer


@functions("keep")
@never_cache
def team(request: HttpRequest, code: str) -> HttpResponse:
    """Everything about the team on one page; each act is a form of its own and comes back here."""
    viewer, node = kept_plot(request, code)
    made = _forms(node, request)
    done = request.POST.get("do", "")
    if request.method != "POST" or done not in made:
        return _show(request, node, made, status=WRONG if request.method == "POST" else 200)
    form = made[done]
    status = did(form, partial(ACTS[done], node, form, viewer))
    if status != DONE:
        return _show(request, node, made, status=status)
    messages.success(request, _("已经改好。"))
    return redirect(request.path)


def _name(node: PlotNode, form: Any, viewer: Viewer) -> None:
    values = form.cleaned_data
    name_team(
        node.id,
        values["name"],
        values["stands_for"],
        day=values["day"],
        seen=values["seen"],
        actor=viewer.account_id,
    )


def _add_hub(node: PlotNode, form: Any, viewer: Viewer) -> None:
    values = form.cleaned_data
    unit = int(values["unit"])
    add_hub(node.id, unit, day=values["day"], seen=values["seen"], actor=viewer.account_id)


def _remove_hub(node: PlotNode, form: Any, viewer: Viewer) -> None:
    values = form.cleaned_data
    remove_hub(node.id, values["unit"], values["to"], seen=values["seen"], actor=viewer.account_id)


def _join(node: PlotNode, form: Any, viewer: Viewer) -> None:
    values = form.cleaned_data
    take_into_team(
        form.who(),
        values["role"],
        node.id,
        since=values["day"],
        said=form.said(),
        seen=values["seen"],
        actor=viewer,
    )


def _leave(node: PlotNode, form: Any, viewer: Viewer) -> None:
    leave_team(_post_on(node, form), day=form.cleaned_data["day"], actor=viewer)


def _agree(node: PlotNode, form: Any, viewer: Viewer) -> None:
    record_consent(_post_on(node, form), form.said(), actor=viewer)


def _withdraw(node: PlotNode, form: Any, viewer: Viewer) -> None:
    withdraw_consent(_post_on(node, form), actor=viewer)


ACTS: dict[str, Callable[[PlotNode, Any, Viewer], None]] = {
    "name": _name,
    "add_hub": _add_hub,
    "remove_hub": _remove_hub,
    "join": _join,
    "leave": _leave,
    "agree": _agree,
    "withdraw": _withdraw,
}


def _post_on(node: PlotNode, form: Any) -> int:
    """The place in this plot's team that a form names; 404 for one elsewhere."""
    post: int = form.cleaned_data["post"]
    if not Appointment.objects.filter(pk=post, plot=node.id, role__in=NEED_CONSENT).exists():
        raise Http404
    return post


def _forms(node: PlotNode, request: HttpRequest) -> dict[str, forms.Form]:
    """One form for each act; the one that was sent holds what was typed."""
    today, held = clock.today(), tree()
    present = Team.objects.on(today).filter(plot=node.id).first()
    hub_mark = mark_of_all(PlotHub.objects.filter(plot=node.id))
    called = {"name": present.name, "stands_for": present.stands_for} if present else {}
    roles = Role.objects.filter(code__in=NEED_CONSENT)
    begun: dict[str, tuple[type[forms.Form], dict[str, Any], dict[str, Any]]] = {
        "name": (TeamForm, {**called, "seen": mark_of_all(Team.objects.filter(plot=node.id))}, {}),
        "add_hub": (HubForm, {"seen": hub_mark}, {"free": free_hubs(node)}),
        "remove_hub": (RemoveHubForm, {"seen": hub_mark}, {"others": map(held.unit, node.hub_ids)}),
        "join": (
            JoinForm,
            {"seen": last_post_at(plot=node.id), "way": "", "role": NEED_CONSENT[0]},
            {"roles": roles},
        ),
        "leave": (LeaveForm, {}, {}),
        "agree": (AgreeForm, {}, {}),
        "withdraw": (PostForm, {}, {}),
    }
    done = request.POST.get("do", "")
    return {
        name: form(
            request.POST if name == done else None,
            initial={"day": today, "said_on": today, **values},
            auto_id=f"{name}_%s",
            **more,
        )
        for name, (form, values, more) in begun.items()
    }


def free_hubs(node: PlotNode) -> list[UnitNode]:
    """Hub households below the plot's unit, or beside it under the same station, that no plot has."""
    held = tree()
    top = held.above(node.unit_id) if held.unit(node.unit_id).kind == UnitKind.STUDIO else node.unit_id
    taken = {hub for plot in held.plots.values() if not plot.closed for hub in plot.hub_ids}
    found = (held.unit(unit) for unit in held.subtree(top or node.unit_id))
    free = [unit for unit in found if unit.kind == UnitKind.HUB and not unit.closed and unit.id not in taken]
    return sorted(free, key=lambda unit: (unit.parent_id != node.unit_id, unit.code))


def _show(request: HttpRequest, node: PlotNode, made: dict[str, forms.Form], *, status: int) -> HttpResponse:
    done = request.POST.get("do", "")
    held = tree()
    names = posts_at_units(node.hub_ids)
    context = {
        "plot": node,
        "unit": held.unit(node.unit_id),
        "team": Team.objects.on(clock.today()).filter(plot=node.id).first(),
        "illustrative": Plot.objects.filter(pk=node.id, illustrative=True).exists(),
        "hubs": [(held.unit(hub), names.get(hub, [])) for hub in node.hub_ids],
        "has_free_hubs": bool(free_hubs(node)),
        "people": team_of(node.id),
        "forms": made,
        "form": made.get(done),
        "done": done,
        "now": clock.now(),
        "today": clock.today(),
        "changed": status == STALE,
    }
    return render(request, "desk/keep_team.html", context, status=status)
