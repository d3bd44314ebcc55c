"""What every row of the network has: from when, until when, and whether it is invented."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class DatedQuerySet(models.QuerySet[Any]):
    """Reads rows by the day on which they hold."""

    def on(self, day: datetime.date) -> DatedQuerySet:
        """Rows that hold on `day`: `since` inclusive, `until` exclusive."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)

    def open(self) -> DatedQuerySet:
        """Rows without an end."""
        return self.filter(until__isnull=True)


class Dated(models.Model):
    """`since` (inclusive) and `until` (exclusive, null = still holds)."""

    since = models.DateField(_("起"))
    until = models.DateField(_("止（不含）"), null=True, blank=True)
    # Everything the demo invents carries this, so that no invented name is ever taken for a real one.
    illustrative = models.BooleanField(_("示意数据"), default=False)

    objects = DatedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")),
                name="%(app_label)s_%(class)s_until_after_since",
            )
        ]

    def holds_on(self, day: datetime.date) -> bool:
        """Whether the row holds on `day`."""
        return self.since <= day and (self.until is None or day < self.until)
