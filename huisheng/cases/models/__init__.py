from .case import Case
from .catalogue import CatalogueVersion, Category, Deadline, Leeway, Route
from .event import CaseEvent
from .handle import Handle
from .party import CaseParty
from .photo import CasePhoto
from .rating import CaseRating
from .side_clock import SideClock
from .words import CaseWords

__all__ = [
    "Case",
    "CaseEvent",
    "CaseParty",
    "CasePhoto",
    "CaseRating",
    "CaseWords",
    "CatalogueVersion",
    "Category",
    "Deadline",
    "Handle",
    "Leeway",
    "Route",
    "SideClock",
]
