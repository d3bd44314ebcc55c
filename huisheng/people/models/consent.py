from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# Residents who help out of kindness: their names are shown to others only with their consent.
NEED_CONSENT = ("volunteer", "caring_resident")


class Consent(models.Model):
    """A person in a team agreed that their name is shown: how and when they said so, and who heard it.

    It can be withdrawn at any time, and what was withdrawn stays written down. Without one in force the place
    in the team is shown and the name is not (docs/decisions/0007-teams-and-consent.md).
    """

    class Way(models.TextChoices):
        PAPER = "paper", _("书面")
        SPOKEN = "spoken", _("口头")

    id = models.BigAutoField(primary_key=True)
    appointment = models.ForeignKey("people.Appointment", on_delete=models.PROTECT, related_name="consents")
    way = models.CharField(max_length=8, choices=Way)
    taken_on = models.DateField()
    taken_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(way__in=["paper", "spoken"]), name="people_consent_way_known"),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True, withdrawn_by__isnull=True)
                | Q(withdrawn_on__gte=F("taken_on")),
                name="people_consent_withdrawn_later",
            ),
            models.UniqueConstraint(
                fields=["appointment"], condition=Q(withdrawn_on__isnull=True), name="people_consent_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment_id}: {self.way} {self.taken_on}"

    def is_in_force(self, day: date) -> bool:
        """Whether it was given by then and not withdrawn."""
        return self.taken_on <= day and (self.withdrawn_on is None or day < self.withdrawn_on)
