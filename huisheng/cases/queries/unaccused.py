"""What was written while a case was about somebody, when it is so no longer: for them it stays out of sight.

A case that accuses is invisible to the accused (`permissions.unbarred`). When the accusation is lifted, the matter may
go to the very unit that was meant. Whoever would have been barred then goes on seeing nothing of that time: neither
that there was an accusation nor whom it named, nothing that was written, said or photographed in it, nothing in search,
news or log. The words with which the matter began stay: without them nobody could handle it, and whoever lifts is told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from huisheng.cases.models import CaseEvent
from huisheng.cases.models.transitions import Act
from huisheng.cases.standing import READING
from huisheng.people.viewer import Viewer

MARKING = (Act.ASK, Act.ACCUSE, Act.LIFT)
# Of the codes of the event with which a case began: what tells that it was about somebody.
TELLING = ("about_a_unit", "accused_unit_id", "accused_person_id", "desk_reason")
# Rows of a case (events, words) from before an accusation was lifted: for what is shown away from the case's own page.
BEFORE_LIFTING = Exists(
    CaseEvent.objects.filter(case_id=OuterRef("case_id"), act=Act.LIFT, seq__gt=OuterRef("seq"))
)


@dataclass(frozen=True)
class Span:
    """A time that somebody does not see, from the accusing event to the one that ended it (None: it goes on)."""

    first: CaseEvent
    last: CaseEvent | None

    def has(self, seq: int) -> bool:
        """Whether the event lies in it."""
        return self.first.seq <= seq and (self.last is None or seq <= self.last.seq)

    def has_moment(self, at: datetime) -> bool:
        """Whether this happened in it, before the act that ended it."""
        return self.first.at <= at and (self.last is None or at < self.last.at)


@dataclass(frozen=True)
class Unseen:
    """All such times of one case for one reader: none, as a rule."""

    spans: Sequence[Span] = ()

    def has(self, seq: int) -> bool:
        """Whether what was written with this event is kept from the reader; what a case began with never is."""
        return seq > 1 and any(span.has(seq) for span in self.spans)

    def has_moment(self, at: datetime) -> bool:
        """Whether what happened at this moment is kept from the reader."""
        return any(span.has_moment(at) for span in self.spans)

    def told(self, event: CaseEvent) -> CaseEvent:
        """An event that the reader sees, without what it says of the accusation with which the case began."""
        if event.seq == 1 and any(span.first.seq == 1 for span in self.spans):
            event.codes = {name: code for name, code in event.codes.items() if name not in TELLING}
        return event


def unseen(viewer: Viewer, events: Iterable[CaseEvent]) -> Unseen:
    """What this person does not see of a case, by its events or those of `MARKING`, in their order."""
    spans: list[Span] = []
    accusing: list[CaseEvent] = []
    for event in events:
        if event.act == Act.LIFT and accusing:
            spans += [Span(accusing[0], event)] if _concerned(viewer, accusing) else []
            accusing = []
        elif event.codes.get("about_a_unit"):
            accusing.append(event)
    return Unseen((*spans, *_going_on(viewer, accusing)))


def unseen_of(viewer: Viewer, case_ids: Iterable[UUID]) -> Mapping[UUID, Unseen]:
    """The same for those of several cases of which something is not seen. One statement, none without a case."""
    ids = set(case_ids)
    marks: dict[UUID, list[CaseEvent]] = {}
    found = (
        CaseEvent.objects.filter(case_id__in=ids, act__in=MARKING).order_by("case_id", "seq") if ids else ()
    )
    for event in found:
        marks.setdefault(event.case_id, []).append(event)
    all_unseen = {case_id: unseen(viewer, events) for case_id, events in marks.items()}
    return {case_id: each for case_id, each in all_unseen.items() if each.spans}


def is_unseen(viewer: Viewer, case_id: UUID, seq: int) -> bool:
    """Whether what came with this event is kept from this person. One statement, none for what a case began with."""
    kept = unseen_of(viewer, [case_id]) if seq > 1 else {}
    return case_id in kept and kept[case_id].has(seq)


def _going_on(viewer: Viewer, accusing: Sequence[CaseEvent]) -> Iterable[Span]:
    """It is still about somebody: whoever was meant first and is no longer does not see the time until then."""
    meant = [n for n, event in enumerate(accusing) if _means(viewer, event)]
    if meant:
        yield Span(accusing[0], next(iter(accusing[meant[-1] + 1 :]), None))


def _concerned(viewer: Viewer, accusing: Sequence[CaseEvent]) -> bool:
    """Whether this person was meant, or may have been: where nobody was ever named, all who did not have it then."""
    if not any(event.codes.get("accused_unit_id") for event in accusing):
        return not any(accusing[0].unit_id in viewer.reach_for(function) for function in READING)
    return any(_means(viewer, event) for event in accusing)


def _means(viewer: Viewer, event: CaseEvent) -> bool:
    person = event.codes.get("accused_person_id")
    return event.codes.get("accused_unit_id") in viewer.barred_units or (
        person is not None and person == viewer.person_id
    )
