"""What a plot may be called and where it may belong."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from huisheng.core import clock
from huisheng.network.editing import Refused
from huisheng.network.models import Area, AreaKind, Plot, Unit, UnitKind

ON_THE_SPOT = (UnitKind.STATION, UnitKind.STUDIO)
# Towns, streets and the district are too large for a plot to belong to; buildings too small.
PLACES = (AreaKind.VILLAGE, AreaKind.COMMUNITY, AreaKind.HAMLET, AreaKind.ESTATE, AreaKind.ZONE)


def check_facts(unit_id: int, area_id: int, *, code: str = "", of: Plot | None = None) -> None:
    """Raise `Refused` when the unit or the area cannot have a plot today and later, or the code is taken. What the
    plot `of` which it is asked has already it keeps, also where that closes on a day to come.

    The unit is locked until the transaction ends, and so this comes before the locks on plots: whoever closes
    a unit holds the unit first and its plots second.
    """
    today = clock.today()
    problems: dict[str, str | Promise] = {}
    if code and Plot.objects.filter(code=code).exists():
        problems["code"] = _("这个编号已经用在别的责任田上。")
    units = Unit.objects.on(today) if of and of.unit_id == unit_id else Unit.objects.on(today).open()
    units = units.select_for_update(of=("self",), no_key=True)
    areas = Area.objects.on(today) if of and of.area_id == area_id else Area.objects.on(today).open()
    if not units.filter(pk=unit_id, kind__in=ON_THE_SPOT).values_list("pk", flat=True):
        problems["unit"] = _("责任田归工作站或工作室管，这个单位不是，或者已经撤销、定了撤销的日子。")
    if not areas.filter(pk=area_id, kind__in=PLACES).exists():
        problems["area"] = _(
            "责任田要在村、社区或它们下面的小区、屯里，这个地方不是，或者已经撤销、定了撤销的日子。"
        )
    if problems:
        raise Refused(problems)
