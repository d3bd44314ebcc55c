"""One case for a page of staff: found by its number, with what its reader may know of it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import CharField, QuerySet, Subquery, UUIDField

from huisheng.cases.models import Case, CaseParty, CasePhoto, Handle, SideClock
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.projection import is_over
from huisheng.cases.models.transitions import BEFORE_ANSWER, STEP_OF, Act, Clock, State, Step
from huisheng.cases.models.words import words_place
from huisheng.cases.permissions import acts_open_to, in_reach, may_call_back, visible
from huisheng.cases.queries.course import Story, story_of
from huisheng.cases.queries.followers import Follower, followers_of
from huisheng.cases.queries.mediation import Mediation, PartyLine, mediation_of, party_lines
from huisheng.cases.queries.names import category_name, plot_label, unit_name
from huisheng.cases.queries.objections import grounds_open
from huisheng.cases.queries.taken_back import step_when_taken_back
from huisheng.cases.queries.unaccused import is_unseen
from huisheng.core import clock
from huisheng.core.prepared import Given, columns_of
from huisheng.network.tree import tree
from huisheng.outbox.kinds import KINDS
from huisheng.outbox.models import Message
from huisheng.outbox.queries import messages_of
from huisheng.people.prepared import prepared_for_viewer
from huisheng.people.queries import contact_kinds, names_of_persons, subject_key
from huisheng.people.viewer import Viewer
from huisheng.ui.components.steps import UNKNOWN


def find_case(viewer: Viewer, number: str) -> Case | None:
    """The case with this number, if this person may see it. One statement."""
    found = _by_number(viewer).rows(number=number)
    return Case.from_db(None, _CASE, found[0]) if found else None


def still_visible(viewer: Viewer, case_id: UUID) -> bool:
    """Whether this person may see the case as it now stands. One statement."""
    return bool(_seen(viewer).rows(case=case_id))


_CASE = columns_of(Case)


@prepared_for_viewer
def _by_number(viewer: Viewer) -> QuerySet[Case, Any]:
    handle = Handle.objects.filter(kind=Handle.Kind.NUMBER, value=Given("number", CharField()))
    return visible(viewer).filter(pk=Subquery(handle.values("case_id"))).values_list(*_CASE)


@prepared_for_viewer
def _seen(viewer: Viewer) -> QuerySet[Case, Any]:
    return visible(viewer).filter(pk=Given("case", UUIDField())).values_list("pk")


def find_photo(viewer: Viewer, number: str, n: int) -> CasePhoto | None:
    """A picture of a case that this person may see."""
    case = find_case(viewer, number)
    photo = CasePhoto.objects.filter(case_id=case.id, n=n).first() if case is not None else None
    return None if photo is None or is_unseen(viewer, photo.case_id, photo.seq) else photo


@dataclass
class Opened:
    """A case as one reader sees it; each part is read when it is first asked for."""

    case: Case
    viewer: Viewer

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """What this reader may do to it now."""
        closed = {Act.OBJECT} if not grounds_open(self.case) else set()
        closed |= {Act.WHISTLE} if self.case.whistle is not None else set()
        closed |= {Act.RENEW} if is_over(self.case, clock.now()) else set()
        return tuple(act for act in acts_open_to(self.viewer, self.case) if act not in closed)

    @cached_property
    def story(self) -> Story:
        """Its course. What was said when rating is hidden from those who handle it (domain.md, answer 5):

        from everybody with a post in the responsible unit or below it, its leader included.
        """
        oversees = in_reach(self.viewer, "oversee", self.case) or may_call_back(self.viewer, self.case)
        hide_comments = not oversees or self._handles or self._is_inside
        return story_of(self.case.id, self.viewer, hide_comments=hide_comments)

    @cached_property
    def address(self) -> str:
        """The sealed address, for those who work on the open case at its present step; else empty.

        That of a home is shown by an act on record only (`actions.address`), so it is empty here.
        """
        return "" if self.case.at_home else self.unsealed_address()

    def unsealed_address(self) -> str:
        """The address in clear for those who work on the present step, a home's too; else empty."""
        row = next((row for row in self.story.words.get(1, ()) if row.kind == WordsKind.ADDRESS), None)
        if row is None or row.sealed is None or self.case.subject_id is None or not self.works_on_it:
            return ""
        key = subject_key(self.case.subject_id)
        return key.open(bytes(row.sealed), words_place(row)) if key else ""

    @cached_property
    def has_sealed_address(self) -> bool:
        """Whether there is an address at all."""
        return any(row.kind == WordsKind.ADDRESS for row in self.story.words.get(1, ()))

    @property
    def may_show_address(self) -> bool:
        """Whether this reader may have a home's address shown."""
        return self.case.at_home and self.has_sealed_address and self.works_on_it

    @cached_property
    def contact_kind(self) -> str:
        """How the resident can be reached (`phone`, `email`, `none`), never the contact itself."""
        subject_id = self.case.subject_id
        return contact_kinds([subject_id]).get(subject_id, "none") if subject_id else "none"

    @cached_property
    def messages(self) -> list[Message]:
        """What the resident was told outside of these pages, and whether it arrived; newest first."""
        told = messages_of(self.case.id) if self.case.subject_id else []
        return [each for each in told if not self.story.unseen.has_moment(each.queued_at)]

    @cached_property
    def mediation(self) -> Mediation | None:
        """Its mediation, where it is one."""
        return mediation_of(self.case)

    @cached_property
    def mediation_lines(self) -> list[PartyLine]:
        """The parties of its mediation, in words."""
        return party_lines(self.mediation) if self.mediation else []

    @cached_property
    def may_turn_back(self) -> bool:
        """Whether this reader may make the mediation an ordinary matter again."""
        if Act.TURN_BACK not in self.acts or self.mediation is None:
            return False
        return self.mediation.may_be_turned_back

    @property
    def reply_is_lost(self) -> bool:
        """Whether the last answer is known, or feared, not to have arrived."""
        replies = (each for each in self.messages if KINDS[each.kind].is_reply)
        last = next(replies, None)
        return self.case.reply_delivered_at is None and last is not None and last.is_lost

    @cached_property
    def photos(self) -> list[CasePhoto]:
        """Its pictures, without their bytes."""
        found = CasePhoto.objects.filter(case_id=self.case.id).defer("jpeg", "thumbnail").order_by("n")
        return [photo for photo in found if not self.story.unseen.has(photo.seq)]

    @cached_property
    def called(self) -> list[str]:
        """Names of the units that were called to it."""
        parties = CaseParty.objects.filter(case_id=self.case.id, until__isnull=True).order_by("since")
        return [unit_name(unit) for unit in parties.values_list("unit_id", flat=True)]

    @cached_property
    def handler(self) -> str:
        """The name of the person to whom it was given."""
        person = self.case.handler_id
        if person is None:
            return ""
        return self.story.names.get(person) or names_of_persons([person]).get(person, "")

    @cached_property
    def head(self) -> Case | None:
        """The case that this one follows, or got its answer from, for whoever may see that one."""
        head_id = self.case.head_id
        return visible(self.viewer).filter(pk=head_id).first() if head_id is not None else None

    @cached_property
    def followers(self) -> list[Follower]:
        """Who follows it; what they said only for those who work on it."""
        at_desk = any(in_reach(self.viewer, function, self.case) for function in ("triage", "assign"))
        return followers_of(self.case, with_words=self._handles or at_desk)

    @property
    def step(self) -> str:
        """The present step, as the steps' line wants it."""
        if self.case.state == State.HISTORIC:
            return UNKNOWN
        return str(self.case.step) if self.case.is_pending else str(self.left or "done")

    @cached_property
    def left(self) -> Step | None:
        """In which step the resident took it back; None where it was not taken back."""
        return step_when_taken_back(self.case, self.story.timed)

    @property
    def came_back(self) -> bool:
        """Whether the resident said that it is not done, and it is being done anew."""
        return self.case.state == State.RETURNED

    @property
    def unit(self) -> str:
        """Who is responsible."""
        return unit_name(self.case.unit_id)

    @property
    def supervisor(self) -> str:
        """Who watches."""
        return unit_name(self.case.supervisor_id)

    @property
    def arbiter(self) -> str:
        """Who has to rule on the unit's objection."""
        return unit_name(self.case.arbiter_id)

    @cached_property
    def ruling_due(self) -> datetime | None:
        """Until when the arbiter has to rule; None where nobody has to. One statement where there is something."""
        if self.case.arbiter_id is None:
            return None
        clocks = SideClock.objects.filter(case_id=self.case.id, clock=Clock.RULE, ended_at__isnull=True)
        return clocks.values_list("due_at", flat=True).first()

    @property
    def plot(self) -> str:
        """Where: the plot."""
        return plot_label(self.case.plot_id)

    @property
    def category(self) -> str:
        """What kind of matter."""
        return category_name(self.case.category_id)

    @cached_property
    def _handles(self) -> bool:
        return in_reach(self.viewer, "handle", self.case) or self.case.handler_id == self.viewer.person_id

    @property
    def _is_inside(self) -> bool:
        inside = tree().subtree(self.case.unit_id)
        return any(post.home_units() & inside for post in self.viewer.posts)

    @property
    def works_on_it(self) -> bool:
        """Whether this reader works on the open case at its present step."""
        if not self.case.is_pending:
            return False
        if self.case.state not in BEFORE_ANSWER:
            return self._handles
        if STEP_OF[State(self.case.state)] == Step.TRIAGE or self.case.state == State.TRIAGED:
            return any(in_reach(self.viewer, function, self.case) for function in ("triage", "assign"))
        return self._handles
