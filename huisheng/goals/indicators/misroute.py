"""Misroute 派错率: objections that an arbiter upheld, of all assignments, by how it had been assigned."""

from django.utils.translation import gettext_lazy as _

from huisheng.cases.models.codes import AssignedBy
from huisheng.cases.queries.figures import Figures
from huisheng.goals.indicators.indicator import Parameters, Part, Value, Values, share


def _part(figures: Figures, _parameters: Parameters) -> tuple[float, int]:
    ways = figures.misrouted.values()
    return sum(way.upheld for way in ways), sum(way.assignments for way in ways)


def _parts(figures: Figures, _parameters: Parameters, _others: Values) -> list[Part]:
    """By way of assigning; who assigned is for the eyes of their own unit, and nobody is ranked."""
    return [
        Part(str(AssignedBy(way).label), Value(held.assignments, held.upheld))
        for way, held in figures.misrouted.items()
        if held.assignments or held.upheld
    ]


INDICATOR = share(
    "misroute",
    _("派错率"),
    _(
        "这个月的每一次交办里面，单位说不归它、裁定也说派错了的。算在派的一方，不算在说的一方；只按怎样派的分开，不列人。"
    ),
    _part,
    _parts,
)
