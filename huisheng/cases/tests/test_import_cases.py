"""Importing records: each row once, with its own time; nothing of it runs, counts or is announced."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from huisheng.cases.actions import import_cases as act
from huisheng.cases.actions.escalate import escalate_overdue, let_fall_silent
from huisheng.cases.actions.import_cases import import_cases
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.importing.faults import FileRefused
from huisheng.cases.importing.mapping import checked
from huisheng.cases.models import Case, CaseEvent, CaseWords, Handle
from huisheng.cases.models.codes import Channel, WordsKind
from huisheng.cases.models.projection import FACTS, replay
from huisheng.cases.models.transitions import Act, State, Who
from huisheng.cases.queries.tokens import tokens
from huisheng.cases.tests.pages import signed_in
from huisheng.cases.tests.sheets import MAPPING, Sheet, at, row
from huisheng.core.models import AuditEntry
from tests.cast import Cast


@pytest.fixture
def imported(cast: Cast, tmp_path: Path) -> Sheet:
    load_catalogue()
    return Sheet(tmp_path)


def test_a_record_keeps_its_own_time_and_words_and_nothing_of_it_runs(cast: Cast, imported: Sheet):
    imported(row(1, **at(cast.plots[0]), 答复="立管已经排气。", 办结时间="2024年3月6日下午2点"))
    case = Case.objects.get()
    received = datetime(2024, 3, 5, 1, 30, tzinfo=UTC)
    assert (case.state, case.received_at, case.clock, case.due_at) == (State.HISTORIC, received, "", None)
    assert (case.unit_id, case.plot_id, case.channel) == (cast.station.id, cast.plots[0].id, Channel.FILE)
    assert case.number.startswith("2024-")
    assert case.id.int >> 80 == int(received.timestamp() * 1000), "it sorts by its own time"
    kept = CaseWords.objects.filter(case=case).order_by("n").values_list("kind", "text")
    assert list(kept) == [
        (WordsKind.REQUEST, "第1件：暖气不热"),
        (WordsKind.ANSWER, "立管已经排气。"),
        (WordsKind.PROGRESS, "原系统办结时间：2024-03-06 14:00"),
    ]


def test_a_record_is_one_event_that_replays_to_the_case(cast: Cast, imported: Sheet):
    imported(row(1, **at(cast.plots[0])))
    case, event = Case.objects.get(), CaseEvent.objects.get()
    assert (event.act, event.who, event.codes["source"]) == (Act.IMPORT, Who.SYSTEM, "hotline")
    facts = {name: getattr(case, name) for name in FACTS}
    again = replay([event], facts)
    names = [f.attname for f in Case._meta.concrete_fields if f.attname not in ("station_id", "subcentre_id")]
    assert {n: getattr(again, n) for n in names} == {n: getattr(case, n) for n in names}


def test_no_clock_touches_a_record(cast: Cast, imported: Sheet):
    imported(row(1, **at(cast.plots[0])), row(2))
    assert (escalate_overdue(), let_fall_silent()) == (0, 0)


def test_search_finds_the_words_of_a_record(imported: Sheet):
    imported(row(1, 内容="三号楼前的井盖松了"), row(2))
    found = CaseWords.objects.filter(tokens__contains=tokens("井盖"))
    assert [words.text for words in found] == ["三号楼前的井盖松了"]


def test_a_second_run_adds_nothing(imported: Sheet):
    rows = [row(number) for number in range(1, 6)]
    assert imported(*rows).added == 5
    done = imported(*rows, row(6))
    assert (done.added, done.repeated) == (1, 5)
    assert Case.objects.count() == CaseEvent.objects.count() == 6


def test_the_same_number_twice_in_one_file_is_one_matter(imported: Sheet):
    done = imported(row(1), row(1, 内容="又写了一遍"))
    assert (done.added, done.repeated) == (1, 1)


def test_the_same_number_of_another_source_is_another_matter(imported: Sheet):
    imported(row(1))
    assert imported(row(1), mapping={**MAPPING, "source": "letters"}).added == 1


def test_a_record_that_was_taken_in_is_not_taken_in_as_new(imported: Sheet):
    imported(row(1))
    assert imported(row(1), live=True).added == 0


def test_a_run_that_breaks_off_keeps_its_batches_and_is_simply_run_again(
    imported: Sheet, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(act, "BATCH", 4)
    rows, write, calls = [row(number) for number in range(10)], act._write, []

    def dies_at_the_third(*what: Any, **how: Any) -> int:
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return write(*what, **how)

    monkeypatch.setattr(act, "_write", dies_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        imported(*rows)
    assert Case.objects.count() == 8
    monkeypatch.setattr(act, "_write", write)
    done = imported(*rows)
    assert (done.added, done.repeated) == (2, 8)


def test_the_statements_of_a_batch_do_not_depend_on_its_size(cast: Cast, imported: Sheet):
    counts = []
    for start, size in ((0, 2), (100, 60)):
        rows = [row(start + n, **at(cast.plots[0])) for n in range(size)]
        seen: list[str] = []

        def count(execute: Any, sql: str, *rest: Any, seen: list[str] = seen) -> Any:
            seen.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(count):
            imported(*rows)
        counts.append(len(seen))
    assert counts[0] >= counts[1], "the first may look at the network anew"


def test_every_batch_leaves_one_line_in_the_audit(imported: Sheet):
    imported(row(1), row(2))
    line = AuditEntry.objects.get(action="cases.imported")
    assert (line.subject, line.detail) == ("source:hotline", {"rows": 2, "live": False})


def test_numbers_follow_the_order_of_the_file_and_are_reserved(imported: Sheet):
    imported(*(row(n) for n in range(30)))
    by_number = Case.objects.order_by("number").values_list("title", flat=True)
    assert list(by_number) == [f"第{n}件：暖气不热" for n in range(30)]
    assert Handle.objects.filter(kind=Handle.Kind.NUMBER).count() == 30


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"categories": {"供热": "warmth"}}, r"\[categories\] 里的 warmth 不在现在的目录里"),
        ({"constants": {"channel": "fax"}}, "channel 不认得“fax”"),
    ],
)
def test_a_mapping_that_does_not_fit_the_catalogue_is_refused_whole(imported: Sheet, changed, words: str):
    with pytest.raises(FileRefused, match=words):
        imported(row(1), mapping={**MAPPING, **changed})
    assert not Case.objects.exists()


@pytest.mark.django_db
def test_without_a_network_nothing_is_imported(tmp_path: Path):
    with pytest.raises(FileRefused, match="库里还没有网络"):
        import_cases(tmp_path / "a.csv", checked(MAPPING), tmp_path / "r.csv")


def test_without_a_catalogue_nothing_is_imported(cast: Cast, tmp_path: Path):
    with pytest.raises(FileRefused, match="load_catalogue"):
        import_cases(tmp_path / "a.csv", checked(MAPPING), tmp_path / "r.csv")


def test_no_step_is_ticked_for_a_record_that_does_not_say_how_far_it_came(cast: Cast, imported: Sheet):
    imported(row(1, **at(cast.plots[0]), 答复="立管已经排气。"))
    case = Case.objects.get()
    page = signed_in(cast.wang_fang).get(f"/cases/{case.number}/").content.decode()
    assert "走过哪几步没有记下" in page and '<ol class="steps"' not in page
