import pytest
from django.db import IntegrityError, transaction

from huisheng.core import audit
from huisheng.core.models import AuditEntry, CalendarDay
from huisheng.core.pipeline import pipelined

pytestmark = pytest.mark.django_db


def test_what_is_sent_in_a_pipeline_is_written():
    with transaction.atomic(), pipelined():
        CalendarDay.objects.bulk_create([CalendarDay(day="2027-01-01", is_working=False)])
        audit.record("case.ask", actor=1)
        CalendarDay.objects.bulk_create([CalendarDay(day="2027-01-02", is_working=False)])
    assert CalendarDay.objects.filter(day__year=2027).count() == 2
    assert AuditEntry.objects.filter(action="case.ask").count() == 1


def test_a_fault_in_a_pipeline_is_the_usual_one_and_nothing_stays():
    with pytest.raises(IntegrityError), transaction.atomic(), pipelined():
        CalendarDay.objects.bulk_create([CalendarDay(day="2027-01-01", is_working=False)])
        CalendarDay.objects.bulk_create([CalendarDay(day="2027-01-01", is_working=True)])
    assert not CalendarDay.objects.filter(day__year=2027).exists()
