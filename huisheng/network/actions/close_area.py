"""Close an area in which nothing is left."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.core import audit
from huisheng.network.actions.asked import Asked, must_go_on
from huisheng.network.actions.one_act import one_act, stand_still
from huisheng.network.editing import Refused, locked
from huisheng.network.models import Area, DispatchedBranch, Dwelling, Organisation, Plot, Unit
from huisheng.network.timeline import rows_with_from

# What can lie in an area: the model, its column, and its words.
INSIDE: tuple[tuple[type[models.Model], str, object], ...] = (
    (Area, "parent_id", gettext_lazy("%(count)d 个下级辖区")),
    (Unit, "area_id", gettext_lazy("%(count)d 个单位")),
    (Plot, "area_id", gettext_lazy("%(count)d 块责任田")),
    (Organisation, "area_id", gettext_lazy("%(count)d 个党组织")),
    (DispatchedBranch, "area_id", gettext_lazy("%(count)d 个派驻党支部")),
    (Dwelling, "area_id", gettext_lazy("%(count)d 户")),
)


def close_area(area_id: int, asked: Asked) -> Area:
    """End an area on the day. Raises `Area.DoesNotExist`, `ChangedMeanwhile`, `Refused`, `DoneAlready`."""
    with one_act(asked.key, asked.actor):
        area = locked(Area, area_id, asked.seen)
        stand_still()
        must_go_on(area, "")
        end_area(area, asked)
        return area


def end_area(area: Area, asked: Asked) -> None:
    """Inside an act that stands still: end the area, unless something would be left in it."""
    left = left_inside(area.pk, asked.effective)
    if left:
        said = _("、").join(left)
        raise Refused({"": _("里面还有%(left)s。先移到别的辖区，再撤销。") % {"left": said}})
    area.until = asked.effective
    area.save(update_fields=["until"])
    audit.record(
        "network.area_closed",
        actor=asked.actor,
        subject=f"area:{area.pk}",
        until=asked.effective.isoformat(),
    )


def left_inside(area_id: int, until: date) -> list[str]:
    """What would be left in an area on a day or later, in words; empty when nothing would."""
    left: list[str] = []
    for model, column, words in INSIDE:
        count = len(rows_with_from(model, column, area_id, until))
        if count:
            left.append(str(words) % {"count": count})
    return left
