"""A prepared query: its SQL is made once, and it runs with other values each time."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.db.models import BigIntegerField
from django.utils import timezone

from huisheng.core import audit, clock
from huisheng.core.models import AuditEntry
from huisheng.core.prepared import (
    Given,
    Prepared,
    _insert_of,
    columns_of,
    insert_rows,
    update_rows,
    write_row,
)

pytestmark = pytest.mark.django_db


class Counted:
    """A query of the entries of one actor that counts how often it is made."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self):
        self.made += 1
        actor = Given("actor", BigIntegerField())
        return AuditEntry.objects.filter(actor=actor).order_by("id").values_list("actor", "action", "at")


def test_each_run_has_its_own_values_and_the_query_is_made_once(django_assert_num_queries):
    audit.record("case.assign", actor=70_001)
    audit.record("case.answer", actor=70_002)
    query = Counted()
    prepared = Prepared(query)
    assert [row[1] for row in prepared.rows(actor=70_001)] == ["case.assign"]
    with django_assert_num_queries(1):
        found = prepared.rows(actor=70_002)
    at = AuditEntry.objects.get(actor=70_002).at
    assert (found, query.made) == ([(70_002, "case.answer", at)], 1)


def test_what_the_query_holds_stays_as_it_is_whatever_signs_it_has(django_assert_num_queries):
    odd = "50% of 'given' %s \\ \""
    audit.record("case.assign", actor=70_001, subject=odd)
    audit.record("case.assign", actor=70_001, subject="50")
    given = Given("actor", BigIntegerField())
    prepared = Prepared(
        lambda: AuditEntry.objects.filter(subject__contains=odd, actor=given).values_list("subject")
    )
    assert prepared.rows(actor=70_001) == [(odd,)]
    assert prepared.rows(actor=70_002) == []


def test_what_is_asked_often_is_planned_once_for_what_it_holds_and_any_value():
    prepared = Prepared(
        lambda: AuditEntry.objects.filter(
            action="often", actor=Given("actor", BigIntegerField())
        ).values_list("id")
    )
    for actor in range(connection.settings_dict["OPTIONS"]["prepare_threshold"] + 2):
        assert prepared.rows(actor=70_000 + actor) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements WHERE statement LIKE '%''often''%'")
        statements = cursor.fetchall()
    assert len(statements) == 1 and "$1" in statements[0][0] and "$2" not in statements[0][0]


def test_a_lost_connection_is_told_as_of_any_other_query_also_where_it_is_made():
    def ask() -> None:
        connection.ensure_connection()
        connection.connection.close()
        try:
            Prepared(lambda: AuditEntry.objects.filter(action="lost").values_list("id")).rows()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as other, pytest.raises(OperationalError):
        other.submit(ask).result()


def test_a_forgotten_value_is_an_error_and_not_an_empty_list():
    with pytest.raises(KeyError):
        Prepared(Counted()).rows()


def test_a_query_that_can_find_nothing_asks_nothing(django_assert_num_queries):
    nothing = Prepared(lambda: AuditEntry.objects.filter(pk__in=[]).values_list("id"))
    with django_assert_num_queries(0):
        assert (nothing.rows(), nothing.rows()) == ([], [])


def test_columns_are_in_the_order_in_which_a_model_takes_them():
    row = Session.from_db(None, columns_of(Session), ("key", "data", None))
    assert (row.session_key, row.session_data) == ("key", "data")


def test_rows_are_written_as_their_model_says_and_in_one_statement(django_assert_num_queries):
    at = clock.now()
    rows = [
        AuditEntry(at=at, actor=70_003, action="case.assign", subject="case:1", detail={"seq": number})
        for number in (1, 2)
    ]
    with django_assert_num_queries(1):
        insert_rows(rows)
    found = AuditEntry.objects.filter(actor=70_003).order_by("id")
    assert [(row.at, row.subject, row.detail) for row in found] == [
        (at, "case:1", {"seq": 1}),
        (at, "case:1", {"seq": 2}),
    ]


def test_however_many_rows_are_written_at_once_one_text_is_kept():
    """A text for every number of rows would fill the memory of whoever sweeps: thousands are a megabyte each."""
    insert_rows([AuditEntry(at=clock.now(), action="case.assign")])
    kept = _insert_of.cache_info().currsize
    for count in (2, 3, 4):
        insert_rows([AuditEntry(at=clock.now(), action="case.assign") for _row in range(count)])
    assert _insert_of.cache_info().currsize == kept
    assert AuditEntry.objects.filter(action="case.assign").count() == 10


def test_a_row_that_was_written_counts_as_written():
    row = AuditEntry(at=clock.now(), action="case.assign")
    insert_rows([row])
    assert (row._state.adding, row._state.db) == (False, "default")


def test_no_row_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert_rows([])


def test_each_row_gets_its_own_values_in_one_statement(django_assert_num_queries):
    ends = timezone.now()
    rows = [Session(session_key=f"key-{n}", session_data="", expire_date=ends) for n in range(3)]
    insert_rows(rows)
    for n, row in enumerate(rows[:2]):
        row.session_data = f"data {n}"
    with django_assert_num_queries(1):
        update_rows(Session, rows[:2], ["session_data"], ["session_key"])
    kept = dict(Session.objects.values_list("session_key", "session_data"))
    assert kept == {"key-0": "data 0", "key-1": "data 1", "key-2": ""}


def test_no_row_is_no_update(django_assert_num_queries):
    with django_assert_num_queries(0):
        update_rows(Session, [], ["session_data"], ["session_key"])


def test_a_row_that_is_there_is_written_whole_and_one_that_is_not_is_an_error(django_assert_num_queries):
    row = Session.objects.create(session_key="kept", session_data="old", expire_date=clock.now())
    Session.objects.create(session_key="beside", session_data="other", expire_date=clock.now())
    row.session_data = "new"
    with django_assert_num_queries(1):
        write_row(row)
    said = dict(Session.objects.values_list("session_key", "session_data"))
    assert (said["kept"], said["beside"]) == ("new", "other")
    with pytest.raises(LookupError):
        write_row(Session(session_key="gone", session_data="", expire_date=clock.now()))


def test_what_is_the_same_in_all_rows_is_written_to_all_of_them_and_only_to_them():
    at = clock.now()
    Session.objects.bulk_create(
        [Session(session_key=key, session_data=key, expire_date=at) for key in ("one", "two", "beside")]
    )
    rows = [Session(session_key=key, session_data="same", expire_date=at) for key in ("one", "two")]
    update_rows(Session, rows, ["session_data"], ["session_key"])
    said = dict(Session.objects.values_list("session_key", "session_data"))
    assert said == {"one": "same", "two": "same", "beside": "beside"}
