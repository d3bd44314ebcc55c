"""Dwellings of a plot, and those near it that belong to none, moved in batches."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from huisheng.core.access import functions
from huisheng.core.numbers import whole_number
from huisheng.desk.permissions import may_keep_plot
from huisheng.desk.plot_forms import DwellingsForm
from huisheng.desk.queries.plot_choices import doors_in, hubs_of, plots_near
from huisheng.desk.views.keep_plot_page import act_on, kept_plot, seen, show
from huisheng.desk.views.keeping import DONE
from huisheng.network.actions.move_dwellings import Moved, move_dwellings
from huisheng.network.nodes import PlotNode
from huisheng.network.queries.dwellings import (
    BuildingRow,
    buildings_of,
    buildings_without_plot,
    dwellings_in,
)
from huisheng.people.viewer import Viewer


@dataclass(frozen=True)
class Chosen:
    """Whose dwellings are shown: the plot's own or those of none near it; one building's doors if opened."""

    node: PlotNode
    loose: bool
    building: int | None

    @property
    def source(self) -> int | None:
        """The plot that the dwellings belong to."""
        return None if self.loose else self.node.id


@functions("keep")
@never_cache
def dwellings(request: HttpRequest, code: str) -> HttpResponse:
    """Tick whole buildings or single doors, and move them to a plot and a hub household."""
    viewer, node = kept_plot(request, code)
    chosen = Chosen(node, request.GET.get("of") == "none", whole_number(request.GET.get("building", "")))
    rows = buildings_without_plot(node.area_id) if chosen.loose else buildings_of(node.id)
    form = _form(request, viewer, chosen, rows)
    done: list[Moved] = []
    status = DONE
    if request.method == "POST":
        status = act_on(request, form, node.id, lambda: done.append(_move(viewer, chosen, form)))
        if status == DONE:
            _say(request, done)
            of_none = "?of=none" if chosen.loose else ""
            return redirect(reverse("desk:keep_dwellings", args=[node.code]) + of_none)
    opened = next((row for row in rows if row.area_id == chosen.building), None)
    context = {"rows": rows, "loose": chosen.loose, "opened": opened, "ticked": _ticked(form)}
    return show(
        request, "desk/keep_dwellings.html", node, form, route="desk:keep_dwellings", status=status, **context
    )


def _form(request: HttpRequest, viewer: Viewer, chosen: Chosen, rows: list[BuildingRow]) -> DwellingsForm:
    node, near = chosen.node, plots_near(viewer, chosen.node)
    begun = {**seen(node.id), "to": node.id if chosen.loose else ""}
    form = DwellingsForm(request.POST or None, initial=begun)
    doors = doors_in(chosen.building, chosen.source) if chosen.building is not None else []
    own = (node.id, _("%(plot)s（就是这一块，只换中心户）") % {"plot": node.label})
    to = [(node.id, node.label) if chosen.loose else own, *((plot.id, plot.label) for plot in near)]
    form.offer(
        buildings=((row.area_id, row.name) for row in rows),
        dwellings=doors,
        to=[("", _("请选")), *to],
        hub=[("", _("不指定")), *hubs_of([node, *near])],
    )
    return form


def _move(viewer: Viewer, chosen: Chosen, form: DwellingsForm) -> Moved:
    said = form.cleaned_data
    if not may_keep_plot(viewer, said["to"]):
        raise PermissionDenied
    ids = {*said["dwellings"], *dwellings_in(said["buildings"], chosen.source)}
    return move_dwellings(
        ids,
        source=chosen.source,
        to=said["to"],
        hub=said["hub"],
        seen={chosen.node.id: said["seen"]},
        key=said["key"],
        actor=viewer.account_id,
    )


def _say(request: HttpRequest, done: list[Moved]) -> None:
    for moved in done:
        words = _("移好了 %(count)d 户。") % {"count": moved.dwellings}
        if moved.without_hub:
            words += _("其中 %(count)d 户还没有中心户。") % {"count": moved.without_hub}
        messages.success(request, words)


def _ticked(form: DwellingsForm) -> set[str]:
    """Buildings that were ticked when the page was sent and comes back."""
    return set(form["buildings"].value() or ())
