from .batch import Batch
from .call_script import CallScript
from .case import Case
from .catalogue import CatalogueVersion, Category, Deadline, Leeway, Reserved, Route
from .erasure import ErasureRequest
from .event import CaseEvent
from .handle import Handle
from .mediation import MediationAgreement, MediationParty, MediationSession
from .opening import CaseOpening
from .party import CaseParty
from .photo import CasePhoto
from .rating import CaseRating
from .retention import RetentionRule
from .side_clock import SideClock
from .whistle import Whistle, WhistleCall
from .words import CaseWords

__all__ = [
    "Batch",
    "CallScript",
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
    "ErasureRequest",
    "Handle",
    "Leeway",
    "MediationAgreement",
    "MediationParty",
    "MediationSession",
    "Reserved",
    "RetentionRule",
    "Route",
    "SideClock",
    "Whistle",
    "WhistleCall",
]
