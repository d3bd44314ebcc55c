"""Importing: each row once, the good ones in, the others back with the reason; historic records stand still."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from huisheng.cases.actions import import_cases as act
from huisheng.cases.actions.escalate import escalate_overdue, let_fall_silent
from huisheng.cases.actions.import_cases import Imported, import_cases
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.importing.faults import FileRefused
from huisheng.cases.importing.mapping import checked
from huisheng.cases.models import Case, CaseEvent, CaseWords, Handle
from huisheng.cases.models.codes import Channel, DeskReason, WordsKind
from huisheng.cases.models.projection import replay
from huisheng.cases.models.transitions import Act, State, Who
from huisheng.cases.models.words import words_place
from huisheng.cases.queries.tokens import tokens
from huisheng.core.models import AuditEntry
from huisheng.network.projection import wgs84_to_gcj02
from huisheng.people.models import Subject
from huisheng.people.subjects import unwrap
from tests.cast import Cast

MAPPING: dict[str, Any] = {
    "source": "hotline",
    "key": "编号",
    "columns": {
        "words": "内容",
        "received_at": "时间",
        "category": "类别",
        "longitude": "经度",
        "latitude": "纬度",
        "place": "社区",
        "answer": "答复",
        "closed_at": "办结时间",
        "address": "地址",
        "contact": "电话",
    },
    "categories": {"供热": "heating", "垃圾": "refuse"},
}
COLUMNS = ["编号", "内容", "时间", "类别", "经度", "纬度", "社区", "答复", "办结时间", "地址", "电话"]
Importing = Callable[..., Imported]


def row(number: int, **cells: Any) -> dict[str, Any]:
    plain = {"编号": number, "内容": f"第{number}件：暖气不热", "时间": "2024-03-05 09:30:00", "类别": "供热"}
    return {**plain, **cells}


@pytest.fixture
def imported(cast: Cast, tmp_path: Path) -> Importing:
    """`imported(row(1), row(2), live=True)`: the rows as a file, taken in."""
    load_catalogue()

    def take_in(*rows: dict[str, Any], live: bool = False, mapping: dict[str, Any] = MAPPING) -> Imported:
        path = tmp_path / "matters.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            out = csv.DictWriter(lines, COLUMNS)
            out.writeheader()
            out.writerows(rows)
        return import_cases(path, checked(mapping), tmp_path / "rejected.csv", as_new=live)

    return take_in


@pytest.fixture
def rejected(tmp_path: Path) -> Callable[[], list[dict[str, str]]]:
    """The rows of the file of rejected ones."""

    def rows() -> list[dict[str, str]]:
        with (tmp_path / "rejected.csv").open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))

    return rows


def at(plot: Any, **cells: Any) -> dict[str, Any]:
    """Cells that put a row on a plot."""
    return {"经度": plot.lon, "纬度": plot.lat, **cells}


def test_a_record_keeps_its_own_time_and_words_and_nothing_of_it_runs(cast: Cast, imported: Importing):
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


def test_a_record_is_one_event_that_replays_to_the_case(cast: Cast, imported: Importing):
    imported(row(1, **at(cast.plots[0])))
    case, event = Case.objects.get(), CaseEvent.objects.get()
    assert (event.act, event.who, event.codes["source"]) == (Act.IMPORT, Who.SYSTEM, "hotline")
    facts = {name: getattr(case, name) for name in ("id", "number", "title", "channel", "subject_id")}
    again = replay([event], facts)
    names = [f.attname for f in Case._meta.concrete_fields if f.attname not in ("station_id", "subcentre_id")]
    assert {n: getattr(again, n) for n in names} == {n: getattr(case, n) for n in names}


def test_no_clock_touches_a_record(cast: Cast, imported: Importing):
    imported(row(1, **at(cast.plots[0])), row(2))
    assert (escalate_overdue(), let_fall_silent()) == (0, 0)


def test_search_finds_the_words_of_a_record(imported: Importing):
    imported(row(1, 内容="三号楼前的井盖松了"), row(2))
    found = CaseWords.objects.filter(tokens__contains=tokens("井盖"))
    assert [words.text for words in found] == ["三号楼前的井盖松了"]


def test_a_second_run_adds_nothing(imported: Importing):
    rows = [row(number) for number in range(1, 6)]
    assert imported(*rows).added == 5
    done = imported(*rows, row(6))
    assert (done.added, done.repeated) == (1, 5)
    assert Case.objects.count() == CaseEvent.objects.count() == 6


def test_the_same_number_twice_in_one_file_is_one_matter(imported: Importing):
    done = imported(row(1), row(1, 内容="又写了一遍"))
    assert (done.added, done.repeated) == (1, 1)


def test_the_same_number_of_another_source_is_another_matter(imported: Importing):
    imported(row(1))
    assert imported(row(1), mapping={**MAPPING, "source": "letters"}).added == 1


def test_a_record_that_was_taken_in_is_not_taken_in_as_new(imported: Importing):
    imported(row(1))
    assert imported(row(1), live=True).added == 0


def test_a_run_that_breaks_off_keeps_its_batches_and_is_simply_run_again(
    imported: Importing, monkeypatch: pytest.MonkeyPatch
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


def test_a_fifth_of_bad_rows_goes_back_with_its_reasons_and_the_rest_goes_in(imported: Importing, rejected):
    bad = [
        row(3, 内容="  "),
        row(8, 时间="去年春天"),
        row(13, 类别="天气"),
        row(18, 时间="", 经度="东经", 纬度="43"),
    ]
    good = [row(number) for number in range(20) if number not in (3, 8, 13, 18)]
    done = imported(*good[:10], *bad, *good[10:])
    assert (done.added, done.rejected, Case.objects.count()) == (16, 4, 16)
    rows = rejected()
    assert [line["行号"] for line in rows] == ["12", "13", "14", "15"]
    reasons = [line["退回原因"] for line in rows]
    assert reasons[0] == "没有写是什么事。"
    assert reasons[1].startswith("看不懂时间“去年春天”")
    assert reasons[2] == "不认得“天气”。请在对照表的 [categories] 里写明它是哪一种。"
    assert reasons[3] == "没有写收到的时间。；“东经”不是经纬度，应当是 125.26 这样的数字。"


def test_rows_mended_in_the_rejected_file_are_imported_with_the_same_mapping(
    imported: Importing, tmp_path: Path
):
    imported(row(1), row(2, 时间="去年春天", 内容="=1+1 号楼漏水"))
    path = tmp_path / "rejected.csv"
    mended = path.with_name("mended.csv")
    mended.write_bytes(path.read_bytes().replace("去年春天".encode(), b"2024-04-01"))
    done = import_cases(mended, checked(MAPPING), tmp_path / "again.csv")
    assert (done.added, done.rejected) == (1, 0)
    assert CaseWords.objects.filter(text="=1+1 号楼漏水").exists(), "what was made harmless is as it was"


def test_no_spreadsheet_runs_what_stands_in_a_rejected_row(imported: Importing, rejected):
    dangers = ["=cmd|' /C calc'!A0", "@SUM(A1)", "+1+cmd", "-2+3", "\t=1"]
    imported(
        *(row(n, 时间="?", 社区=danger) for n, danger in enumerate(dangers)), row(9, 时间="?", 经度="-76.6")
    )
    cells = [line["社区"] for line in rejected()]
    assert cells[:5] == [f"'{danger}" for danger in dangers]
    assert rejected()[5]["经度"] == "-76.6", "a negative number is no formula"


def test_without_rejected_rows_there_is_no_file(imported: Importing, tmp_path: Path):
    (tmp_path / "rejected.csv").write_text("of an earlier run")
    imported(row(1))
    assert not (tmp_path / "rejected.csv").exists()


def test_rounded_coordinates_are_no_place_and_are_counted(cast: Cast, imported: Importing):
    done = imported(
        row(1, 经度="125", 纬度="44"), row(2, 经度="125.0", 纬度="44.0"), row(3), row(4, **at(cast.plots[0]))
    )
    assert done.places == {"rounded": 2, "none": 1}
    assert list(Case.objects.order_by("number").values_list("plot_id", "longitude"))[:3] == [(None, None)] * 3


def test_a_point_elsewhere_is_taken_in_and_counted(imported: Importing):
    done = imported(row(1, 经度="116.39", 纬度="39.91"))
    assert (done.added, done.places) == (1, {"outside": 1})


@pytest.mark.parametrize("kind", ["swapped", "gcj02"])
def test_a_point_that_is_plainly_wrong_goes_back_with_what_to_do(
    cast: Cast, imported: Importing, rejected, kind
):
    # A corner of the district, whence the shift of Chinese maps leads outside.
    lon, lat = max((plot.east, plot.south) for plot in [*cast.plots, *cast.second_plots, *cast.other_plots])
    lon, lat = lon - 0.0001, lat + 0.0001
    x, y = (lat, lon) if kind == "swapped" else wgs84_to_gcj02(lon, lat)
    assert imported(row(1, 经度=x, 纬度=y)).rejected == 1
    words = {"swapped": "经度和纬度好像写反了", "gcj02": "GCJ-02"}
    assert words[kind] in rejected()[0]["退回原因"]


def test_a_mapping_may_say_that_the_points_are_shifted(cast: Cast, imported: Importing):
    lon, lat = wgs84_to_gcj02(cast.plots[0].lon, cast.plots[0].lat)
    imported(row(1, 经度=lon, 纬度=lat), mapping={**MAPPING, "places": {"coordinates": "gcj02"}})
    assert Case.objects.get().plot_id == cast.plots[0].id


def test_the_name_of_a_community_leads_to_its_station(cast: Cast, imported: Importing):
    done = imported(row(1, 社区=cast.station.name), row(2, 社区="没有这个社区"))
    assert [case.unit_id for case in Case.objects.order_by("number")] == [cast.station.id, cast.centre.id]
    assert done.unknown_places == {"没有这个社区": 1}


def test_new_matters_are_routed_and_timed_like_any_other(cast: Cast, imported: Importing):
    imported(row(1, **at(cast.plots[0])), live=True)
    case = Case.objects.get()
    assert (case.state, case.unit_id) == (State.ASSIGNED, cast.station.id)
    acts = CaseEvent.objects.filter(case=case).order_by("seq").values_list("act", "who")
    assert list(acts) == [(Act.ASK, Who.SYSTEM), (Act.TRIAGE, Who.SYSTEM), (Act.ASSIGN, Who.SYSTEM)]
    assert datetime.now(UTC) - case.received_at < timedelta(minutes=1)
    assert case.due_at is not None
    assert case.promised_at is not None


def test_new_matters_without_a_place_wait_for_triage(cast: Cast, imported: Importing):
    imported(row(1), row(2, 经度="125", 纬度="44"), live=True)
    waiting = Case.objects.values_list("state", "desk_reason", "unit_id")
    assert list(waiting) == [(State.RECEIVED, DeskReason.NO_PLACE, cast.centre.id)] * 2


def test_what_the_old_system_knew_is_a_note_for_colleagues_only(cast: Cast, imported: Importing):
    imported(row(1, **at(cast.plots[0]), 答复="已派人。"), live=True)
    kept = CaseWords.objects.exclude(kind=WordsKind.REQUEST).order_by("n").values_list("kind", "text")
    assert list(kept) == [
        (WordsKind.NOTE, "原登记时间：2024-03-05 09:30"),
        (WordsKind.NOTE, "原系统答复：已派人。"),
    ]


@pytest.mark.parametrize("live", [False, True])
def test_contact_and_address_are_sealed(imported: Importing, live: bool):
    imported(row(1, 电话="138 0431 0001", 地址="锦江花园3号楼501"), live=live)
    case, subject = Case.objects.get(), Subject.objects.get()
    assert case.subject_id == subject.id
    sealed = CaseWords.objects.get(kind=WordsKind.ADDRESS)
    key = unwrap(subject.id, bytes(subject.key_wrapped or b""))
    assert (sealed.text, key.open(bytes(sealed.sealed or b""), words_place(sealed))) == (
        "",
        "锦江花园3号楼501",
    )
    assert subject.contact_kind == "phone"


def test_a_wrong_telephone_number_goes_back(imported: Importing, rejected):
    assert imported(row(1, 电话="138")).rejected == 1
    assert "手机号是 11 位" in rejected()[0]["退回原因"]


def test_the_statements_of_a_batch_do_not_depend_on_its_size(cast: Cast, imported: Importing):
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


def test_every_batch_leaves_one_line_in_the_audit(imported: Importing):
    imported(row(1), row(2))
    line = AuditEntry.objects.get(action="cases.imported")
    assert (line.subject, line.detail) == ("source:hotline", {"rows": 2, "live": False})


def test_numbers_follow_the_order_of_the_file_and_are_reserved(imported: Importing):
    imported(*(row(n) for n in range(30)))
    by_number = Case.objects.order_by("number").values_list("title", flat=True)
    assert list(by_number) == [f"第{n}件：暖气不热" for n in range(30)]
    assert Handle.objects.filter(kind=Handle.Kind.NUMBER).count() == 30


def test_a_category_may_be_guessed_for_records_but_never_decides_for_new_matters(
    cast: Cast, imported: Importing
):
    columns = {k: v for k, v in MAPPING["columns"].items() if k != "category"}
    guessing = {**MAPPING, "columns": columns, "constants": {"guess_category": True}}
    del guessing["categories"]
    imported(row(1, 内容="楼道垃圾没人清运"), mapping=guessing)
    imported(row(2, 内容="楼道垃圾没人清运", **at(cast.plots[0])), mapping=guessing, live=True)
    record, new = Case.objects.order_by("received_at")
    assert record.category is not None
    assert record.category.code == "refuse"
    assert (new.category, new.desk_reason) == (None, DeskReason.NO_CATEGORY)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"categories": {"供热": "warmth"}}, r"\[categories\] 里的 warmth 不在现在的目录里"),
        ({"constants": {"channel": "fax"}}, "channel 不认得“fax”"),
    ],
)
def test_a_mapping_that_does_not_fit_the_catalogue_is_refused_whole(imported: Importing, changed, words: str):
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
