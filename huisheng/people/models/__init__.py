from .account import Account
from .appointments import Absence, AbsenceRequest, Appointment
from .consent import Consent
from .entry import Invitation, SecondFactorReset, SignInFailure
from .grants import RoleGrant
from .member import Member, MemberChange
from .person import Person
from .roles import Function, Role, RoleFunction
from .subject import Subject

__all__ = [
    "Absence",
    "AbsenceRequest",
    "Account",
    "Appointment",
    "Consent",
    "Function",
    "Invitation",
    "Member",
    "MemberChange",
    "Person",
    "Role",
    "RoleFunction",
    "RoleGrant",
    "SecondFactorReset",
    "SignInFailure",
    "Subject",
]
