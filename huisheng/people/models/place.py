"""What appointments and role grants share: the one place they are for, and their period."""

from typing import ClassVar, cast

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q

PLACES = ("unit", "organisation", "area", "plot")


def period(since: str = "since", until: str = "until") -> Func:
    """The days from `since` up to and not including `until` (open when null), as PostgreSQL's daterange."""
    return Func(F(since), F(until), function="daterange", output_field=DateRangeField())


def exactly_one_place() -> Q:
    """The condition that one of the four places is given, and only one."""
    condition = Q()
    for chosen in PLACES:
        condition |= Q(**{f"{place}__isnull": place != chosen for place in PLACES})
    return condition


class AtAPlace(models.Model):
    """Abstract: at exactly one unit, organisation, area or plot, from `since` up to `until` (exclusive)."""

    unit = models.ForeignKey(
        "network.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    area = models.ForeignKey(
        "network.Area", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    plot = models.ForeignKey(
        "network.Plot", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.CheckConstraint(condition=exactly_one_place(), name="people_%(class)s_one_place"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="people_%(class)s_period"
            ),
        ]

    @property
    def place(self) -> models.Model:
        """The one unit, organisation, area or plot."""
        chosen = next(name for name in PLACES if getattr(self, f"{name}_id") is not None)
        return cast(models.Model, getattr(self, chosen))

    @property
    def place_ids(self) -> dict[str, int | None]:
        """The four columns as they stand, for a copy or a comparison."""
        return {f"{name}_id": getattr(self, f"{name}_id") for name in PLACES}
