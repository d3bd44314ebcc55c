"""One plot, one branch (domain.md D11): give a plot to a branch from a day on, or take it away."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.network.actions.asked import must_go_on
from huisheng.network.beside import require_as_seen, require_day
from huisheng.network.editing import Refused
from huisheng.network.models import Organisation, OrganisationKind, Plot, PlotHolding


@transaction.atomic
def give_plot(plot_id: int, branch_id: int, *, day: date, seen: int, actor: int | None) -> PlotHolding:
    """Let a branch hold a plot from `day` on; whoever held it holds it until then.

    `seen`: `mark_of_all` over the plot's holdings. The branch that holds it already keeps it, and nothing is
    written. A branch that began on that very day is replaced: it was written down by mistake, and the history
    keeps that too. Raises `Refused`, `ChangedMeanwhile`, `Plot.DoesNotExist`.
    """
    plot = Plot.objects.select_for_update(no_key=True).get(pk=plot_id)
    holdings = PlotHolding.objects.filter(plot=plot)
    present: PlotHolding | None = holdings.on(day).first()
    if present is not None and present.organisation_id == branch_id:
        return present
    require_as_seen(plot, holdings, seen)
    branch = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=branch_id)
    _require_possible(plot, branch, day)
    _require_nothing_later(plot, day)
    if present is not None and present.since == day:
        present.organisation = branch
        present.save(update_fields=["organisation"])
    else:
        if present is not None:
            present.until = day
            present.save(update_fields=["until"])
        present = PlotHolding.objects.create(plot=plot, organisation=branch, since=day)
    _record("network.plot_given", plot, actor, day, organisation=branch.pk)
    return present


@transaction.atomic
def take_plot_away(plot_id: int, *, day: date, seen: int, actor: int | None) -> None:
    """From `day` on no branch holds the plot: it is listed among the gaps.

    Where none holds it anyway nothing is written. Raises `Refused`, `ChangedMeanwhile`, `Plot.DoesNotExist`.
    """
    plot = Plot.objects.select_for_update(no_key=True).get(pk=plot_id)
    holdings = PlotHolding.objects.filter(plot=plot)
    present = holdings.on(day).first()
    if present is None:
        return
    require_as_seen(plot, holdings, seen)
    require_day(day, plot.since)
    _require_nothing_later(plot, day)
    branch = present.organisation_id
    if present.since == day:
        present.delete()
    else:
        present.until = day
        present.save(update_fields=["until"])
    _record("network.plot_taken_away", plot, actor, day, organisation=branch)


def _require_possible(plot: Plot, branch: Organisation, day: date) -> None:
    require_day(day, plot.since)
    if not plot.holds_on(day):
        raise Refused({"day": _("这块责任田那时已经不用了。")})
    if branch.kind != OrganisationKind.BRANCH:
        raise Refused({"organisation": _("责任田只能交给党支部。%(name)s 不是。") % {"name": branch.name}})
    must_go_on(branch, "organisation")
    if not branch.holds_on(day):
        raise Refused({"organisation": _("%(name)s 那一天不在。") % {"name": branch.name}})


def _require_nothing_later(plot: Plot, day: date) -> None:
    later = PlotHolding.objects.filter(plot=plot, since__gt=day).select_related("organisation").first()
    if later is not None:
        words = _("%(day)s 起已经定了由 %(name)s 负责，请写那一天或以后。")
        raise Refused({"day": words % {"day": later.since.isoformat(), "name": later.organisation.name}})


def _record(action: str, plot: Plot, actor: int | None, day: date, *, organisation: int) -> None:
    audit.record(
        action, actor=actor, subject=f"plot:{plot.pk}", organisation=organisation, day=day.isoformat()
    )
