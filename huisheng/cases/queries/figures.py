"""What indicators are made of, counted over sets of cases exactly as indicators.md defines them.

*Due*: the first deadline falls in the period, what waits on the pending ledger included, without what was
withdrawn, merged (counted at its head) or left out of the figures by two people. While nobody has promised
anything yet, the first deadline is the desk's, as it was set on receipt: it neither moves when the case is passed
from desk to desk nor lets it escape by waiting there. The verifier (`huisheng.verify`) counts by the same.
*Closed*: the last reply was delivered, and the resident confirmed or stayed silent; the time is that reply's.
*On time*: that reply came before the first deadline plus approved extensions; a send-back resets neither.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from huisheng.cases.models import Case, CaseEvent, CaseRating
from huisheng.cases.models.codes import CaseKind, Level
from huisheng.cases.models.end_rules import UNPROMISED
from huisheng.cases.models.ends import LEFT_OUT, POLICY_LIMITS, Exclusion, Pending, Recheck
from huisheng.cases.models.transitions import BEFORE_ANSWER, SOLVED_OR_SILENT, Act, State, Who
from huisheng.cases.queries.durations import Durations, working_durations
from huisheng.cases.queries.lists import under
from huisheng.cases.queries.misroute import Charged, by_way
from huisheng.cases.queries.sign_off import signed_off
from huisheng.core import clock
from huisheng.people.queries import with_telephone

DELIVERED = Q(reply_delivered_at__isnull=False)
"""The last reply was delivered: the resident spoke since, a gateway said so, or it stands on the page of whoever
left no contact."""
ON_TIME = Q(answered_at__lte=Coalesce("extension_until", "first_promised_at"))
"""The last reply came before the first deadline, or before what approved extensions made of it."""
ENDED_ELSEWHERE = Q(state__in=[State.WITHDRAWN, State.HISTORIC]) | Q(head_id__isnull=False)
CLOSED = Q(state__in=SOLVED_OR_SILENT) & DELIVERED
SAID = (Act.CONFIRM, Act.SEND_BACK)
VALID = Q(policy_limit=False) & ~Q(outcome="")


@dataclass(frozen=True)
class Period:
    """From `start` to before `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Counts:
    """How many cases there are of each kind in one period and one part of the district."""

    due: int = 0
    closed: int = 0
    on_time: int = 0
    pending: int = 0
    confirmed: int = 0
    silent: int = 0
    partly: int = 0
    unsolved: int = 0
    contacted: int = 0
    not_contacted: int = 0
    to_call: int = 0
    reached: int = 0
    reopened: int = 0
    ever_closed: int = 0
    still_fixed: int = 0
    came_back: int = 0
    policy_limits: int = 0


COUNTED = tuple(each.name for each in fields(Counts))


@dataclass(frozen=True)
class Received:
    """Of what came in: how many, how many left out of the figures, how many of those reviewed and overturned."""

    received: int
    excluded: int
    reviewed: int
    overturned: int


@dataclass(frozen=True)
class Satisfaction:
    """Ratings of the outcome by level, without those that blame the rules (D43); `policy_limit` counts these."""

    levels: dict[str, int]
    policy_limit: int

    @property
    def valid(self) -> int:
        """How many ratings count."""
        return sum(self.levels.values())


@dataclass(frozen=True)
class Figures:
    """Everything that indicators of one period and place are made of."""

    counts: Counts
    received: Received
    satisfaction: Satisfaction
    assigned: int
    signed_in_time: int
    durations: Durations
    misrouted: Mapping[str, Charged] = field(default_factory=dict)


def delivered(case: Case) -> bool:
    """Whether the last reply reached the resident, as `DELIVERED` says of sets."""
    return case.reply_delivered_at is not None


def due_cases(period: Period, unit_id: int | None = None) -> QuerySet[Case]:
    """The cases that are due in a period, below a unit or everywhere."""
    promised = Q(first_promised_at__gte=period.start, first_promised_at__lt=period.end)
    counted = Case.objects.filter(promised | _at_desks(period)).exclude(ENDED_ELSEWHERE)
    return _below(counted.exclude(exclusion__in=LEFT_OUT), unit_id)


def figures(period: Period, unit_id: int | None = None) -> Figures:
    """All of it, below a unit or for the whole district: eight statements, whatever the number of cases. What was
    assigned wrongly is counted for the district alone: whoever assigned is not whoever has the case now."""
    cases = due_cases(period, unit_id)
    first, last = _span(cases)
    signed, assigned = signed_off(cases)
    return Figures(
        counts=_counts(cases),
        received=received(period, unit_id),
        satisfaction=satisfaction(cases),
        assigned=assigned,
        signed_in_time=signed,
        durations=working_durations(cases.filter(CLOSED), first, last),
        misrouted=by_way(period.start, period.end) if unit_id is None else {},
    )


def by_street(period: Period) -> dict[int, Counts]:
    """The counts by sub-centre, for streets and towns. One statement. Cases about a unit and mediations are counted
    only in the district's figures (architecture.md, Evidence)."""
    cases = due_cases(period).filter(kind=CaseKind.ORDINARY, subcentre_id__isnull=False)
    rows: Any = _annotated(cases).order_by().values("subcentre_id").annotate(**_aggregates())
    return {row["subcentre_id"]: Counts(**{name: row[name] for name in COUNTED}) for row in rows}


def received(period: Period, unit_id: int | None = None) -> Received:
    """Of what came in in a period, how much was left out, reviewed and overturned. One statement."""
    came = Case.objects.filter(received_at__gte=period.start, received_at__lt=period.end)
    row = _below(came.exclude(state=State.HISTORIC), unit_id).aggregate(
        received=Count("pk"),
        excluded=Count("pk", filter=Q(exclusion__in=LEFT_OUT)),
        reviewed=Count("pk", filter=Q(exclusion__in=[Exclusion.UPHELD, Exclusion.OVERTURNED])),
        overturned=Count("pk", filter=Q(exclusion=Exclusion.OVERTURNED)),
    )
    return Received(**row)


def satisfaction(cases: QuerySet[Case]) -> Satisfaction:
    """How residents rated the outcome. One statement."""
    ratings = CaseRating.objects.filter(case__in=cases.order_by())
    levels = {f"level_{level}": Count("pk", filter=VALID & Q(outcome=level)) for level in Level.values}
    row = ratings.aggregate(limited=Count("pk", filter=Q(policy_limit=True)), **levels)
    return Satisfaction(
        levels={level: row[f"level_{level}"] for level in Level.values}, policy_limit=row["limited"]
    )


def _at_desks(period: Period) -> Q:
    """What nobody has promised yet, by the desk's deadline that the first event set. It was received before that."""
    received = CaseEvent.objects.filter(
        case_id=OuterRef("pk"), seq=1, due_at__gte=period.start, due_at__lt=period.end
    )
    return UNPROMISED & Q(Exists(received), received_at__lt=period.end)


def _below(cases: QuerySet[Case], unit_id: int | None) -> QuerySet[Case]:
    return cases if unit_id is None else cases.filter(under(unit_id))


def _counts(cases: QuerySet[Case]) -> Counts:
    return Counts(**_annotated(cases).aggregate(**_aggregates()))


def _annotated(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With what residents said by telephone about the last answer, and what came of asking again."""
    return cases.annotate(
        rung=_happened(acts=[Act.REACHED, Act.NOT_REACHED]) | _happened(acts=SAID, who=Who.CALL_BACK),
        got=_happened(acts=[Act.REACHED]) | _happened(acts=SAID, who=Who.CALL_BACK),
        said_contacted=_happened(acts=[Act.REACHED], codes__contacted="yes"),
        said_not=_happened(acts=[Act.REACHED], codes__contacted="no"),
        said_partly=_happened(acts=[Act.REACHED], codes__resolved="partly", at__gte=OuterRef("answered_at")),
        lasted=_happened(acts=[Act.RECHECK], codes__recheck=Recheck.FIXED.value),
        returned=_happened(acts=[Act.SEND_BACK], codes__recheck=Recheck.BACK.value),
        phone=with_telephone(OuterRef("subject_id")),
    )


def _aggregates() -> dict[str, Count]:
    """What is counted, by the name of its field in `Counts`."""
    uncalled = Q(call_back_due=True, phone=True, call_back_by__lt=clock.now())
    return {
        "due": Count("pk"),
        "closed": Count("pk", filter=CLOSED),
        "on_time": Count("pk", filter=CLOSED & ON_TIME),
        "pending": Count("pk", filter=Q(pending=Pending.ON)),
        "confirmed": Count("pk", filter=Q(state=State.CONFIRMED, said_partly=False)),
        "silent": Count("pk", filter=Q(state=State.SILENT)),
        "partly": Count("pk", filter=Q(said_partly=True) & ~Q(state__in=BEFORE_ANSWER)),
        "unsolved": Count("pk", filter=Q(state__in=BEFORE_ANSWER, send_backs__gt=0)),
        "contacted": Count("pk", filter=Q(said_contacted=True)),
        "not_contacted": Count("pk", filter=Q(said_contacted=False, said_not=True)),
        "to_call": Count("pk", filter=Q(rung=True) | uncalled),
        "reached": Count("pk", filter=Q(got=True)),
        "reopened": Count("pk", filter=Q(reopens__gt=0)),
        "ever_closed": Count("pk", filter=CLOSED | Q(reopens__gt=0)),
        "still_fixed": Count("pk", filter=Q(lasted=True, returned=False)),
        "came_back": Count("pk", filter=Q(returned=True)),
        "policy_limits": Count("pk", filter=Q(ground__in=POLICY_LIMITS)),
    }


def _happened(acts: Iterable[Act], **more: Any) -> Exists:
    return Exists(CaseEvent.objects.filter(case_id=OuterRef("pk"), act__in=list(acts), **more))


def _span(cases: QuerySet[Case]) -> tuple[datetime | None, datetime | None]:
    row = cases.aggregate(first=Min("received_at"), last=Max("closed_at"))
    return row["first"], row["last"]
