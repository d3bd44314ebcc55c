from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from huisheng.core import clock

from .place import AtAPlace


class RoleGrant(AtAPlace):
    """A role is asked for by one administrator and confirmed by another, neither of them who gets it.

    The database refuses any other way (architecture.md, "Who may see a case"). Only the first
    administrators of an installation come from whoever runs the server (`by_operator`).
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="grants")
    role = models.ForeignKey("people.Role", on_delete=models.PROTECT, related_name="grants")
    by_operator = models.BooleanField(default=False)
    asked_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    confirmed_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    refused_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    refused_at = models.DateTimeField(null=True)
    # Whoever had the post until then: the post ends when its successor is confirmed, and never before.
    replaces = models.ForeignKey(
        "people.Appointment", on_delete=models.PROTECT, null=True, related_name="successions"
    )

    class Meta(AtAPlace.Meta):
        abstract = False
        constraints: ClassVar = [
            *AtAPlace.Meta.constraints,
            models.CheckConstraint(
                condition=Q(by_operator=True, asked_by__isnull=True, confirmed_by__isnull=True)
                | Q(by_operator=False, asked_by__isnull=False),
                name="people_grant_is_asked_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(by_operator=False) | Q(role="administrator"),
                name="people_grant_operator_makes_administrators",
            ),
            models.CheckConstraint(
                condition=Q(asked_by__isnull=True) | ~Q(asked_by=F("person")),
                name="people_grant_not_asked_for_oneself",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (~Q(confirmed_by=F("person")) & ~Q(confirmed_by=F("asked_by"))),
                name="people_grant_confirmed_by_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(by_operator=True) | Q(confirmed_by__isnull=False),
                name="people_grant_confirmed_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(refused_at__isnull=True, refused_by__isnull=True)
                | Q(refused_at__isnull=False, refused_by__isnull=False, confirmed_at__isnull=True),
                name="people_grant_refused_or_confirmed",
            ),
            models.UniqueConstraint(fields=["id", "person", "role"], name="people_grant_of_whom_and_what"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["asked_at"],
                condition=Q(confirmed_at__isnull=True, refused_at__isnull=True),
                name="people_grant_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.role_id}"

    @property
    def is_waiting(self) -> bool:
        """Asked for, and neither confirmed nor refused."""
        return self.confirmed_at is None and self.refused_at is None
