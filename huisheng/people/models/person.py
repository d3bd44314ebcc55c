from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huisheng.core import sealing


class Person(models.Model):
    """A person whom the district knows by name: staff, members, those who hold a place in a team.

    Residents who only ask for something are never persons here: see `Subject`.
    """

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(_("姓名"), max_length=60)
    phone_sealed = models.BinaryField(null=True, editable=False)
    illustrative = models.BooleanField(_("示意数据"), default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(name=""), name="people_person_has_a_name"),
        ]
        indexes: ClassVar = [models.Index(fields=["name"], name="people_person_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def phone(self) -> str:
        """The telephone number in clear; empty when none is kept. Raises `CannotOpen` when altered."""
        if self.phone_sealed is None:
            return ""
        return sealing.ring().open(bytes(self.phone_sealed), self._phone_place).decode()

    def seal_phone(self, number: str) -> None:
        """Put a normalised number (or none) into the field; the row must have its key already."""
        self.phone_sealed = sealing.ring().seal(number.encode(), self._phone_place) if number else None

    @property
    def _phone_place(self) -> str:
        return f"people_person.phone:{self.pk}"
