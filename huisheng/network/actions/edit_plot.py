"""Change what a plot is called, what it was drawn from, and where it belongs."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from huisheng.core import audit
from huisheng.network.actions.one_act import one_act
from huisheng.network.editing import Refused
from huisheng.network.models import DrawnFrom, Plot
from huisheng.network.plot_facts import check_facts
from huisheng.network.plot_locks import check_unchanged, lock_plots

FIELDS = ("name", "drawn_from", "area_id", "unit_id")


def edit_plot(
    plot_id: int,
    *,
    name: str,
    drawn_from: DrawnFrom,
    area_id: int,
    unit_id: int,
    seen: int,
    key: UUID,
    actor: int | None,
) -> Plot:
    """Change a plot's attributes; its code stays, since it is on walls and in papers. Raises `Plot.DoesNotExist`,
    `ChangedMeanwhile`, and `Refused` for "unit" or "area", or where nothing is different."""
    values = {"name": name, "drawn_from": str(drawn_from), "area_id": area_id, "unit_id": unit_id}
    with one_act(key, actor):
        check_facts(unit_id, area_id, of=Plot.objects.get(pk=plot_id))
        plot = lock_plots([plot_id])[plot_id]
        check_unchanged({plot_id: plot}, {plot_id: seen})
        changed = [field for field in FIELDS if getattr(plot, field) != values[field]]
        if not changed:
            raise Refused({"": _("没有改动。")})
        for field in changed:
            setattr(plot, field, values[field])
        plot.save(update_fields=[field.removesuffix("_id") for field in changed])
        audit.record("network.plot_edited", actor=actor, subject=f"plot:{plot_id}", fields=changed)
        return plot
