"""The verifier on logs made by hand: what it confirms, what it names, and when it says that it proves nothing."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from huisheng.verify.merkle import leaf_hash
from huisheng.verify.note import COSIGNATURE, Note, Signer, with_signatures
from huisheng.verify.promise import Promise
from huisheng.verify.source import Folder
from huisheng.verify.tests.building import (
    ORIGIN,
    OTHER_SIGNER,
    SIGNER,
    TOWN,
    Built,
    Story,
    built,
    put,
)
from huisheng.verify.verifier import Question, Report, verify

STORIES = [*[Story()] * 12, *[Story(area=TOWN, on_time=False)] * 10, Story(end=""), Story(end="withdrawn")]
COSIGNED = datetime(2026, 11, 14, tzinfo=UTC)
WITNESS = Signer.of("witness.example/w", b"w" * 32, COSIGNATURE)


def report_on(folder: Path, *kept: Note, **question: object) -> Report:
    return verify(Folder(folder), Question(log_key=SIGNER.key, kept=kept, **question))  # type: ignore[arg-type]


def cosign(folder: Path, note: Note) -> None:
    """The witness signs what is published."""
    cosigned = with_signatures(note, [WITNESS.sign(note.text, int(COSIGNED.timestamp()))])
    put(folder / "checkpoint", str(cosigned).encode())


def words(report: Report) -> str:
    return "\n".join(f"{fault.kind}: {fault.words}" for fault in report.faults)


def grown(log: Built, folder: Path) -> Note:
    """The same log, later."""
    log.tell(Story())
    return log.sign(folder)


def test_a_log_that_only_grew_is_confirmed_by_the_kept_checkpoint(tmp_path: Path) -> None:
    log = built(STORIES)
    kept = log.publish(tmp_path)
    grown(log, tmp_path)
    report = report_on(tmp_path, kept, since="2026-10", until="2026-10")
    assert report.faults == []
    assert report.anchored
    assert (report.figures.due, report.figures.closed, report.figures.on_time) == (23, 22, 12)
    assert len(report.cases) == 24


def test_the_figures_of_one_street(tmp_path: Path) -> None:
    built(STORIES).publish(tmp_path)
    figures = report_on(tmp_path, since="2026-10", until="2026-10", area=TOWN).figures
    assert (figures.due, figures.closed, figures.on_time) == (10, 10, 0)
    assert {case.area for case in figures.late} == {TOWN}


def test_a_rewritten_log_is_named_by_the_kept_checkpoint(tmp_path: Path) -> None:
    kept = built(STORIES).publish(tmp_path / "honest")
    built([*STORIES[1:], STORIES[0]]).publish(tmp_path / "forged")
    report = report_on(tmp_path / "forged", kept)
    assert "rewritten: the log was rewritten: something between leaf 0 and leaf" in words(report)
    assert not report.anchored


def test_two_kept_checkpoints_say_between_which_leaves_it_was_rewritten(tmp_path: Path) -> None:
    log = built(STORIES)
    early = log.publish(tmp_path / "early")
    size = len(log.entries)
    late = grown(log, tmp_path / "late")
    forged = built(STORIES)
    forged.publish(tmp_path / "forged")
    forged.tell(Story(on_time=False))
    forged.sign(tmp_path / "forged")
    report = report_on(tmp_path / "forged", late, early)
    assert f"something between leaf {size} and leaf {len(log.entries) - 1} was changed" in words(report)


def test_a_log_that_was_cut_is_named(tmp_path: Path) -> None:
    log = built(STORIES)
    log.publish(tmp_path / "short")
    kept = grown(log, tmp_path / "long")
    assert "the log was cut" in words(report_on(tmp_path / "short", kept))


def test_another_key_is_named(tmp_path: Path) -> None:
    built(STORIES).publish(tmp_path, signer=OTHER_SIGNER)
    assert "unsigned: the checkpoint is not signed" in words(report_on(tmp_path))


def test_an_entry_that_the_checkpoint_does_not_cover_is_named(tmp_path: Path) -> None:
    log = built(STORIES)
    note = log.publish(tmp_path)
    log.entries[5] = log.entries[6]
    log.sign(tmp_path)
    put(tmp_path / "checkpoint", str(note).encode())
    assert "the entries do not make the tree" in words(report_on(tmp_path))


def test_a_witness_vouches_for_it_and_one_that_did_not_sign_is_named(tmp_path: Path) -> None:
    note = built(STORIES).publish(tmp_path)
    assert "has not cosigned" in words(report_on(tmp_path, witnesses=[WITNESS.key]))
    cosign(tmp_path, note)
    report = report_on(tmp_path, witnesses=[WITNESS.key], now=COSIGNED + timedelta(days=14))
    assert report.anchored
    assert report.faults == []


def test_a_log_that_shows_nothing_since_its_witness_saw_it_long_ago_is_named(tmp_path: Path) -> None:
    cosign(tmp_path, built(STORIES).publish(tmp_path))
    report = report_on(tmp_path, witnesses=[WITNESS.key], now=COSIGNED + timedelta(days=14, seconds=1))
    assert report.anchored
    assert words(report).startswith("late: witness.example/w saw this log last at 2026-11-14")


def test_a_case_that_is_not_opened_is_named_by_its_leaf(tmp_path: Path) -> None:
    log = built(STORIES)
    gone = [leaf[0] for leaf in log.lines.pop(3)]
    log.publish(tmp_path)
    assert [fault.words for fault in report_on(tmp_path).faults] == [
        f"leaf {index} ({kind}) is not opened"
        for index, kind in zip(gone, ("received", "promised", "closed"), strict=True)
    ]


def test_a_reopening_that_is_kept_back_is_named(tmp_path: Path) -> None:
    log = built([*STORIES, Story(reopened=True)])
    index = log.lines[-1].pop()[0]
    log.publish(tmp_path)
    assert words(report_on(tmp_path)) == f"missing: leaf {index} (reopened) is not opened"


def test_a_field_that_says_something_else_is_named(tmp_path: Path) -> None:
    log = built(STORIES)
    closed = log.lines[12][2]
    closed[5] = ["yes", closed[5][1]]  # type: ignore[index]
    log.publish(tmp_path)
    assert f"the opening of leaf {closed[0]} is not what was logged" in words(report_on(tmp_path))


def test_a_leaf_that_is_lent_to_another_case_is_named(tmp_path: Path) -> None:
    log = built(STORIES)
    log.lines[22].append(log.lines[0][2])
    log.publish(tmp_path)
    told = words(report_on(tmp_path))
    assert "join leaves of different cases" in told
    assert "is opened twice" in told


def test_a_field_that_had_to_be_opened_is_named(tmp_path: Path) -> None:
    log = built(STORIES)
    closed = log.lines[0][2]
    closed[5] = "00" * 32  # type: ignore[index]
    log.publish(tmp_path)
    assert f"leaf {closed[0]} keeps back what its kind has to open" in words(report_on(tmp_path))


def test_a_file_that_was_swapped_or_withheld_is_named(tmp_path: Path) -> None:
    log = built(STORIES)
    log.publish(tmp_path)
    path = tmp_path / "openings" / "2026-10.1.jsonl"
    content = path.read_bytes()
    path.write_bytes(content + b"\n")
    assert "is not the file that the log holds" in words(report_on(tmp_path))
    path.unlink()
    assert "openings are withheld" in words(report_on(tmp_path))
    put(tmp_path / "openings" / "index.json", b'{"files": []}')
    assert "are not published" in words(report_on(tmp_path))


def promise(log: Built, index: int, logged_by: int) -> Note:
    entry = log.entries[index] if index < len(log.entries) else b"never logged"
    return Promise(ORIGIN, leaf_hash(entry), 1_790_000_000, logged_by).signed(SIGNER)


def test_a_promise_is_kept_or_due_or_broken(tmp_path: Path) -> None:
    log = built(STORIES)
    log.publish(tmp_path)
    now = datetime(2026, 11, 1, tzinfo=UTC)
    kept = report_on(tmp_path, promises=[promise(log, 5, 1)], now=now)
    assert kept.faults == []
    assert "the promise is kept: the matter is leaf 5" in kept.confirmed
    due = report_on(tmp_path, promises=[promise(log, 9999, int(now.timestamp()) + 60)], now=now)
    assert due.faults == []
    broken = report_on(tmp_path, promises=[promise(log, 9999, int(now.timestamp()) - 60)], now=now)
    assert "late: a promise is broken" in words(broken)


def test_a_promise_of_another_log_is_named(tmp_path: Path) -> None:
    log = built(STORIES)
    log.publish(tmp_path)
    other = Promise(ORIGIN, leaf_hash(log.entries[0]), 1, 2).signed(OTHER_SIGNER)
    assert "the promise is not signed by this log" in words(report_on(tmp_path, promises=[other]))


def test_a_log_of_which_nothing_was_ever_opened_is_named(tmp_path: Path) -> None:
    built(STORIES).publish(tmp_path / "many", openings=False)
    assert (
        words(report_on(tmp_path / "many"))
        == f"missing: {len(STORIES)} matters were received, and none is opened"
    )
    built(STORIES[:9]).publish(tmp_path / "few", openings=False)
    assert report_on(tmp_path / "few").faults == []


def test_openings_that_are_not_renewed_are_named(tmp_path: Path) -> None:
    log = built(STORIES)
    log.publish(tmp_path)
    for story in [Story()] * 10:
        log.tell(story)
    log.sign(tmp_path)
    published = 1_790_000_000
    soon, late = (datetime.fromtimestamp(published + days * 86_400, UTC) for days in (13, 15))
    assert report_on(tmp_path, now=soon).faults == []
    assert "and 10 matters wait for it" in words(report_on(tmp_path, now=late))


def test_a_list_that_passes_over_what_was_there_before_it_is_named(tmp_path: Path) -> None:
    """However far it says that it goes."""
    log = built(STORIES)
    log.publish(tmp_path / "first")
    (index, *_others) = log.tell(Story())
    listing = json.loads((tmp_path / "first" / "openings" / "list.1.json").read_bytes())
    for opened_to in (0, listing["opened_to"], 10**6):
        later = built(STORIES)
        later.publish(tmp_path)
        later.tell(Story())
        content = json.dumps({**listing, "opened_to": opened_to}).encode()
        digest = later.keep(tmp_path, "list.2.json", content)
        told = json.loads((tmp_path / "openings" / "index.json").read_bytes())
        told["files"].append({"path": "list.2.json", "sha256": digest})
        put(tmp_path / "openings" / "index.json", json.dumps(told).encode())
        later.sign(tmp_path)
        assert f"leaf {index} (received) is not opened" in words(report_on(tmp_path))
