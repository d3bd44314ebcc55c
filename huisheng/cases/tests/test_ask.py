"""Taking a matter in: one transaction, once, to whoever is responsible or to a desk with the reason said."""

import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huisheng.cases.actions.ask import ask
from huisheng.cases.actions.course import RESIDENT
from huisheng.cases.models import Case, CaseEvent, CaseWords, Handle
from huisheng.cases.models.codes import DeskReason, WordsKind
from huisheng.cases.models.handle import hash_of
from huisheng.cases.models.transitions import Act, State, Who
from huisheng.cases.models.words import words_place
from huisheng.cases.tests.matters import WORDS, asked, case_of, category_id
from huisheng.core.models import AuditEntry
from huisheng.people.contacts import read_contact
from huisheng.people.models import Subject
from huisheng.people.queries import subject_key
from tests.cast import Cast


def events(case: Case) -> list[tuple[str, str]]:
    return list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("act", "who"))


def test_a_matter_with_category_and_plot_goes_straight_to_the_responsible_unit(cast: Cast):
    case = case_of(asked(cast, "heating"))
    assert (case.state, case.unit_id, case.desk_reason) == (State.ASSIGNED, cast.station.id, "")
    assert (case.station_id, case.subcentre_id) == (cast.station.id, cast.street.id)
    assert events(case) == [
        (Act.ASK, Who.RESIDENT),
        (Act.TRIAGE, Who.SYSTEM),
        (Act.ASSIGN, Who.SYSTEM),
    ]
    assert case.catalogue == "2026-2"


def test_what_the_studio_does_itself_goes_to_the_studio(cast: Cast):
    assert case_of(asked(cast, "refuse")).unit_id == cast.studio.id


def test_what_a_department_does_goes_to_the_department(cast: Cast):
    case = case_of(asked(cast, "housing", plot_id=None))
    assert case.unit_id == cast.centre.id  # the cast has no department of that name: by level, no place
    assert case.desk_reason == DeskReason.NO_PLACE


@pytest.mark.parametrize(
    ("fields", "unit", "reason"),
    [
        ({"category": None}, "station", DeskReason.NO_CATEGORY),
        ({"category": None, "plot_id": None}, "centre", DeskReason.NO_CATEGORY),
        ({"plot_id": None}, "centre", DeskReason.NO_PLACE),
        ({"plot_id": None, "outside": True}, "centre", DeskReason.OUTSIDE),
    ],
    ids=["no category", "nothing known", "no place", "outside"],
)
def test_what_the_catalogue_cannot_decide_waits_at_a_desk_that_says_why(cast: Cast, fields, unit, reason):
    case = case_of(asked(cast, **fields))
    assert (case.state, case.unit_id, case.desk_reason) == (State.RECEIVED, getattr(cast, unit).id, reason)


def test_a_chosen_street_is_enough_to_find_the_desk(cast: Cast):
    case = case_of(asked(cast, None, plot_id=None, desk_unit_id=cast.street.id))
    assert case.unit_id == cast.street.id


def test_a_matter_about_a_unit_goes_above_it(cast: Cast):
    case = case_of(asked(cast, about_a_unit=True, accused_unit_id=cast.station.id))
    assert (case.state, case.unit_id) == (State.RECEIVED, cast.street.id)
    assert case.desk_reason == DeskReason.ABOUT_A_UNIT


def test_while_it_is_not_known_who_is_meant_the_centre_has_it(cast: Cast):
    assert case_of(asked(cast, about_a_unit=True)).unit_id == cast.centre.id


def test_the_same_form_sent_twice_is_one_case(cast: Cast):
    key = uuid4()
    first, second = asked(cast, key=key), asked(cast, key=key)
    assert (second.case_id, second.number, second.repeated) == (first.case_id, first.number, True)
    assert second.secret == ""
    assert Case.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_form_sent_ten_times_at_once_is_one_case(committed_cast: Cast):
    key, receipts = uuid4(), []
    category_id("heating")

    def send() -> None:
        receipts.append(asked(committed_cast, key=key))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(receipts) == 10
    assert len({receipt.number for receipt in receipts}) == 1
    assert [receipt.repeated for receipt in receipts].count(False) == 1
    assert Case.objects.count() == 1


def test_the_secret_is_kept_as_a_hash_only(cast: Cast):
    receipt = asked(cast)
    assert len(receipt.secret) == 20
    kept = Handle.objects.get(kind=Handle.Kind.SECRET, case_id=receipt.case_id).value
    assert kept == hash_of(receipt.secret)
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS r WHERE r::text LIKE %s', [f"%{receipt.secret}%"]
            )
            assert cursor.fetchone() == (0,), table


def test_contact_and_address_lie_sealed_under_the_residents_own_key(cast: Cast):
    phone, address = cast.li_daniang.phone, "锦江花园3号楼2单元501"
    case = case_of(asked(cast, contact=read_contact(phone), address=address))
    row = CaseWords.objects.get(case=case, kind=WordsKind.ADDRESS)
    assert row.text == ""
    assert case.subject_id is not None
    key = subject_key(case.subject_id)
    assert key is not None
    assert key.open(bytes(row.sealed or b""), words_place(row)) == address
    for table in ("cases_case", "cases_words", "cases_event", "people_subject", "core_audit"):
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS r WHERE r::text LIKE ANY(%s)',
                [[f"%{phone}%", "%单元501%"]],
            )
            assert cursor.fetchone() == (0,), table


def test_without_contact_and_address_there_is_no_subject(cast: Cast):
    assert case_of(asked(cast)).subject_id is None
    assert not Subject.objects.exists()


def test_the_words_are_kept_whole_and_the_event_commits_to_them(cast: Cast):
    case = case_of(asked(cast))
    words = CaseWords.objects.get(case=case)
    event = CaseEvent.objects.get(case=case, seq=1)
    assert words.text == WORDS
    assert event.words_hash is not None
    assert WORDS not in str(event.codes)
    assert WORDS.startswith(case.title.rstrip("…"))


def test_more_than_twenty_from_one_source_are_taken_in_and_held(cast: Cast):
    cases = [case_of(asked(cast, source="192.0.2.9")) for _ in range(22)]
    assert [case.desk_reason for case in cases] == [""] * 20 + [DeskReason.UNUSUAL_VOLUME] * 2
    assert case_of(asked(cast, source="192.0.2.10")).state == State.ASSIGNED


def test_a_create_is_one_audit_line_for_each_event(cast: Cast):
    case = case_of(asked(cast))
    lines = AuditEntry.objects.filter(subject=f"case:{case.id}").values_list("action", flat=True)
    assert sorted(lines) == ["case.ask", "case.assign", "case.triage"]


def test_a_create_takes_at_most_eight_statements_and_its_transaction(cast: Cast):
    asked(cast)
    with CaptureQueriesContext(connection) as seen:
        asked(cast, source="192.0.2.1", contact=read_contact("13804310001"), address="3号楼")
    looks = (
        "network_version",
        "catalogue_version",
        "core_calendar_day",
    )  # what a process does every few seconds
    statements = [each["sql"] for each in seen if not any(look in each["sql"] for look in looks)]
    assert len(statements) <= 10, statements  # the two around it are BEGIN and COMMIT


def test_a_fault_on_the_way_leaves_nothing(cast: Cast, monkeypatch):
    monkeypatch.setattr("huisheng.cases.actions.ask.announce", lambda event: 1 / 0)
    category_id("heating")
    with pytest.raises(ZeroDivisionError):
        asked(cast, contact=read_contact("13804310001"))
    assert not Case.objects.exists()
    assert not Handle.objects.exists()
    assert not Subject.objects.exists()


@pytest.mark.usefixtures("db")
def test_without_a_network_asking_fails_plainly():
    from huisheng.cases.actions.ask import Request
    from huisheng.cases.queries.routing import NoNetwork

    with pytest.raises(NoNetwork):
        ask(Request("路灯不亮", uuid4()), RESIDENT)
