"""The models of the network, by subject."""

from huisheng.network.models.area import Area, AreaKind
from huisheng.network.models.change import Change, ChangeEnd, DoneAct
from huisheng.network.models.dwelling import Dwelling
from huisheng.network.models.entity import Entity
from huisheng.network.models.need import NeedClass
from huisheng.network.models.organisation import (
    DispatchedBranch,
    MassOrg,
    MassOrgKind,
    Organisation,
    OrganisationKind,
    Sector,
)
from huisheng.network.models.plot import (
    DrawnFrom,
    OwnersCommittee,
    Plot,
    PlotHolding,
    PlotHub,
    Team,
)
from huisheng.network.models.revision import Revision, Version
from huisheng.network.models.taking_in import Import
from huisheng.network.models.unit import LEVEL_OF_KIND, Party, Unit, UnitKind

__all__ = [
    "LEVEL_OF_KIND",
    "Area",
    "AreaKind",
    "Change",
    "ChangeEnd",
    "DispatchedBranch",
    "DoneAct",
    "DrawnFrom",
    "Dwelling",
    "Entity",
    "Import",
    "MassOrg",
    "MassOrgKind",
    "NeedClass",
    "Organisation",
    "OrganisationKind",
    "OwnersCommittee",
    "Party",
    "Plot",
    "PlotHolding",
    "PlotHub",
    "Revision",
    "Sector",
    "Team",
    "Unit",
    "UnitKind",
    "Version",
]
