"""Which acts a viewer may do to a unit, an area or an organisation, and what is planned there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from huisheng.core import clock
from huisheng.core.ids import uuid7
from huisheng.desk.permissions import (
    may_keep_all,
    may_keep_area,
    may_keep_plot,
    may_keep_unit,
    may_restructure_unit,
)
from huisheng.network.editing import marks_of
from huisheng.network.models import Area, Dwelling, Organisation, Plot, Unit
from huisheng.network.nodes import AreaNode, UnitNode
from huisheng.network.queries import Told, planned_for
from huisheng.network.tree import tree
from huisheng.people.queries import names_of_accounts
from huisheng.people.viewer import Viewer

Links = list[tuple[str, str]]


@dataclass(frozen=True)
class Planned:
    """A change that is to come: what it is about, who wrote it down, and whether the viewer may call it off."""

    told: Told
    about: str
    by: str
    may_call_off: bool


@dataclass(frozen=True)
class Closing:
    """A unit whose last day is set. `seen` and `key`: for calling that off once, on the state that is shown."""

    unit: Unit
    seen: int
    may_call_off: bool
    key: UUID


def acts_on_unit(viewer: Viewer, unit: UnitNode) -> Links:
    """Acts as words and addresses. No statement."""
    words: Links = []
    if may_keep_unit(viewer, unit.id):
        words += [(_("在下面设立单位"), "new"), (_("修改名称、电话、辖区"), "edit")]
    if may_restructure_unit(viewer, unit.id):
        words += [
            (_("移到别的单位下面"), "move"),
            (_("并到别的单位"), "merge"),
            (_("分设一个单位"), "split"),
            (pgettext("机构", "撤销"), "close"),
        ]
    return [(said, reverse(f"desk:keep_unit_{act}", args=[unit.code])) for said, act in words]


def acts_on_area(viewer: Viewer, area: AreaNode) -> Links:
    """Acts as words and addresses. No statement."""
    words: Links = []
    if (area.closed and area.since <= tree().day) or not viewer.may("keep"):
        return words
    if may_keep_area(viewer, area.id):
        words += [
            (_("在里面新增辖区"), "keep_area_new"),
            (_("修改名称"), "keep_area_edit"),
            (_("在这里成立党组织"), "keep_organisation_new"),
        ]
    if area.parent_id is not None and may_keep_area(viewer, area.parent_id):
        words += [
            (_("移到别的辖区里"), "keep_area_move"),
            (_("并到别的辖区"), "keep_area_merge"),
            (pgettext("机构", "撤销"), "keep_area_close"),
        ]
    return [(said, reverse(f"desk:{route}", args=[area.code])) for said, route in words]


def acts_on_organisation(viewer: Viewer, organisation: Organisation) -> Links:
    """Acts as words and addresses. No statement."""
    if organisation.until is not None or not may_keep_area(viewer, organisation.area_id):
        return []
    words = [
        (_("修改名称、领域、辖区"), "edit"),
        (_("换上级组织"), "move"),
        (pgettext("机构", "撤销"), "close"),
    ]
    return [(said, reverse(f"desk:keep_organisation_{act}", args=[organisation.code])) for said, act in words]


def may_call_off(viewer: Viewer, table: str, row_id: int, column: str) -> bool:
    """Whether the viewer keeps the row that a planned change is about; its place belongs to the level above."""
    if not viewer.may("keep"):
        return False
    if table == Unit._meta.db_table and column == "parent_id":
        return may_restructure_unit(viewer, row_id)
    ask = _KEEPS.get(table)
    return ask(viewer, row_id) if ask is not None else may_keep_all(viewer)


def _keeps_organisation(viewer: Viewer, row_id: int) -> bool:
    return may_keep_area(viewer, Organisation.objects.values_list("area", flat=True).get(pk=row_id))


def _keeps_dwelling(viewer: Viewer, row_id: int) -> bool:
    plot = Dwelling.objects.values_list("plot", flat=True).get(pk=row_id)
    return may_keep_plot(viewer, plot) if plot is not None else may_keep_all(viewer)


_KEEPS: dict[str, Callable[[Viewer, int], bool]] = {
    Unit._meta.db_table: may_keep_unit,
    Plot._meta.db_table: may_keep_plot,
    Area._meta.db_table: may_keep_area,
    Organisation._meta.db_table: _keeps_organisation,
    Dwelling._meta.db_table: _keeps_dwelling,
}


def planned_below(viewer: Viewer, unit_id: int) -> list[Planned]:
    """What is to come for a unit, the units below it and their plots, by day. A few statements."""
    held = tree()
    units, plots = held.subtree(unit_id), held.plots_of(unit_id)
    told = planned_for({Unit: units, Plot: [plot.id for plot in plots]})
    names = {
        **{(Unit._meta.db_table, unit): held.unit(unit).name for unit in units},
        **{(Plot._meta.db_table, plot.id): plot.label for plot in plots},
    }
    by = names_of_accounts(each.actor for each in told if each.actor is not None)
    return [
        Planned(
            each,
            names[each.table, each.row],
            by.get(each.actor, "") if each.actor is not None else "",
            may_call_off(viewer, each.table, each.row, each.column),
        )
        for each in told
    ]


def closing_below(viewer: Viewer, unit_id: int) -> list[Closing]:
    """Units, this one and below, whose last day is set and has not come. Two statements."""
    coming = Unit.objects.filter(pk__in=tree().subtree(unit_id), until__gt=clock.today())
    found = list(coming.order_by("until", "code"))
    marks = marks_of(Unit, [unit.pk for unit in found])
    return [
        Closing(unit, marks.get(unit.pk, 0), may_restructure_unit(viewer, unit.pk), uuid7()) for unit in found
    ]
