"""Finding the place that somebody typed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from huisheng.core.spelling import spellings
from huisheng.network.tree import AreaNode, PlotNode, UnitNode, tree
from huisheng.ui.names import in_a_row, with_note

SHOWN = 5


def find_place(words: str) -> dict[str, int]:
    """A unit, area or plot by its code or full name, as `{"unit_id": 7}`; `ValidationError` when unclear.

    Units come first: an area of the same name is meant only when there is no such unit.
    """
    typed, meant = words.strip(), spellings(words)
    for column, nodes in _nodes():
        exact = [node for node in nodes if typed in (node.code, node.name)]
        exact = exact or [node for node in nodes if not meant.isdisjoint((node.code, node.name))]
        if len(exact) == 1:
            return {column: exact[0].id}
        if exact:
            codes = in_a_row(node.code for node in exact[:SHOWN])
            raise ValidationError(
                _("有几个“%(words)s”，请写代码：%(codes)s。") % {"words": typed, "codes": codes}
            )
    raise ValidationError(_not_found(typed))


def _nodes() -> list[tuple[str, list[UnitNode | AreaNode | PlotNode]]]:
    network = tree()
    return [
        ("unit_id", [unit for unit in network.units.values() if not unit.closed]),
        ("area_id", [area for area in network.areas.values() if not area.closed]),
        ("plot_id", [plot for plot in network.plots.values() if not plot.closed]),
    ]


def _not_found(typed: str) -> str:
    near = [
        with_note(node.name, node.code) for _column, nodes in _nodes() for node in nodes if typed in node.name
    ]
    if near and typed:
        return str(
            _("没有“%(words)s”。是不是：%(near)s？") % {"words": typed, "near": in_a_row(near[:SHOWN])}
        )
    return str(_("没有“%(words)s”。请写单位的全名或代码。") % {"words": typed})
