"""What the database keeps of a case whose clocks bend: pauses, requests and extensions whole, closed ones quiet."""

from django.db import models
from django.db.models import Q

from huisheng.cases.models.transitions import OPEN

IS_OPEN = Q(state__in=[state.value for state in OPEN])

BENDING_CONSTRAINTS = (
    models.CheckConstraint(
        condition=Q(pause_reason="", paused_seconds__isnull=True, paused_until__isnull=True)
        | ~Q(pause_reason="") & Q(paused_seconds__isnull=False, paused_until__isnull=False),
        name="cases_case_pause_whole",
    ),
    models.CheckConstraint(
        condition=Q(approver__isnull=True, asked_minutes__isnull=True)
        | Q(approver__isnull=False, asked_minutes__isnull=False),
        name="cases_case_request_whole",
    ),
    models.CheckConstraint(
        condition=Q(extensions=0, extended_minutes=0, extension_until__isnull=True)
        | Q(extensions__gt=0, extended_minutes__gt=0, extension_until__isnull=False),
        name="cases_case_extension_whole",
    ),
    models.CheckConstraint(
        condition=IS_OPEN
        | Q(
            warn_at__isnull=True,
            contact_escalate_at__isnull=True,
            paused_until__isnull=True,
            approver__isnull=True,
        ),
        name="cases_case_closed_is_quiet",
    ),
)

BENDING_INDEXES = (
    models.Index(fields=["warn_at"], name="cases_to_warn", condition=Q(warn_at__isnull=False)),
    models.Index(
        fields=["contact_escalate_at"],
        name="cases_to_contact",
        condition=Q(contact_escalate_at__isnull=False),
    ),
    models.Index(fields=["paused_until"], name="cases_to_resume", condition=Q(paused_until__isnull=False)),
    models.Index(fields=["approver", "due_at"], name="cases_to_approve", condition=Q(approver__isnull=False)),
)
