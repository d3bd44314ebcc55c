"""Every read of the network that others may use; what is asked all day is in `tree` and `geometry`."""

from huisheng.network.queries.dispatches import (
    FEWEST_MEMBERS,
    EntityRow,
    Standing,
    entities,
    entity_row,
    unregistered,
)
from huisheng.network.queries.gaps import Gaps, Lone, SectorGap, gaps
from huisheng.network.queries.history import (
    ChainThen,
    Responsible,
    UnitThen,
    chain_on,
    line_on,
    responsible_for_dwelling_on,
    responsible_on,
    row_on,
)
from huisheng.network.queries.organisations import (
    OrganisationPage,
    OrganisationRow,
    organisation_page,
    organisations_in,
    organisations_of_kind,
)
from huisheng.network.queries.places import AreaPage, PlotPage, area_page, plot_page
from huisheng.network.queries.story import Told, planned_for, story_of
from huisheng.network.queries.units import UnitPage, unit_page

__all__ = [
    "FEWEST_MEMBERS",
    "AreaPage",
    "ChainThen",
    "EntityRow",
    "Gaps",
    "Lone",
    "OrganisationPage",
    "OrganisationRow",
    "PlotPage",
    "Responsible",
    "SectorGap",
    "Standing",
    "Told",
    "UnitPage",
    "UnitThen",
    "area_page",
    "chain_on",
    "entities",
    "entity_row",
    "gaps",
    "line_on",
    "organisation_page",
    "organisations_in",
    "organisations_of_kind",
    "planned_for",
    "plot_page",
    "responsible_for_dwelling_on",
    "responsible_on",
    "row_on",
    "story_of",
    "unit_page",
    "unregistered",
]
