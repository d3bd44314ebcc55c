"""吹哨: several departments are called to one matter, each with a part and clocks of its own (domain.md, answer 3)."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from huisheng.cases.models.case import Case
from huisheng.cases.models.codes import Grade, Part
from huisheng.cases.models.event import CaseEvent
from huisheng.cases.models.projection import ends_whistle
from huisheng.cases.models.transitions import Act
from huisheng.network.models import Unit

QUESTIONS = ("in_time", "together", "result")


class Whistle(models.Model):
    """One blow: by which unit, how urgent, whether it is over. `n` is the event with which it was blown.

    The projection of a case's events, as `WhistleCall` is (`replay_whistles`). `done`: it ended with what was
    asked for, not by being called off.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="whistles", db_index=False)
    n = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    emergency = models.BooleanField(default=False)
    blown_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    done = models.BooleanField(default=False)

    class Meta:
        db_table = "cases_whistle"
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "blown_at"], name="cases_whistle_open", condition=Q(ended_at__isnull=True)
            ),
            models.Index(fields=["-blown_at"], name="cases_whistle_blown"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.n}"


class WhistleCall(models.Model):
    """One unit that was whistled for, and what came of it. No persons, no places, no traces: units and times.

    `arbiter` has to rule on whether it may stay away, `ruling` is that clock's `n`. `left_at`: it was excused.
    The three answers are the whistler's: came in time, worked together, was the result good.
    """

    pk = models.CompositePrimaryKey("case_id", "n", "unit_id")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="whistle_calls", db_index=False)
    n = models.PositiveIntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=8, choices=Part)
    called_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    contact_at = models.DateTimeField(null=True)
    came_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    arbiter = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    ruling = models.PositiveIntegerField(null=True)
    left_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    in_time = models.CharField(max_length=8, choices=Grade, blank=True)
    together = models.CharField(max_length=8, choices=Grade, blank=True)
    result = models.CharField(max_length=8, choices=Grade, blank=True)

    class Meta:
        db_table = "cases_whistle_call"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "n"], condition=Q(part=Part.LEAD), name="cases_whistle_call_one_lead"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["unit", "called_at"],
                name="cases_whistle_call_open",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(fields=["unit", "-called_at"], name="cases_whistle_call_unit"),
            models.Index(
                fields=["arbiter"], name="cases_whistle_call_arbiter", condition=Q(arbiter__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.n} {self.unit_id}"

    @property
    def is_rated(self) -> bool:
        """Whether the whistler answered the three questions."""
        return bool(self.in_time)


class Whistles:
    """The whistles of a case while its events go by."""

    def __init__(self, whistles: Iterable[Whistle] = (), calls: Iterable[WhistleCall] = ()) -> None:
        self.whistles = {whistle.n: whistle for whistle in whistles}
        self.calls = {(call.n, call.unit_id): call for call in calls}

    def of(self, n: int) -> list[WhistleCall]:
        """The calls of one whistle, the lead first."""
        found = [call for (of, _unit), call in self.calls.items() if of == n]
        return sorted(found, key=lambda call: (call.part != Part.LEAD, call.unit_id))

    def turn(self, event: CaseEvent) -> None:
        """Take them through one event."""
        act, codes = Act(event.act), event.codes
        if act == Act.WHISTLE:
            self._blow(event)
            return
        if act == Act.PASS_DUTY:
            for each in self.calls.values():
                if each.arbiter_id == codes["from_unit_id"]:
                    each.arbiter_id = codes["to_unit_id"]
        call = self.calls.get((codes.get("whistle", 0), codes.get("called_unit_id", 0)))
        if act == Act.VISIT:
            for unit in codes["came"]:
                self._came(self.calls.get((codes["whistle"], unit)), datetime.fromisoformat(codes["came_at"]))
        elif call is not None:
            _answer(call, act, event)
        if ends_whistle(event):
            self._end(event)

    def _blow(self, event: CaseEvent) -> None:
        codes = event.codes
        self.whistles[event.seq] = Whistle(
            case_id=event.case_id,
            n=event.seq,
            unit_id=codes["by_unit_id"],
            emergency=codes.get("emergency", False),
            blown_at=event.at,
        )
        for unit in (codes["called_unit_id"], *codes["helpers"]):
            part = Part.LEAD if unit == codes["called_unit_id"] else Part.HELPER
            self.calls[event.seq, unit] = WhistleCall(
                case_id=event.case_id, n=event.seq, unit_id=unit, part=part, called_at=event.at
            )

    def _came(self, call: WhistleCall | None, at: datetime) -> None:
        if call is not None and call.came_at is None:
            call.came_at = at
            call.contact_at = call.contact_at or at

    def _end(self, event: CaseEvent) -> None:
        for whistle in self.whistles.values():
            if whistle.ended_at is None:
                whistle.ended_at, whistle.done = event.at, event.act == Act.END_WHISTLE
        for call in self.calls.values():
            if call.ended_at is None:
                call.ended_at, call.arbiter_id, call.ruling = event.at, None, None
            for name, grade in event.codes.get("grades", {}).get(str(call.unit_id), {}).items():
                if event.codes.get("whistle") == call.n:
                    setattr(call, name, grade)


def _answer(call: WhistleCall, act: Act, event: CaseEvent) -> None:
    """What an act of or about one called unit says of it."""
    if act in (Act.SIGN_CALL, Act.CONTACT_CALL, Act.REPORT_CALL, Act.CANNOT_COME, Act.TAKE_LEAD):
        call.signed_at = call.signed_at or event.at
    if act in (Act.CONTACT_CALL, Act.REPORT_CALL):
        call.contact_at = call.contact_at or event.at
    if act == Act.REPORT_CALL:
        call.reported_at = event.at
    elif act == Act.CANNOT_COME:
        call.arbiter_id, call.ruling = event.codes["arbiter"], event.codes["starts"][0]["n"]
    elif act in (Act.EXCUSE, Act.INSIST):
        call.arbiter_id, call.ruling = None, None
        if act == Act.EXCUSE:
            call.left_at = call.ended_at = event.at


def replay_whistles(events: Iterable[CaseEvent]) -> Whistles:
    """The whistles to which a history leads."""
    held = Whistles()
    for event in events:
        held.turn(event)
    return held
