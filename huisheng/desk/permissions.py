"""Who may keep which part of the network: the function `keep`, read along the tree of units.

Whoever keeps a unit keeps what it is called, its land and what lies below it. Where it stands in the tree, and
whether it is at all, belongs to whoever keeps the unit above.
"""

from huisheng.network.models import Import, UnitKind
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

# They lie in the district as the centre does, and keep nothing of it but themselves.
DEPARTMENTS = frozenset({UnitKind.SPECIALTY, UnitKind.HALL, UnitKind.VOUCHER_SHOP})


def may_keep_unit(viewer: Viewer, unit_id: int) -> bool:
    """Whether the viewer may change what the unit is called, and make units and plots below it."""
    return unit_id in viewer.reach_for("keep")


def may_restructure_unit(viewer: Viewer, unit_id: int) -> bool:
    """Whether the viewer may move, merge, split or close the unit."""
    above = tree().above(unit_id)
    return above is not None and may_keep_unit(viewer, above)


def may_keep_plot(viewer: Viewer, plot_id: int) -> bool:
    """Whether the viewer may change the plot: its outline, its unit, its branch, its team, its dwellings."""
    return may_keep_unit(viewer, tree().plot(plot_id).unit_id)


def may_keep_area(viewer: Viewer, area_id: int | None) -> bool:
    """Whether the viewer keeps a unit of this area or of one above it; no area: what belongs to no place."""
    if area_id is None:
        return may_keep_all(viewer)
    held = tree()
    path = {area.id for area in held.area_path(area_id)} if area_id in held.areas else set()
    kept = (held.unit(unit) for unit in viewer.reach_for("keep").unit_ids)
    return may_keep_all(viewer) or any(unit.area_id in path and unit.kind not in DEPARTMENTS for unit in kept)


def may_keep_all(viewer: Viewer) -> bool:
    """Whether the viewer keeps the whole network below the centre: whole files, and what has no place."""
    return _reaches_all(viewer, "keep")


def may_keep_members(viewer: Viewer) -> bool:
    """Whether the viewer keeps the register of members, which is the whole district's."""
    return _reaches_all(viewer, "members")


def may_open_import(viewer: Viewer, import_: Import) -> bool:
    """Whether the viewer may read, confirm and undo a file: whoever keeps all that was allowed to be in it."""
    keeps = may_keep_all(viewer) if import_.may_be_network else may_keep_members(viewer)
    return keeps and (not import_.personal or may_keep_members(viewer))


def _reaches_all(viewer: Viewer, function: str) -> bool:
    held, reach = tree(), viewer.reach_for(function)
    kinds = {held.unit(unit).kind for unit in reach.unit_ids}
    return held.root is not None and not kinds.isdisjoint((UnitKind.BUREAU, UnitKind.CENTRE))


def kept_areas(viewer: Viewer) -> frozenset[int]:
    """All areas for which `may_keep_area` says yes, at once."""
    held = tree()
    if may_keep_all(viewer):
        return frozenset(held.areas)
    kept = (held.unit(unit) for unit in viewer.reach_for("keep").unit_ids)
    tops = {unit.area_id for unit in kept if unit.kind not in DEPARTMENTS}
    return frozenset().union(*(held.areas_below(top) for top in tops if top is not None))
