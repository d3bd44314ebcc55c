"""The one place where the time is read, so that a test can hold it still."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The present day where the district lies."""
    return timezone.localdate(now())
