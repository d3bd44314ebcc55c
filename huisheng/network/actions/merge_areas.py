"""Let one area go into another: what lies in it follows, and it closes."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.network.actions.asked import Asked, let_follow, must_go_on
from huisheng.network.actions.close_area import INSIDE, end_area
from huisheng.network.actions.one_act import one_act, stand_still
from huisheng.network.editing import Refused, locked
from huisheng.network.models import Area


def merge_areas(area_id: int, into_id: int, asked: Asked) -> Area:
    """Merge an area into another of its kind from a day on; the area that takes over.

    Areas, units, plots, organisations, dispatched branches and dwellings in it follow. Raises
    `Area.DoesNotExist`, `ChangedMeanwhile`, `Refused`, `DoneAlready`.
    """
    with one_act(asked.key, asked.actor):
        stand_still(
            Area.objects.filter(Q(pk__in=[area_id, into_id]) | Q(parent=area_id)),
            *(model._default_manager.filter(**{column: area_id}) for model, column, _words in INSIDE[1:]),
        )
        area = locked(Area, area_id, asked.seen)
        into = Area.objects.get(pk=into_id)
        must_go_on(area, "")
        must_go_on(into, "into", asked.effective)
        if area.pk == into.pk or area.kind != into.kind:
            raise Refused(
                {"into": _("只能并到另一个同类的辖区：%(kind)s。") % {"kind": area.get_kind_display()}}
            )
        let_follow([(model, column) for model, column, _words in INSIDE], area_id, into_id, asked)
        end_area(area, asked)
        audit.record(
            "network.areas_merged",
            actor=asked.actor,
            subject=f"area:{area_id}",
            into=into_id,
            effective=asked.effective.isoformat(),
        )
        return into
