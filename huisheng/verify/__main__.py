"""`python -m huisheng.verify ADDRESS-OR-FOLDER`: what an outsider can check, in plain words."""

import argparse
import re
import sys
from pathlib import Path

from huisheng.verify.checkpoint import read_checkpoint
from huisheng.verify.log import fetch_log, save_copy
from huisheng.verify.note import BadNote, Note, VerifierKey, read_key, read_note
from huisheng.verify.openings import BadOpening
from huisheng.verify.promise import read_promise
from huisheng.verify.proof import read_proof
from huisheng.verify.source import CannotRead, Folder, open_source
from huisheng.verify.tiles import CHECKPOINT, BadBundle
from huisheng.verify.verifier import PROVES_NOTHING, Question, Report, verify

FINE, FAULTY, UNREADABLE, UNPROVEN = 0, 1, 2, 3
MOST_NAMED = 20
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def main(arguments: list[str] | None = None) -> int:
    """Verify and say so. 0: nothing wrong; 1: faults; 2: cannot be read; 3: nothing wrong, nothing proven."""
    given = _parser().parse_args(arguments)
    try:
        source = open_source(given.log)
        key = read_key(given.key) if given.key else read_key(source.read("key").decode())
        question = _question(given, key)
        report = verify(source, question)
    except (CannotRead, BadNote, BadBundle, BadOpening, UnicodeDecodeError, OSError) as fault:
        _say(f"The log cannot be verified: {fault}")
        return UNREADABLE
    _tell(report, given, question)
    if given.copy and report.log and not report.faults:
        save_copy(report.log, given.copy)
        _say(f"Kept a copy in {given.copy}.")
    if given.save and not report.faults:
        Path(given.save).write_text(str(report.note), encoding="utf-8")
        _say(f"Kept the checkpoint in {given.save}.")
    if report.faults:
        return FAULTY
    return FINE if report.anchored else UNPROVEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="huisheng verify", description=__doc__)
    parser.add_argument("log", help="address of the log (https://…/log), or a folder with its files")
    parser.add_argument(
        "--key", default="", help="the log's key, as name+id+key; default: the one that it shows"
    )
    parser.add_argument(
        "--checkpoint", action="append", default=[], metavar="FILE", help="kept outside; repeatable"
    )
    parser.add_argument(
        "--copy", type=Path, metavar="FOLDER", help="keep a copy here, and compare with it next time"
    )
    parser.add_argument("--witness-key", action="append", default=[], metavar="KEY", help="repeatable")
    parser.add_argument("--promise", action="append", default=[], metavar="FILE", help="promise of a receipt")
    parser.add_argument(
        "--proof", action="append", default=[], metavar="FILE", help="proof of one's own case"
    )
    parser.add_argument(
        "--since", default="", type=_month, metavar="2026-10", help="first month of the period"
    )
    parser.add_argument(
        "--until", default="", type=_month, metavar="2026-10", help="last month; default: since"
    )
    parser.add_argument(
        "--area", default="", metavar="CODE", help="code of a town or street; default: the district"
    )
    parser.add_argument("--brief", action="store_true", help="leave out what is late, case by case")
    parser.add_argument("--save", default="", metavar="FILE", help="keep the checkpoint for the next time")
    return parser


def _month(text: str) -> str:
    if text and not MONTH.fullmatch(text):
        raise argparse.ArgumentTypeError("write a month as 2026-10")
    return text


def _question(given: argparse.Namespace, key: VerifierKey) -> Question:
    kept = [_note(path) for path in given.checkpoint]
    promises = [_note(path) for path in given.promise]
    for note in kept:
        read_checkpoint(note)
    for note in promises:
        read_promise(note)
    return Question(
        log_key=key,
        kept=kept,
        witnesses=[read_key(text) for text in given.witness_key],
        promises=promises,
        copy=fetch_log(Folder(given.copy)) if given.copy and (given.copy / CHECKPOINT).exists() else None,
        proofs=[read_proof(Path(path).read_bytes()) for path in given.proof],
        since=given.since,
        until=given.until or given.since,
        area=given.area,
    )


def _note(path: str) -> Note:
    return read_note(Path(path).read_bytes())


def _tell(report: Report, given: argparse.Namespace, question: Question) -> None:
    _say(f"Log {report.checkpoint.origin}: {report.checkpoint.size} leaves, key {question.log_key}")
    if not given.key:
        _say(
            "  (the key is the one that the log itself shows; compare it with one that you have from elsewhere)"
        )
    for words in report.confirmed:
        _say(f"  {words}.")
    _tell_figures(report, given)
    for fault in report.faults[:MOST_NAMED]:
        _say(f"{fault.kind.upper()}: {fault.words}.")
    if len(report.faults) > MOST_NAMED:
        _say(f"… and {len(report.faults) - MOST_NAMED} more.")
    if report.faults:
        _say("These figures are not to be believed.")
    elif report.anchored:
        _say("Nothing is missing, and nothing was changed.")
    if not (question.kept or question.witnesses or question.proofs or question.copy):
        _say(PROVES_NOTHING)
        _say("\n" + str(report.note))


def _tell_figures(report: Report, given: argparse.Namespace) -> None:
    rest = report.checkpoint.size - report.opened_to
    _say(f"  {len(report.cases)} cases are opened, up to leaf {report.opened_to}; {rest} leaves are younger.")
    found = report.figures
    place = f"{given.area} {report.areas.get(given.area, '')}".strip() or "the district"
    period = f"{given.since} to {given.until or given.since}" if given.since else "all months"
    _say(f"Closure in {place}, {period}: {_rate(found.closed, found.due)}")
    _say(f"Closed on time:                {_rate(found.on_time, found.due)}")
    if found.taken_out:
        parts = ", ".join(f"{count} {end}" for end, count in sorted(found.taken_out.items()))
        _say(f"  taken out of the figures: {parts}")
    if found.elsewhere:
        _say(f"  {found.elsewhere} more of this period are opened at the district only: they count there")
    named = 0 if given.brief else MOST_NAMED
    for case in found.late[:named]:
        what = "closed late" if case.closed else "not closed"
        _say(
            f"  late: leaf {case.index}, {report.areas.get(case.area) or 'district'}, due {case.due}, {what}"
        )
    if len(found.late) > named:
        _say(f"  {len(found.late) - named} {'more ' if named else ''}late")


def _rate(part: int, whole: int) -> str:
    return f"{part} of {whole} = {part / whole:.2%}" if whole else "nothing was due"


def _say(words: str) -> None:
    """Write a line; what a log calls itself or its files moves no cursor."""
    shown = "".join(
        each if each.isprintable() or each == "\n" else "\N{REPLACEMENT CHARACTER}" for each in words
    )
    sys.stdout.write(shown + "\n")


if __name__ == "__main__":
    sys.exit(main())
