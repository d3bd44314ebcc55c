from .case import Case
from .catalogue import CatalogueVersion, Category, Deadline, Leeway, Reserved, Route
from .event import CaseEvent
from .handle import Handle
from .mediation import MediationAgreement, MediationParty, MediationSession
from .opening import CaseOpening
from .party import CaseParty
from .photo import CasePhoto
from .rating import CaseRating
from .side_clock import SideClock
from .words import CaseWords

__all__ = [
    "Case",
    "CaseEvent",
    "CaseOpening",
    "CaseParty",
    "CasePhoto",
    "CaseRating",
    "CaseWords",
    "CatalogueVersion",
    "Category",
    "Deadline",
    "Handle",
    "Leeway",
    "MediationAgreement",
    "MediationParty",
    "MediationSession",
    "Reserved",
    "Route",
    "SideClock",
]
