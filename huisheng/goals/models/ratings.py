from typing import ClassVar

from django.db import models
from django.db.models import Q

from huisheng.network.models import Unit


class RatingBatch(models.Model):
    """Ratings of one unit that were released together: never fewer than ten of any kind, and each rating in one
    batch only, so that nothing is learned of one rater from the difference of two views.

    `released_in` is the first of the month after whose end it was released. `good` counts the two best levels.
    """

    append_only = True

    id = models.BigAutoField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    released_in = models.DateField()
    attitude = models.PositiveIntegerField()
    attitude_good = models.PositiveIntegerField()
    effort = models.PositiveIntegerField()
    effort_good = models.PositiveIntegerField()
    outcome = models.PositiveIntegerField()
    outcome_good = models.PositiveIntegerField()
    policy_limit = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "released_in"], name="goals_rating_batch_once"),
            models.CheckConstraint(
                condition=Q(attitude__gte=10, effort__gte=10, outcome__gte=10),
                name="goals_rating_batch_of_ten",
            ),
        ]
        ordering: ClassVar = ["-released_in", "unit"]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.released_in}"
