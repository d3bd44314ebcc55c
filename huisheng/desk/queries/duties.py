"""What a unit is responsible for by the catalogue in force."""

from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.queries.names import name_of
from huisheng.network.nodes import UnitNode


def duties_of(unit: UnitNode) -> list[str]:
    """Names of the categories that the catalogue gives to this department, or to units of this level."""
    held = catalogue()
    levelled = unit.level > 1
    return [
        name_of(category)
        for category in held.categories.values()
        if (target := held.routes.get(category.id)) is not None
        and (target.department_id == unit.id or (levelled and target.level == unit.level))
    ]


def catalogue_version() -> str:
    """The edition in force; empty when none is."""
    return catalogue().version
