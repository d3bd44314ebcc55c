"""The units that a matter may be about, in groups, for whoever wants to name one."""

from django.utils.translation import gettext as _

from huisheng.network.models import UnitKind
from huisheng.network.nodes import UnitNode
from huisheng.network.tree import tree
from huisheng.portal.queries.places import Place

Group = tuple[str, list[tuple[str, str]]]
DEPARTMENTS = (UnitKind.SPECIALTY, UnitKind.HALL, UnitKind.VOUCHER_SHOP)


def units_to_name(place: Place) -> list[Group]:
    """Groups of (code, name): those that answer for the place, then streets and towns, then departments.

    The top of the tree is left out: nobody stands above it who could take the matter.
    """
    units = [unit for unit in tree().units.values() if not unit.closed and unit.parent_id is not None]
    here = [unit for unit in _line(place) if not unit.closed and unit.parent_id is not None]
    groups = [
        (_("您说的地方"), here),
        (
            _("街道、镇、开发区"),
            [unit for unit in units if unit.kind == UnitKind.SUBCENTRE and unit not in here],
        ),
        (_("部门"), [unit for unit in units if unit.kind in DEPARTMENTS]),
    ]
    return [(label, [(unit.code, unit.name) for unit in found]) for label, found in groups if found]


def _line(place: Place) -> list[UnitNode]:
    """From the nearest unit upwards."""
    network = tree()
    if place.plot is not None:
        hubs = [network.unit(id) for id in place.plot.hub_ids if id in network.units]
        return [*hubs, *(network.unit(id) for id in network.ancestors(place.plot.unit_id))]
    unit_id = place.unit_id
    return [network.unit(id) for id in network.ancestors(unit_id)] if unit_id is not None else []
