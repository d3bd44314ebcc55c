"""Mediation (domain.md D17): parties, meetings, an agreement, and looking back whether it was kept.

What was said and what anybody thinks is nobody's to write down: a meeting has an outcome and no notes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from huisheng.cases.actions.course import RESIDENT, Actor, Course, Token, on_case, staff
from huisheng.cases.actions.number import check_is_theirs
from huisheng.cases.actions.succeed import as_it_stood, succeed
from huisheng.cases.actions.tell import tell_party
from huisheng.cases.models import Case, MediationAgreement, MediationParty, MediationSession
from huisheng.cases.models.codes import CaseKind, HowAgreed, SessionOutcome, WordsKind
from huisheng.cases.models.transitions import BEING_HANDLED, ENDED_BY_ANSWER, Act, NotOpen, State
from huisheng.cases.queries.mediation import MOST_PARTIES, Mediation, mediation_of, parties_of
from huisheng.core import clock
from huisheng.people.actions.subjects import Wishes, seal_contact
from huisheng.people.contacts import Contact
from huisheng.people.viewer import Viewer


class NotAParty(Exception):
    """There is no such party, no such meeting, or no agreement to agree to."""


@dataclass(frozen=True)
class Meeting:
    """When and where the parties meet."""

    at: datetime
    place: str


def start_mediation(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """Make it a mediation, whose first party is whoever asked. `NotOpen` for what is about a unit or a worker.

    Whoever followed it waits on for the matter that was common; one that was a mediation before becomes it again.
    """

    def steps(course: Course) -> None:
        case = course.case
        if case.kind != CaseKind.ORDINARY:
            raise NotOpen(Act.MEDIATE, State(case.state))
        stood = as_it_stood(case)
        course.step(Act.MEDIATE, kind=CaseKind.MEDIATION.value)
        MediationParty.objects.get_or_create(case_id=case.id, n=1, defaults={"subject_id": case.subject_id})
        succeed(course, stood)

    return on_case(case_id, staff(viewer), token, steps)


def join_party(case_id: UUID, viewer: Viewer, token: Token, contact: Contact | None, language: str) -> Case:
    """Take another party in; the contact, if one is left, is sealed at once and shown to nobody.

    `NotTheirNumber` when it is the number of whoever writes it down, or an office's.
    """
    check_is_theirs(contact, viewer)

    def steps(course: Course, mediation: Mediation) -> None:
        n = len(mediation.parties) + 1
        if n > MOST_PARTIES:
            raise NotAParty(n)
        subject = seal_contact(contact, wishes=Wishes(language)).subject_id if contact else None
        course.step(Act.JOIN, party=n)
        MediationParty.objects.create(case_id=course.case.id, n=n, subject_id=subject)

    return on_mediation(case_id, staff(viewer), token, Act.JOIN, steps)


def arrange_meeting(case_id: UUID, viewer: Viewer, token: Token, meeting: Meeting) -> Case:
    """Say when and where the parties meet; all who left a contact are told. Earlier, unheld ones are replaced."""

    def steps(course: Course, mediation: Mediation) -> None:
        event = course.step(Act.MEET, meets_at=meeting.at)
        MediationSession.objects.filter(case_id=course.case.id, outcome="").delete()
        MediationSession.objects.create(
            case_id=course.case.id,
            seq=event.seq,
            at=meeting.at,
            place=meeting.place,
            mediator_id=viewer.person_id,
        )
        for party in mediation.parties:
            tell_party(
                course.case, party, "mediation_session", str(event.seq), day=meeting.at, place=meeting.place
            )

    return on_mediation(case_id, staff(viewer), token, Act.MEET, steps)


def note_meeting(
    case_id: UUID, viewer: Viewer, token: Token, came: list[int], outcome: SessionOutcome
) -> Case:
    """Note who came and what came of it. `NotAParty` when no meeting is awaited."""

    def steps(course: Course, mediation: Mediation) -> None:
        session = mediation.next_session
        known = {party.n for party in mediation.parties}
        if session is None or not set(came) <= known:
            raise NotAParty(came)
        course.step(Act.MET, session=session.seq, session_outcome=outcome.value)
        MediationSession.objects.filter(case_id=course.case.id, seq=session.seq).update(
            came=sorted(came), outcome=outcome
        )

    return on_mediation(case_id, staff(viewer), token, Act.MET, steps)


def draft_agreement(case_id: UUID, viewer: Viewer, token: Token, words: str, follow_up_on: date) -> Case:
    """Write an agreement down; whoever agreed to an earlier one is asked again. All who left a contact are told."""

    def steps(course: Course, mediation: Mediation) -> None:
        event = course.step(
            Act.DRAFT, words=(WordsKind.AGREEMENT, words), follow_up_on=follow_up_on.isoformat()
        )
        parties = MediationParty.objects.filter(case_id=course.case.id)
        parties.update(agreed_seq=None, agreed_at=None, agreed_how="", kept=None)
        MediationAgreement.objects.create(case_id=course.case.id, seq=event.seq, follow_up_on=follow_up_on)
        for party in mediation.parties:
            tell_party(course.case, party, "mediation_agreement", str(event.seq))

    return on_mediation(case_id, staff(viewer), token, Act.DRAFT, steps)


def agree(
    case_id: UUID, token: Token, n: int, how: HowAgreed = HowAgreed.SECRET, actor: Actor = RESIDENT
) -> Case:
    """One party agrees, with the own link or on paper. `NotAParty` where there is nothing to agree to."""

    def steps(course: Course, mediation: Mediation) -> None:
        agreement = mediation.agreement
        if agreement is None or n not in {party.n for party in mediation.waited_for}:
            raise NotAParty(n)
        course.step(Act.AGREE, party=n, agreed_how=how.value)
        MediationParty.objects.filter(case_id=course.case.id, n=n).update(
            agreed_seq=agreement.seq, agreed_at=course.at, agreed_how=how
        )

    return on_mediation(case_id, actor, token, Act.AGREE, steps)


def say_whether_kept(case_id: UUID, token: Token, n: int, *, kept: bool) -> Case:
    """One party says whether the agreement was kept; the latest word counts."""

    def steps(course: Course, mediation: Mediation) -> None:
        if not mediation.is_agreed or n not in {party.n for party in mediation.parties}:
            raise NotAParty(n)
        course.step(Act.FOLLOW_UP, party=n, kept=kept)
        MediationParty.objects.filter(case_id=course.case.id, n=n).update(kept=kept)

    return on_mediation(case_id, RESIDENT, token, Act.FOLLOW_UP, steps)


def ask_whether_kept() -> int:
    """Ask all parties of agreements whose day has come whether they were kept; how many agreements."""
    asked = 0
    with transaction.atomic():
        due = MediationAgreement.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            follow_up_on__lte=clock.today(),
            asked_at__isnull=True,
            case__state__in=[*BEING_HANDLED, *ENDED_BY_ANSWER],
        )
        for agreement in due.select_related("case")[:200]:
            parties = list(parties_of(agreement.case))
            if all(party.agreed_seq == agreement.seq for party in parties):
                for party in parties:
                    tell_party(agreement.case, party, "mediation_follow_up", str(agreement.seq))
                asked += 1
            MediationAgreement.objects.filter(case_id=agreement.case_id, seq=agreement.seq).update(
                asked_at=clock.now()
            )
    return asked


def on_mediation(
    case_id: UUID, actor: Actor, token: Token, act: Act, steps: Callable[[Course, Mediation], None]
) -> Case:
    """`on_case` for a case that is a mediation; `NotOpen` for any other."""

    def as_mediation(course: Course) -> None:
        mediation = mediation_of(course.case)
        if mediation is None:
            raise NotOpen(act, State(course.case.state))
        steps(course, mediation)

    return on_case(case_id, actor, token, as_mediation)
