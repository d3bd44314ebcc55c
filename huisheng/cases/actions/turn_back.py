"""A mediation that was begun in error becomes an ordinary matter again, while nobody but whoever asked takes part.

`Act.UNDO` is not the way: it takes back what was done last, for minutes, and not what moved other cases. Notes and
news since then stay, and who followed the case goes on alone.
"""

from uuid import UUID

from huisheng.cases.actions.course import Course, Token, staff
from huisheng.cases.actions.mediate import on_mediation
from huisheng.cases.actions.tell import tell
from huisheng.cases.models import Case, MediationParty, MediationSession
from huisheng.cases.models.codes import CaseKind
from huisheng.cases.models.transitions import Act, NotOpen, State
from huisheng.cases.queries.mediation import Mediation
from huisheng.people.viewer import Viewer


def turn_back(case_id: UUID, viewer: Viewer, token: Token) -> Case:
    """Make it an ordinary matter again; a meeting that was arranged is called off, and whoever asked is told so.

    `NotOpen` once another party joined, a meeting was held or an agreement was written.
    """

    def steps(course: Course, mediation: Mediation) -> None:
        case = course.case
        if not mediation.may_be_turned_back:
            raise NotOpen(Act.TURN_BACK, State(case.state))
        event = course.step(Act.TURN_BACK, kind=CaseKind.ORDINARY.value)
        MediationSession.objects.filter(case_id=case.id, outcome="").delete()
        MediationParty.objects.filter(case_id=case.id).delete()
        if mediation.next_session is not None:
            tell(case, "mediation_off", str(event.seq))

    return on_mediation(case_id, staff(viewer), token, Act.TURN_BACK, steps)
