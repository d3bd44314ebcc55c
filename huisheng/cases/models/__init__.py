from .batch import Batch
from .case import Case
from .catalogue import CatalogueVersion, Category, Deadline, Route
from .event import CaseEvent
from .handle import Handle
from .party import CaseParty
from .photo import CasePhoto
from .rating import CaseRating
from .words import CaseWords

__all__ = [
    "Batch",
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
    "Route",
]
