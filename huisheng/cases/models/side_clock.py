"""Clocks that run beside a case's own: what others than the handler owe, each with a deadline of its own."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from huisheng.cases.models.case import Case
from huisheng.cases.models.choices import clocks
from huisheng.cases.models.event import CaseEvent
from huisheng.network.models import Unit


class SideClock(models.Model):
    """What `unit` owes to a case besides the running clock: a ruling, an approval, a whistle's report, …

    The projection of the `starts`, `stops` and `moves` in the codes of events (`replay_side_clocks` rebuilds
    every field). `n` counts in a case, from the event that started it. `warn_at` is when it warns, once;
    `supervisor` watches it once it is late.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="side_clocks", db_index=False)
    n = models.PositiveIntegerField()
    clock = models.CharField(max_length=12, choices=clocks)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    supervisor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        db_table = "cases_side_clock"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(escalate_at__isnull=True, warn_at__isnull=True),
                name="cases_side_clock_ended_is_quiet",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="cases_side_clock_forward",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "clock", "due_at"],
                name="cases_side_clock_owed",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["clock", "due_at"],
                name="cases_side_clock_due",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["escalate_at"],
                name="cases_side_clock_late",
                condition=Q(escalate_at__isnull=False),
            ),
            models.Index(
                fields=["warn_at"], name="cases_side_clock_warns", condition=Q(warn_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.n} {self.clock}"


def start_code(clock: SideClock) -> dict[str, Any]:
    """How an event says that it started a clock."""
    said = {
        "n": clock.n,
        "clock": str(clock.clock),
        "unit": clock.unit_id,
        "due_at": clock.due_at.isoformat(),
    }
    return said if clock.warn_at is None else {**said, "warn_at": clock.warn_at.isoformat()}


def end(clock: SideClock, at: datetime) -> None:
    """Let a clock end: it warns and escalates no more."""
    clock.ended_at, clock.escalate_at, clock.warn_at = at, None, None


# What ending changes.
ENDED = ("ended_at", "escalate_at", "warn_at")


def replay_side_clocks(events: Iterable[CaseEvent]) -> list[SideClock]:
    """The clocks that a history leads to, by `n`."""
    held: dict[int, SideClock] = {}
    for event in events:
        for n in event.codes.get("stops", ()):
            end(held[n], event.at)
        for move in event.codes.get("moves", ()):
            apply_move(held[move["n"]], move)
        for clock in started_by(event):
            held[clock.n] = clock
    return [held[n] for n in sorted(held)]


def started_by(event: CaseEvent) -> Iterator[SideClock]:
    """The clocks that an event started, running."""
    for code in event.codes.get("starts", ()):
        due_at = datetime.fromisoformat(code["due_at"])
        yield SideClock(
            case_id=event.case_id,
            n=code["n"],
            clock=code["clock"],
            unit_id=code["unit"],
            started_at=event.at,
            due_at=due_at,
            escalate_at=due_at,
            warn_at=datetime.fromisoformat(code["warn_at"]) if "warn_at" in code else None,
        )


# What a move may change of a clock that runs.
MOVED = ("unit_id", "due_at", "escalate_at", "warn_at", "supervisor_id")


def move_code(clock: SideClock, **changes: Any) -> dict[str, Any]:
    """How an event says that it changed a clock that runs on; the names are those of `MOVED`."""
    said = {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in changes.items()
    }
    return {"n": clock.n, **said}


def apply_move(clock: SideClock, move: Mapping[str, Any]) -> None:
    """Change a clock as an event says."""
    for name in MOVED:
        if name in move:
            value = move[name]
            is_time = name.endswith("_at") and value is not None
            setattr(clock, name, datetime.fromisoformat(value) if is_time else value)
