"""One whistle as it is read: its calls, how far each unit is, what was said of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Subquery
from django.utils.translation import gettext as _

from huisheng.cases.judging import whistle_rows
from huisheng.cases.models import Case, Handle, SideClock, Whistle, WhistleCall
from huisheng.cases.models.codes import Grade, Part
from huisheng.cases.models.transitions import OF_WHISTLES, Act, Clock
from huisheng.cases.permissions import UNCLEAR, own_units, unbarred, visible
from huisheng.cases.queries.course import Story
from huisheng.cases.queries.names import unit_name
from huisheng.cases.queries.unaccused import is_unseen
from huisheng.people.viewer import Viewer


@dataclass(frozen=True)
class CallTold:
    """One called unit: how far it is, until when the next thing is due, and what was said of it at the end."""

    call: WhistleCall
    unit: str
    arbiter: str
    due: dict[str, datetime]

    @property
    def part(self) -> str:
        """Lead or helper."""
        return str(Part(self.call.part).label)

    @property
    def next_act(self) -> Act | None:
        """What this unit owes next; None when it has reported, left, or waits for a ruling."""
        call = self.call
        if call.ended_at or call.ruling or call.reported_at:
            return None
        if call.signed_at is None and call.came_at is None:
            return Act.SIGN_CALL
        if call.contact_at is None:
            return Act.CONTACT_CALL
        return Act.REPORT_CALL if call.came_at else Act.VISIT

    @property
    def next_due(self) -> datetime | None:
        """Until when it owes what is most pressing."""
        return min(self.due.values(), default=None)

    @property
    def grades(self) -> list[tuple[str, str]]:
        """Which question was answered how."""
        call = self.call
        answers = (("in_time", call.in_time), ("together", call.together), ("result", call.result))
        return [(name, str(Grade(grade).label)) for name, grade in answers if grade]


@dataclass(frozen=True)
class WhistleTold:
    """One whistle with its calls; the lead comes first."""

    case: Case
    whistle: Whistle
    unit: str
    calls: list[CallTold]

    def of(self, units: Collection[int]) -> CallTold | None:
        """The call of one of these units; of several, the first that owes something next."""
        theirs = [each for each in self.calls if each.call.unit_id in units]
        return next((each for each in theirs if each.next_act), theirs[0] if theirs else None)


def find_whistle(viewer: Viewer, number: str, n: int) -> WhistleTold | None:
    """A whistle of a case that this person may see, or to which their unit was called, even when it is over."""
    handle = Handle.objects.filter(kind=Handle.Kind.NUMBER, value=number).values("case_id")
    whistle = Whistle.objects.filter(case_id=Subquery(handle), n=n).select_related("case").first()
    if whistle is None:
        return None
    calls = list(WhistleCall.objects.filter(case_id=whistle.case_id, n=n))
    mine = own_units(viewer)
    was_called = any(call.unit_id in mine for call in calls) or whistle.unit_id in mine
    cases = unbarred(viewer).exclude(UNCLEAR) if was_called else visible(viewer)
    if not cases.filter(pk=whistle.case_id).exists() or is_unseen(viewer, whistle.case_id, n):
        return None
    return _told(whistle.case, whistle, calls)


def open_whistle(case: Case) -> WhistleTold | None:
    """The whistle of a case that is not over. No statement where there is none, else at most three."""
    if case.whistle is None:
        return None
    return _told(case, *whistle_rows(case))


def _told(case: Case, whistle: Whistle, calls: Iterable[WhistleCall]) -> WhistleTold:
    due: dict[int, dict[str, datetime]] = {}
    clocks = SideClock.objects.filter(case_id=case.id, clock__in=OF_WHISTLES, ended_at__isnull=True)
    for each in clocks if whistle.ended_at is None else ():
        due.setdefault(each.unit_id, {})[each.clock] = each.due_at
    ordered = sorted(calls, key=lambda call: (call.part != Part.LEAD, unit_name(call.unit_id)))
    return WhistleTold(
        case=case,
        whistle=whistle,
        unit=unit_name(whistle.unit_id),
        calls=[
            CallTold(call, unit_name(call.unit_id), unit_name(call.arbiter_id), _of_unit(call, due))
            for call in ordered
        ],
    )


def _of_unit(call: WhistleCall, due: dict[int, dict[str, datetime]]) -> dict[str, datetime]:
    return {name: at for name, at in due.get(call.unit_id, {}).items() if name != Clock.RULE_CALL}


def visits_of(story: Story, n: int) -> list[tuple[datetime, str, str, str]]:
    """What is on record of visits: when, which units, what was done, what remains."""
    found = []
    for event in story.events:
        if event.act == Act.VISIT and event.codes.get("whistle") == n:
            words = {row.kind: row.text for row in story.words.get(event.seq, ())}
            names = _("、").join(unit_name(unit) for unit in event.codes["came"])
            at = datetime.fromisoformat(event.codes["came_at"])
            found.append((at, names, words.get("visit", ""), words.get("remains", "")))
    return found


def words_of(story: Story, n: int) -> str:
    """What was said when the whistle was blown."""
    return next((row.text for row in story.words.get(n, ()) if row.kind == "whistle"), "")


def numbers_of(case_id: UUID) -> list[int]:
    """The whistles of a case, in their order."""
    return list(Whistle.objects.filter(case_id=case_id).order_by("n").values_list("n", flat=True))
