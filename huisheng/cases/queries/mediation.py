"""A mediation as its mediator and its parties may know it. Parties have numbers here, and no names."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huisheng.cases.models import (
    Case,
    CaseWords,
    Handle,
    MediationAgreement,
    MediationParty,
    MediationSession,
)
from huisheng.cases.models.codes import OUTCOMES_OF, CaseKind, Outcome, SessionOutcome, WordsKind
from huisheng.cases.models.handle import party_value
from huisheng.people.queries import contact_kinds

MOST_PARTIES = 8
LETTERS = "甲乙丙丁戊己庚辛"
ENGLISH = "ABCDEFGH"


@dataclass(frozen=True)
class Mediation:
    """All of it. `text` is the newest agreement's, empty when there is none or it was erased."""

    case: Case
    parties: tuple[MediationParty, ...]
    sessions: tuple[MediationSession, ...]
    agreement: MediationAgreement | None
    text: str

    @property
    def is_agreed(self) -> bool:
        """Whether all parties agreed to the newest agreement."""
        return self.agreement is not None and not self.waited_for

    @property
    def waited_for(self) -> tuple[MediationParty, ...]:
        """Who has not agreed to it yet."""
        seq = self.agreement.seq if self.agreement else None
        return tuple(party for party in self.parties if party.agreed_seq != seq)

    @property
    def next_session(self) -> MediationSession | None:
        """The meeting whose outcome is still to come."""
        return next((session for session in self.sessions if not session.outcome), None)

    @property
    def was_held(self) -> bool:
        """Whether the parties met at least once."""
        return any(session.outcome not in ("", SessionOutcome.NOT_HELD) for session in self.sessions)

    @property
    def may_be_turned_back(self) -> bool:
        """Whether it may be an ordinary matter again: nobody else takes part, nobody met, nothing was agreed on."""
        return len(self.parties) == 1 and not self.was_held and self.agreement is None

    def party(self, n: int) -> MediationParty:
        """One of them."""
        return next(party for party in self.parties if party.n == n)


def mediation_of(case: Case) -> Mediation | None:
    """The mediation of a case; none when it is none. Four statements."""
    if case.kind != CaseKind.MEDIATION:
        return None
    agreement = MediationAgreement.objects.filter(case_id=case.id).order_by("-seq").first()
    return Mediation(
        case=case,
        parties=tuple(parties_of(case)),
        sessions=tuple(MediationSession.objects.filter(case_id=case.id).order_by("-at", "-seq")),
        agreement=agreement,
        text=_text(agreement) if agreement else "",
    )


def parties_of(case: Case) -> QuerySet[MediationParty]:
    """The parties in order."""
    return MediationParty.objects.filter(case_id=case.id).order_by("n")


def party_name(n: int) -> str:
    """How papers and pages call a party: 甲, 乙, …"""
    return LETTERS[n - 1]


def party_label(n: int) -> str:
    """甲方（提出的人）, 乙方, …"""
    letter = party_name(n)
    if (get_language() or "").startswith("en"):
        letter = f"{ENGLISH[n - 1]} ({letter})"
    name = _("%(letter)s方") % {"letter": letter}
    return _("%(name)s（提出的人）") % {"name": name} if n == 1 else name


@dataclass(frozen=True)
class PartyLine:
    """One party in words: how it is reached (never where), how it agreed, and whether it says that all was kept."""

    name: str
    reached: str
    agreed: str
    kept: bool | None


def party_lines(mediation: Mediation) -> list[PartyLine]:
    """All parties, in order. One statement."""
    kinds = contact_kinds(party.subject_id for party in mediation.parties if party.subject_id is not None)
    seq = mediation.agreement.seq if mediation.agreement else None
    return [
        PartyLine(
            name=party_label(party.n),
            reached=_reached(kinds.get(party.subject_id, "") if party.subject_id else ""),
            agreed=str(party.get_agreed_how_display()) if seq and party.agreed_seq == seq else "",
            kept=party.kept,
        )
        for party in mediation.parties
    ]


def _reached(kind: str) -> str:
    said = {"phone": _("留了电话"), "email": _("留了邮箱")}
    return said.get(kind, _("没有留联系方式"))


def find_party(secret: str) -> tuple[Case, int] | None:
    """The case and the party that a party's secret opens. Two statements."""
    values = {party_value(secret, n): n for n in range(2, MOST_PARTIES + 1)}
    found = Handle.objects.filter(kind=Handle.Kind.PARTY, value__in=values).first()
    case = Case.objects.filter(pk=found.case_id, kind=CaseKind.MEDIATION).first() if found else None
    return (case, values[found.value]) if case is not None and found is not None else None


def possible_outcomes(case: Case, mediation: Mediation | None) -> tuple[Outcome, ...]:
    """With which outcomes a case of its kind may be answered as it stands; `mediation` is its own, where it is one."""
    possible = OUTCOMES_OF[case.kind]
    if mediation is not None and not mediation.is_agreed:
        return tuple(outcome for outcome in possible if outcome != Outcome.AGREED)
    return possible


def _text(agreement: MediationAgreement) -> str:
    words = CaseWords.objects.filter(case_id=agreement.case_id, seq=agreement.seq, kind=WordsKind.AGREEMENT)
    return words.values_list("text", flat=True).first() or ""
