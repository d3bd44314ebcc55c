import pytest
from django.db import transaction
from django.db.utils import ProgrammingError

from huisheng.core import audit
from huisheng.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_did_what_to_which_thing():
    audit.record("case.assign", actor=7, subject="case:1", seq=3)
    entry = AuditEntry.objects.get(action="case.assign")
    assert (entry.actor, entry.action, entry.subject, entry.detail) == (
        7,
        "case.assign",
        "case:1",
        {"seq": 3},
    )


def test_an_entry_is_rolled_back_with_its_act():
    with pytest.raises(RuntimeError), transaction.atomic():
        audit.record("case.assign", actor=7)
        raise RuntimeError
    assert not AuditEntry.objects.filter(action="case.assign").exists()


@pytest.mark.parametrize("change", ["update", "delete"])
def test_nobody_changes_the_audit(change):
    audit.record("case.assign", actor=7)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        AuditEntry.objects.update(actor=8) if change == "update" else AuditEntry.objects.all().delete()
    assert AuditEntry.objects.get(action="case.assign").actor == 7
