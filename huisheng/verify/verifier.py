"""The verifier: what an outsider can know of a log, and what is missing, late or changed in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from huisheng.verify.checkpoint import Checkpoint, read_checkpoint
from huisheng.verify.figures import Figures, figures
from huisheng.verify.leaf import OPENED, Kind
from huisheng.verify.log import Log, Openings, fetch_log, fetch_openings
from huisheng.verify.note import COSIGNATURE, Note, VerifierKey
from huisheng.verify.openings import LEAST, OpenedCase, faults_of
from huisheng.verify.promise import read_promise
from huisheng.verify.proof import Proof
from huisheng.verify.source import Source

DAY = 24 * 3600
LONGEST_WAIT = 14 * DAY
PROVES_NOTHING = (
    "This proves nothing yet: whoever runs the log could have written all of it anew. Keep the checkpoint shown "
    "here in a place that they cannot reach, and verify again later with --checkpoint; or verify with the key of "
    "a witness (--witness-key)."
)


@dataclass(frozen=True)
class Fault:
    """Something that must not be. `kind`: rewritten, unsigned, missing, changed or late."""

    kind: str
    words: str


@dataclass
class Report:
    """What was found. `anchored`: something kept outside vouches for the log's past."""

    checkpoint: Checkpoint
    note: Note
    faults: list[Fault] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    anchored: bool = False
    cases: list[OpenedCase] = field(default_factory=list)
    figures: Figures = field(default_factory=Figures)
    areas: dict[str, str] = field(default_factory=dict)
    opened_to: int = 0
    log: Log | None = None

    def blame(self, kind: str, words: str) -> None:
        """Put a fault on record."""
        self.faults.append(Fault(kind, words))


@dataclass(frozen=True)
class Question:
    """What is to be verified, and with what from outside."""

    log_key: VerifierKey
    kept: Sequence[Note] = ()
    witnesses: Sequence[VerifierKey] = ()
    promises: Sequence[Note] = ()
    proofs: Sequence[Proof] = ()
    copy: Log | None = None
    since: str = ""
    until: str = ""
    area: str = ""
    now: datetime | None = None


def verify(source: Source, question: Question) -> Report:
    """Check everything that can be checked. Raises `CannotRead`, `BadNote` … when there is no log to check."""
    log = fetch_log(source)
    report = Report(log.checkpoint, log.note, log=log)
    _check_head(log, question, report)
    _check_kept(log, question, report)
    _check_copy(log, question, report)
    _check_witnesses(log, question, report)
    for promise in question.promises:
        _check_promise(log, promise, question, report)
    for proof in question.proofs:
        _check_proof(log, proof, question, report)
    openings = fetch_openings(source, log)
    _check_openings(log, openings, question, report)
    report.figures = figures(report.cases, question.since, question.until, question.area)
    return report


def _check_head(log: Log, question: Question, report: Report) -> None:
    if log.checkpoint.origin != question.log_key.name or not log.note.signed_by(question.log_key):
        report.blame("unsigned", f"the checkpoint is not signed by {question.log_key.name}")
    if log.tree.root() != log.checkpoint.root:
        report.blame("changed", "the entries do not make the tree that the checkpoint signs")


def _check_kept(log: Log, question: Question, report: Report) -> None:
    """Compare with checkpoints kept outside: the tree up to there must be the same, to the last leaf."""
    held = 0
    proven = (proof.note for proof in question.proofs)
    copied = (question.copy.note,) if question.copy else ()
    for note in sorted((*question.kept, *proven, *copied), key=lambda note: read_checkpoint(note).size):
        kept = read_checkpoint(note)
        if kept.origin != log.checkpoint.origin or not note.signed_by(question.log_key):
            report.blame("unsigned", "the kept checkpoint is not signed by this log")
        elif kept.size > log.checkpoint.size:
            report.blame(
                "rewritten",
                f"the log was cut: it had {kept.size} leaves when the checkpoint was kept, "
                f"and has {log.checkpoint.size} now",
            )
        elif log.tree.root(kept.size) != kept.root:
            report.blame(
                "rewritten",
                f"the log was rewritten: something between leaf {held} and leaf {kept.size - 1} was changed, "
                "removed or put in after the checkpoint was kept",
            )
        else:
            held, report.anchored = kept.size, report.anchored or kept.size > 0
            report.confirmed.append(f"unchanged up to leaf {kept.size - 1}, as the kept checkpoint says")


def _check_copy(log: Log, question: Question, report: Report) -> None:
    """Name the leaves that are not what they were when the copy was made."""
    if question.copy is None:
        return
    for index, (old, new) in enumerate(zip(question.copy.entries, log.entries, strict=False)):
        if old != new:
            report.blame(
                "rewritten", f"leaf {index} ({Kind(old[1]).name.lower()}) is not what it was in the copy"
            )


def _check_witnesses(log: Log, question: Question, report: Report) -> None:
    for key in question.witnesses:
        if key.type != COSIGNATURE:
            report.blame("unsigned", f"the key of {key.name} is a log's: it vouches for no growth")
            continue
        signature = log.note.signed_by(key)
        if signature is None:
            report.blame("unsigned", f"the witness {key.name} has not cosigned this checkpoint")
            continue
        report.anchored, seen = True, _moment(signature.time)
        report.confirmed.append(f"{key.name} saw this log only grow, up to {seen}")
        if _now(question) - signature.time > LONGEST_WAIT:
            report.blame(
                "late",
                f"{key.name} saw this log last at {seen}: whoever shows no more may keep back what came since",
            )


def _check_promise(log: Log, note: Note, question: Question, report: Report) -> None:
    """A receipt's promise: kept, not due yet, or broken."""
    promise = read_promise(note)
    if promise.origin != log.checkpoint.origin or not note.signed_by(question.log_key):
        report.blame("unsigned", "the promise is not signed by this log")
        return
    by, hashes = _moment(promise.logged_by), log.tree.levels[0]
    if promise.leaf_hash in hashes:
        report.confirmed.append(f"the promise is kept: the matter is leaf {hashes.index(promise.leaf_hash)}")
    elif promise.logged_by > _now(question):
        report.confirmed.append(f"the promised leaf is not there yet; it is due by {by}")
    else:
        report.blame(
            "late",
            f"a promise is broken: the matter received at {_moment(promise.received)} was to be logged by {by} "
            "and is not. The signed promise proves that it was taken in",
        )


def _check_proof(log: Log, proof: Proof, question: Question, report: Report) -> None:
    """A resident's proof: it vouches for itself, and its checkpoint for the log's past, as any that was kept."""
    head = read_checkpoint(proof.note)
    if head.origin != log.checkpoint.origin or not proof.note.signed_by(question.log_key):
        report.blame("unsigned", "the proof is not signed by this log")
        return
    for leaf in proof.leaves:
        if not leaf.holds:
            report.blame("changed", f"the proof of leaf {leaf.index} does not hold")
        elif leaf.index >= len(log.entries) or log.entries[leaf.index] != leaf.entry:
            report.blame(
                "rewritten", f"leaf {leaf.index} was proven once, and the log has something else there"
            )
        else:
            told = ", ".join(f"{name} {value}" for name, value in leaf.values.items() if name != "case")
            report.confirmed.append(f"leaf {leaf.index} is {leaf.kind.name.lower()}: {told}")


def _now(question: Question) -> float:
    return (question.now or datetime.now(UTC)).timestamp()


def _moment(seconds: int) -> str:
    try:
        return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M} UTC"
    except (OverflowError, OSError, ValueError):
        return f"second {seconds} since 1970"


def _check_openings(log: Log, openings: Openings, question: Question, report: Report) -> None:
    for words in openings.withheld:
        report.blame("missing", words)
    _check_list(log, openings, question, report)
    opened: set[int] = set()
    for case in (case for file in openings.files for case in file.cases):
        if _holds(log, case, opened, report):
            report.cases.append(case)
    _check_completeness(log, opened, report)


def _check_list(log: Log, openings: Openings, question: Question, report: Report) -> None:
    """A list opens everything before it, and is not older than two weeks while others wait."""
    if openings.listing is None:
        waiting = _received(log, 0)
        if waiting >= LEAST:
            report.blame("missing", f"{waiting} matters were received, and none is opened")
        return
    report.areas, report.opened_to = dict(openings.listing.areas), openings.listing.opened_to
    if report.opened_to > openings.leaf:
        report.blame("changed", "the list of openings speaks of leaves that were not there yet")
    # What is opened follows from the log, not from what the list says of itself.
    report.opened_to = openings.leaf
    waiting = _received(log, openings.leaf)
    age = _now(question) - openings.listing.at
    if age < -DAY:
        since = _moment(openings.listing.at)
        report.blame("changed", f"the list of openings is dated {since}, which is still to come")
    if waiting >= LEAST and age > LONGEST_WAIT:
        since = _moment(openings.listing.at)
        report.blame("late", f"nothing was opened since {since}, and {waiting} matters wait for it")


def _received(log: Log, start: int) -> int:
    return sum(entry[1] == Kind.RECEIVED for entry in log.entries[start:])


def _holds(log: Log, case: OpenedCase, opened: set[int], report: Report) -> bool:
    """Whether every leaf of a case is what the log has, and nobody else's."""
    words = list(faults_of(case))
    for leaf in case.leaves:
        if leaf.index >= len(log.entries) or log.entries[leaf.index] != leaf.entry:
            words.append(f"the opening of leaf {leaf.index} is not what was logged: it was changed")
        elif leaf.index in opened:
            words.append(f"leaf {leaf.index} is opened twice")
        opened.add(leaf.index)
    for each in words:
        report.blame("changed", each)
    return not words


def _check_completeness(log: Log, opened: Iterable[int], report: Report) -> None:
    """Every leaf that had to be opened is, or is named here."""
    seen = set(opened)
    for index in range(report.opened_to):
        kind = log.kind(index)
        if kind in OPENED and index not in seen:
            report.blame("missing", f"leaf {index} ({Kind(kind).name.lower()}) is not opened")
