from django.db import models


class CalendarDay(models.Model):
    """A day that departs from Monday to Friday, or marks its year as announced by the State Council."""

    day = models.DateField(primary_key=True)
    is_working = models.BooleanField()
    name = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "core_calendar_day"

    def __str__(self) -> str:
        return f"{self.day}: {'working' if self.is_working else 'free'}"
