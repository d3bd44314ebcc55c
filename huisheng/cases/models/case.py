from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from huisheng.cases.models.bending import BENDING_CONSTRAINTS, BENDING_INDEXES, IS_OPEN
from huisheng.cases.models.catalogue import Category
from huisheng.cases.models.choices import (
    clocks,
    desk_reasons,
    exclusions,
    grounds,
    outcomes,
    pause_reasons,
    pending_reasons,
    pendings,
    rechecks,
    states,
)
from huisheng.cases.models.codes import CaseKind, Channel, Urgency
from huisheng.cases.models.end_rules import END_CONSTRAINTS, END_INDEXES
from huisheng.cases.models.transitions import BEFORE_ANSWER, FOLLOWING, OPEN, STEP_OF, State, Step
from huisheng.core.ids import uuid7
from huisheng.network.models import NeedClass, Plot, Unit

IS_CLOSED = Q(closed_at__isnull=False)
# A matter that others may join: not answered, following nobody, about no unit and no worker (D17, answer 2).
IS_JOINABLE = Q(
    state__in=[state.value for state in BEFORE_ANSWER],
    head_id__isnull=True,
    about_a_unit=False,
    plot__isnull=False,
    category__isnull=False,
)


class Case(models.Model):
    """A matter, as it stands now: the projection of its events (`replay` rebuilds every field).

    `unit` is responsible at present (while triage waits: the desk that triages); `subcentre` and `station`
    are its ancestors at levels 2 and 3, so that a list for a whole street is one index scan. `due_at` is the
    end of the running clock; `promised_at` is when the resident will be answered; `first_promised_at` never
    moves (indicators.md, on time). `arbiter` has to rule on the unit's objection; `no_return`: ruled on, not to
    be objected to again; `assigned_by_id` gave it to the unit (none: the catalogue). `resident_spoke`: the
    resident, or one who follows it, answered a question or added something, and nobody of the staff has acted
    since. `at_home`: it is in a dwelling, so that the sealed address is shown only by an act on record, and no
    point is kept. `whistle` is the one that is open (its `n`).
    `side_clocks_running` counts what others owe to it besides. `head_id`: the case that it follows, whose answer it
    gets and at which it is counted. `reminded_at`: its unit was reminded, and has done nothing since.
    `contact_erased` and `erased_at`: contact and address, or everything that was said, was erased; after the latter
    nothing more may happen to it. `reply_delivered_at`: the last answer reached the resident (indicators.md,
    closed); none while nobody knows that it did. Persons and
    contacts are bare ids.

    `acted_at` is the time of the last event: none is ever dated before it, whatever the machine's clock says.
    `warn_at` is when the running clock warns, once. `contact_due_at` is when the resident must have heard of the
    unit, `contacted_at` when that was. While the handling clock is paused, `paused_seconds` of it are left, in its
    own time; it goes on at `paused_until` at the latest. `approver` is asked for `asked_minutes` more; what was
    granted adds up in `extended_minutes`, and `extension_until` is the end by which "on time" is judged then.

    `ground` says why it was declined, not ours or referred; `insisted`: the answer was held back and given all
    the same, and nobody above has looked yet. `reopens` counts send-backs after closing, within 30 days.
    `call_back_by` and `recheck_at` are when the resident is to be rung, and to be asked again.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    number = models.CharField(max_length=24)
    version = models.PositiveIntegerField(default=1)

    state = models.CharField(max_length=16, choices=states)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    station = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    subcentre = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    handler_id = models.BigIntegerField(null=True)
    supervisor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    escalations = models.PositiveSmallIntegerField(default=0)

    channel = models.CharField(max_length=10, choices=Channel)
    kind = models.CharField(max_length=10, choices=CaseKind, default=CaseKind.ORDINARY)
    title = models.CharField(max_length=60)
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    need_class = models.CharField(max_length=20, choices=NeedClass, blank=True)
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.NORMAL)
    catalogue = models.CharField(max_length=20, blank=True)
    desk_reason = models.CharField(max_length=20, choices=desk_reasons, blank=True)

    plot = models.ForeignKey(Plot, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    longitude = models.FloatField(null=True)
    latitude = models.FloatField(null=True)
    at_home = models.BooleanField(default=False)

    subject_id = models.UUIDField(null=True)
    about_a_unit = models.BooleanField(default=False)
    accused_unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    accused_person_id = models.BigIntegerField(null=True)

    received_at = models.DateTimeField()
    clock = models.CharField(max_length=12, choices=clocks, blank=True)
    due_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    first_promised_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    reply_delivered_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=outcomes, blank=True)
    closed_at = models.DateTimeField(null=True)
    confirmed_by_telephone = models.BooleanField(default=False)
    send_backs = models.PositiveSmallIntegerField(default=0)
    bounces = models.PositiveSmallIntegerField(default=0)
    arbiter = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    no_return = models.BooleanField(default=False)
    whistle = models.PositiveIntegerField(null=True)
    assigned_by_id = models.BigIntegerField(null=True)
    question_open = models.BooleanField(default=False)
    call_back_due = models.BooleanField(default=False)
    resident_spoke = models.BooleanField(default=False)
    contact_erased = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True)
    side_clocks_running = models.PositiveSmallIntegerField(default=0)
    head_id = models.UUIDField(null=True)
    reminded_at = models.DateTimeField(null=True)

    ground = models.CharField(max_length=16, choices=grounds, blank=True)
    insisted = models.BooleanField(default=False)
    exclusion = models.CharField(max_length=12, choices=exclusions, blank=True)
    pending = models.CharField(max_length=8, choices=pendings, blank=True)
    pending_reason = models.CharField(max_length=16, choices=pending_reasons, blank=True)
    reopens = models.PositiveSmallIntegerField(default=0)
    call_back_by = models.DateTimeField(null=True)
    recheck_at = models.DateTimeField(null=True)
    recheck = models.CharField(max_length=8, choices=rechecks, blank=True)
    acted_at = models.DateTimeField(null=True)
    warn_at = models.DateTimeField(null=True)
    contact_due_at = models.DateTimeField(null=True)
    contact_escalate_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    pause_reason = models.CharField(max_length=16, choices=pause_reasons, blank=True)
    paused_seconds = models.PositiveIntegerField(null=True)
    paused_until = models.DateTimeField(null=True)
    approver = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    asked_minutes = models.PositiveIntegerField(null=True)
    extensions = models.PositiveSmallIntegerField(default=0)
    extended_minutes = models.PositiveIntegerField(default=0)
    extension_until = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_case"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(longitude__range=(-180, 180), latitude__range=(-90, 90)),
                name="cases_case_point_whole",
            ),
            models.CheckConstraint(
                condition=~IS_OPEN | Q(due_at__isnull=False), name="cases_case_open_has_deadline"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.HISTORIC) | Q(due_at__isnull=True, escalate_at__isnull=True),
                name="cases_case_history_has_no_clock",
            ),
            models.CheckConstraint(
                condition=Q(accused_unit__isnull=True, accused_person_id__isnull=True) | Q(about_a_unit=True),
                name="cases_case_accused_is_about_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(kind=CaseKind.OVERSIGHT, about_a_unit=True)
                | (~Q(kind=CaseKind.OVERSIGHT) & Q(about_a_unit=False)),
                name="cases_case_oversight_is_about_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(accused_unit__isnull=True) | ~Q(accused_unit=models.F("unit")),
                name="cases_case_accused_does_not_handle",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.MERGED) | Q(head_id__isnull=False), name="cases_case_merged_has_head"
            ),
            models.CheckConstraint(
                condition=Q(head_id__isnull=True) | (Q(about_a_unit=False) & Q(head_id__lt=models.F("id"))),
                name="cases_case_follows_an_earlier_one",
            ),
            *END_CONSTRAINTS,
            *BENDING_CONSTRAINTS,
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "due_at", "id"], name="cases_open_unit", condition=IS_OPEN),
            models.Index(fields=["station", "due_at", "id"], name="cases_open_station", condition=IS_OPEN),
            models.Index(
                fields=["subcentre", "due_at", "id"], name="cases_open_subcentre", condition=IS_OPEN
            ),
            models.Index(fields=["due_at", "id"], name="cases_open_due", condition=IS_OPEN),
            models.Index(
                fields=["handler_id", "due_at"],
                name="cases_open_handler",
                condition=IS_OPEN & Q(handler_id__isnull=False),
            ),
            models.Index(
                fields=["handler_id", "-received_at"],
                name="cases_handler_received",
                condition=Q(handler_id__isnull=False),
            ),
            models.Index(
                fields=["supervisor", "due_at"],
                name="cases_open_supervisor",
                condition=IS_OPEN & Q(supervisor__isnull=False),
            ),
            models.Index(
                fields=["arbiter", "due_at"],
                name="cases_open_arbiter",
                condition=IS_OPEN & Q(arbiter__isnull=False),
            ),
            models.Index(
                fields=["escalate_at"], name="cases_to_escalate", condition=Q(escalate_at__isnull=False)
            ),
            *BENDING_INDEXES,
            models.Index(fields=["due_at"], name="cases_to_silence", condition=Q(state=State.ANSWERED)),
            models.Index(fields=["answered_at", "id"], name="cases_to_call", condition=Q(call_back_due=True)),
            models.Index(
                fields=["due_at", "id"], name="cases_open_spoken", condition=IS_OPEN & Q(resident_spoke=True)
            ),
            models.Index(fields=["subject_id"], name="cases_subject", condition=Q(subject_id__isnull=False)),
            models.Index(fields=["unit", "-received_at"], name="cases_unit_received"),
            models.Index(fields=["plot", "-received_at"], name="cases_plot_received"),
            models.Index(fields=["station", "-received_at", "-id"], name="cases_station_received"),
            models.Index(fields=["subcentre", "-received_at", "-id"], name="cases_subcentre_received"),
            models.Index(fields=["-received_at", "-id"], name="cases_received"),
            models.Index(fields=["unit", "-closed_at", "-id"], name="cases_unit_closed", condition=IS_CLOSED),
            models.Index(
                fields=["station", "-closed_at", "-id"], name="cases_station_closed", condition=IS_CLOSED
            ),
            models.Index(
                fields=["subcentre", "-closed_at", "-id"], name="cases_subcentre_closed", condition=IS_CLOSED
            ),
            models.Index(fields=["-closed_at", "-id"], name="cases_closed", condition=IS_CLOSED),
            models.Index(
                fields=["closed_at", "id"],
                name="cases_to_erase",
                condition=IS_CLOSED & Q(erased_at__isnull=True),
            ),
            models.Index(
                fields=["received_at", "id"],
                name="cases_historic_kept",
                condition=Q(state=State.HISTORIC, erased_at__isnull=True),
            ),
            models.Index(
                fields=["closed_at", "id"],
                name="cases_to_forget",
                condition=IS_CLOSED & Q(contact_erased=False, subject_id__isnull=False),
            ),
            models.Index(
                fields=["due_at", "id"], name="cases_open_returned", condition=Q(state=State.RETURNED)
            ),
            models.Index(
                fields=["due_at", "id"], name="cases_open_question", condition=IS_OPEN & Q(question_open=True)
            ),
            *END_INDEXES,
            models.Index(
                fields=["head_id", "id"], name="cases_followers", condition=Q(head_id__isnull=False)
            ),
            models.Index(
                fields=["plot", "category", "-received_at"], name="cases_joinable", condition=IS_JOINABLE
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def step(self) -> Step:
        """Which of the five steps it is in."""
        return STEP_OF[State(self.state)]

    @property
    def is_paused(self) -> bool:
        """Whether the handling clock stands still, with a reason that the resident was told."""
        return self.paused_until is not None

    @property
    def on_time_until(self) -> datetime | None:
        """The end by which "on time" is judged: the first promise plus approved extensions (indicators.md)."""
        return self.extension_until or self.first_promised_at

    @property
    def is_pending(self) -> bool:
        """Whether its resident still waits for something: it is open, or follows another one."""
        return self.state in (*OPEN, *FOLLOWING)

    @property
    def is_open(self) -> bool:
        """Whether somebody still owes something."""
        return self.state in OPEN
