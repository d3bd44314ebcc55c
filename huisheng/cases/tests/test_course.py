"""The frame of every act: locked, once, never on a page that is out of date, nothing half done."""

import threading

import pytest
from django.db import connection

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.course import NoSuchCase, Stale, Token
from huisheng.cases.actions.report import report_progress, write_note
from huisheng.cases.models import Case, CaseEvent, CaseWords
from huisheng.cases.tests.matters import assigned, handling, token, viewer
from huisheng.core.ids import uuid7
from huisheng.core.models import AuditEntry
from tests.cast import Cast


def test_a_page_that_is_out_of_date_changes_nothing(cast: Cast):
    case = assigned(cast)
    old = token(case)
    accept_case(case.id, viewer(cast.wang_fang), token(case))
    with pytest.raises(Stale) as stale:
        assign_case(case.id, viewer(cast.sun_li), old, cast.next_station.id)
    assert (stale.value.seen, stale.value.case.version) == (3, 4)
    case.refresh_from_db()
    assert case.unit_id == cast.station.id


def test_a_double_click_counts_once_even_on_a_page_that_is_out_of_date_by_it(cast: Cast):
    case = assigned(cast)
    once = token(case)
    first = accept_case(case.id, viewer(cast.wang_fang), once)
    second = accept_case(case.id, viewer(cast.wang_fang), once)
    assert first.version == second.version == 4


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_at_once_one_acts_and_the_other_is_told(committed_cast: Cast):
    case = assigned(committed_cast)
    clerk = viewer(committed_cast.wang_fang)
    results: list[object] = []
    ready = threading.Barrier(2)

    def sign() -> None:
        ready.wait()
        try:
            results.append(accept_case(case.id, clerk, token(case)).version)
        except Stale as stale:
            results.append(stale)
        connection.close()

    threads = [threading.Thread(target=sign) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(result).__name__ for result in results) == ["Stale", "int"]
    assert CaseEvent.objects.filter(case=case, act="accept").count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_notes_at_once_are_all_kept_in_one_order(committed_cast: Cast):
    case = handling(committed_cast)
    clerk = viewer(committed_cast.wang_fang)

    def note(number: int) -> None:
        write_note(case.id, clerk, token(), f"第{number}条")
        connection.close()

    threads = [threading.Thread(target=note, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seqs = list(CaseEvent.objects.filter(case=case).order_by("seq").values_list("seq", flat=True))
    assert seqs == list(range(1, 13))
    assert CaseWords.objects.filter(case=case, kind="note").count() == 8
    assert Case.objects.get(pk=case.id).version == 12


def test_a_fault_in_the_middle_leaves_case_events_words_and_audit_as_they_were(cast: Cast, monkeypatch):
    case = assigned(cast)
    audits = AuditEntry.objects.count()
    monkeypatch.setattr("huisheng.cases.actions.course.record_many", lambda lines: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        report_progress(case.id, viewer(cast.wang_fang), token(case), "上门看过。")
    monkeypatch.undo()
    case.refresh_from_db()
    assert (case.version, case.state) == (3, "assigned")
    assert CaseEvent.objects.filter(case=case).count() == 3
    assert not CaseWords.objects.filter(case=case, kind="progress").exists()
    assert AuditEntry.objects.count() == audits


def test_a_case_that_is_not_there_is_said_so(cast: Cast):
    with pytest.raises(NoSuchCase):
        accept_case(uuid7(), viewer(cast.wang_fang), Token(uuid7()))


def test_an_act_takes_few_statements(cast: Cast, django_assert_max_num_queries):
    case = handling(cast)
    clerk = viewer(cast.wang_fang)
    with django_assert_max_num_queries(8):
        report_progress(case.id, clerk, token(case), "上门看过。")
