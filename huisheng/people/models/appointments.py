from datetime import date, timedelta
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import ExpressionWrapper, F, Q
from django.db.models.functions import Coalesce

from huisheng.core import clock

from .place import PLACES, AtAPlace, period

LONGEST_ABSENCE = timedelta(days=60)


def not_too_long(model: str) -> models.CheckConstraint:
    """Nobody stands in for longer than `LONGEST_ABSENCE` on one naming."""
    longest = ExpressionWrapper(F("since") + LONGEST_ABSENCE, output_field=models.DateField())
    return models.CheckConstraint(condition=Q(until__lte=longest), name=f"people_{model}_not_too_long")


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def in_force(self, day: date) -> "AppointmentQuerySet":
        """Those whose period contains the day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class Appointment(AtAPlace):
    """Who holds which role at which unit, organisation, area or plot, from when to when.

    Places in teams and hub households are appointments too (roles of kind `team`); they give no rights.
    Every other appointment comes from a grant that two people made. `kind` repeats the role's kind (a
    composite key in the database holds them together), so that one constraint can say: nobody handles
    matters, audits or administers at the same time.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="appointments")
    role = models.ForeignKey("people.Role", on_delete=models.PROTECT, related_name="appointments")
    kind = models.CharField(max_length=10)
    grant = models.OneToOneField(
        "people.RoleGrant", on_delete=models.PROTECT, null=True, related_name="appointment"
    )

    objects = AppointmentQuerySet.as_manager()

    class Meta(AtAPlace.Meta):
        abstract = False
        constraints: ClassVar = [
            *AtAPlace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind="team", grant__isnull=True) | Q(~Q(kind="team"), grant__isnull=False),
                name="people_appointment_rights_need_a_grant",
            ),
            ExclusionConstraint(
                name="people_appointment_not_twice",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (F("role"), RangeOperators.EQUAL),
                    *((Coalesce(F(place), 0), RangeOperators.EQUAL) for place in PLACES),
                    (period(), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="people_appointment_one_kind_at_a_time",
                expressions=[
                    (F("person"), RangeOperators.EQUAL),
                    (F("kind"), RangeOperators.NOT_EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
                condition=~Q(kind="team"),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["unit", "role"], name="people_appointment_unit"),
            models.Index(fields=["organisation", "role"], name="people_appointment_organis"),
            models.Index(fields=["area", "role"], name="people_appointment_area"),
            models.Index(fields=["plot", "role"], name="people_appointment_plot"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role_id}"

    def is_in_force(self, day: date) -> bool:
        """Whether the period contains the day."""
        return self.since <= day and (self.until is None or day < self.until)


class Absence(models.Model):
    """Somebody is away from an appointment, and a deputy has its rights in that period.

    `request` is empty when the absent person said so.
    """

    id = models.BigAutoField(primary_key=True)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="absences")
    absent = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="deputising")
    since = models.DateField()
    until = models.DateField()
    request = models.OneToOneField(
        "people.AbsenceRequest", on_delete=models.PROTECT, null=True, related_name="absence"
    )

    class Meta:
        constraints: ClassVar = [
            not_too_long("absence"),
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="people_absence_deputy_is_another"),
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="people_absence_period"),
            ExclusionConstraint(
                name="people_absence_one_deputy_at_a_time",
                expressions=[
                    (F("appointment"), RangeOperators.EQUAL),
                    (period(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.deputy_id} {self.since}-{self.until}"


class AbsenceRequest(models.Model):
    """A deputy whom an administrator names for somebody else, until a second one confirms or refuses."""

    id = models.BigAutoField(primary_key=True)
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="absence_requests")
    deputy = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField()
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            not_too_long("absencerequest"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="people_absencerequest_period"),
            models.CheckConstraint(
                condition=~Q(asked_by=F("deputy")), name="people_absencerequest_not_for_oneself"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~Q(confirmed_by=F("deputy"))
                    & ~Q(confirmed_by=F("asked_by"))
                ),
                name="people_absencerequest_confirmed_by_a_second",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True, refused_by__isnull=True)
                | Q(refused_at__isnull=False, refused_by__isnull=False, confirmed_at__isnull=True),
                name="people_absencerequest_refused_or_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.deputy_id} {self.since}-{self.until}"

    @property
    def is_waiting(self) -> bool:
        """Asked for, and neither confirmed nor refused."""
        return self.confirmed_at is None and self.refused_at is None
