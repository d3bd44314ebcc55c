"""To whom a stuck case could go: who is responsible by the catalogue, and who is near."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huisheng.cases.models import Case
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.names import category_name
from huisheng.cases.queries.routing import is_within, route
from huisheng.network.nodes import UnitNode
from huisheng.network.tree import tree

NEAR_LEVELS = (4, 3, 2)


@dataclass(frozen=True)
class Candidate:
    """A unit, and why it is proposed."""

    unit: UnitNode
    why: str


def candidates_for(case: Case) -> list[Candidate]:
    """Each unit once, without the present one, closed ones and those that the case is about. No statement."""
    found: dict[int, Candidate] = {}
    for unit_id, why in _proposed(case):
        if _could_have(case, tree().unit(unit_id)):
            found.setdefault(unit_id, Candidate(tree().unit(unit_id), why))
    return list(found.values())


def _could_have(case: Case, unit: UnitNode) -> bool:
    return (
        unit.id != case.unit_id and not unit.closed and not is_within(tree(), unit.id, case.accused_unit_id)
    )


def _proposed(case: Case) -> Iterator[tuple[int, str]]:
    network = tree()
    if case.category_id is not None:
        place = {"plot_id": case.plot_id, "desk_unit_id": case.unit_id}
        routed = route(network, catalogue(), category_id=case.category_id, **place)
        if routed.reason is None:
            category = category_name(case.category_id)
            yield routed.unit_id, _("按目录，%(category)s归它") % {"category": category}
    start = network.plot(case.plot_id).unit_id if case.plot_id is not None else case.unit_id
    for level in NEAR_LEVELS:
        near = network.at_level(start, level)
        if near is not None:
            yield near, _("管这块地") if case.plot_id is not None else _("在同一条线上")
    above = network.above(case.unit_id)
    if above is not None:
        yield above, _("现在这个单位的上一级")
