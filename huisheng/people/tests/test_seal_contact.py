"""The sealed contact of whoever asked."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from huisheng.core import sealing
from huisheng.core.models import AuditEntry
from huisheng.people import queries
from huisheng.people.actions.subjects import erase_subject, find_by_contact, open_contact, seal_contact
from huisheng.people.contacts import Contact
from huisheng.people.models import Subject
from huisheng.people.refusals import Refused

pytestmark = pytest.mark.django_db
LI = Contact("phone", "13804310001")


def test_sealing_is_one_insert(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1) as statements:
        seal_contact(LI)
    assert statements[0]["sql"].startswith("INSERT")


def test_the_contact_comes_back_with_a_record_of_why() -> None:
    subject = seal_contact(LI).subject_id
    assert open_contact(subject, actor=7, reason="call_back", about="case:1") == LI
    entry = AuditEntry.objects.get(action="contact_opened")
    assert (entry.actor, entry.subject) == (7, f"subject:{subject}")
    assert entry.detail == {"reason": "call_back", "about": "case:1"}


def test_without_a_contact_there_is_still_a_key() -> None:
    key = seal_contact(None)
    assert open_contact(key.subject_id, actor=None, reason="resend_receipt") is None
    assert queries.contact_kinds([key.subject_id]) == {key.subject_id: "none"}
    again = queries.subject_key(key.subject_id)
    assert again is not None
    assert again.open(key.seal("三号楼", "x:1"), "x:1") == "三号楼"


def test_the_database_holds_nothing_readable() -> None:
    subject = seal_contact(LI).subject_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_subject::text FROM people_subject WHERE id = %s", [subject])
        row = cursor.fetchone()[0]
    assert LI.value not in row
    assert LI.value.encode().hex() not in row


def test_a_contact_moved_to_another_subject_does_not_open() -> None:
    mine, other = seal_contact(LI).subject_id, seal_contact(Contact("phone", "13904310002")).subject_id
    stolen = Subject.objects.get(pk=other)
    Subject.objects.filter(pk=mine).update(
        contact_sealed=bytes(stolen.contact_sealed or b""), key_wrapped=bytes(stolen.key_wrapped or b"")
    )
    with pytest.raises(sealing.CannotOpen):
        open_contact(mine, actor=7, reason="call_back")


def test_an_opening_without_a_known_reason_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="curious"):
        open_contact(seal_contact(LI).subject_id, actor=7, reason="curious")


def test_the_same_contact_is_found_again_and_the_search_is_on_record() -> None:
    first, second = seal_contact(LI).subject_id, seal_contact(LI).subject_id
    seal_contact(Contact("phone", "13904310002"))
    assert find_by_contact(LI, actor=None, reason="resend_receipt") == [second, first]
    assert AuditEntry.objects.get(action="contact_searched").detail["found"] == 2
    on_record = AuditEntry.objects.filter(action="contact_found").values_list("subject", flat=True)
    assert set(on_record) == {f"subject:{first}", f"subject:{second}"}


def test_erasing_destroys_the_key_and_what_it_sealed() -> None:
    key = seal_contact(LI)
    sealed = key.seal("三号楼", "cases_place.words:1")
    erase_subject(key.subject_id, actor=None, reason="own_request")
    assert queries.subject_key(key.subject_id) is None
    assert find_by_contact(LI, actor=None, reason="own_request") == []
    with pytest.raises(Refused, match="已经删除"):
        open_contact(key.subject_id, actor=7, reason="call_back")
    with pytest.raises(sealing.CannotOpen):
        sealing.open_with(sealing.new_key(), sealed, "cases_place.words:1")


def test_erasing_twice_is_refused() -> None:
    subject = seal_contact(LI).subject_id
    erase_subject(subject, actor=None, reason="own_request")
    with pytest.raises(Refused):
        erase_subject(subject, actor=None, reason="own_request")


def test_a_subject_that_never_was_is_refused() -> None:
    with pytest.raises(Refused):
        open_contact(uuid4(), actor=7, reason="call_back")


def test_the_database_keeps_contacts_whole() -> None:
    subject = seal_contact(LI).subject_id
    with pytest.raises(IntegrityError, match="contact_is_whole"), transaction.atomic():
        Subject.objects.filter(pk=subject).update(contact_index=None)
