from .account import Account
from .appointments import Absence, AbsenceRequest, Appointment
from .consent import Consent
from .entry import Invitation, SecondFactorReset, SignInFailure
from .grants import RoleGrant
from .member import ImportedMember, Member, MemberChange, MemberExport
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
    "ImportedMember",
    "Invitation",
    "Member",
    "MemberChange",
    "MemberExport",
    "Person",
    "Role",
    "RoleFunction",
    "RoleGrant",
    "SecondFactorReset",
    "SignInFailure",
    "Subject",
]
