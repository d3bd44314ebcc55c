"""The auditor's log: what was done, by whom, to what, newest first. Codes and ids; never what a case says.

A line about a case that accuses the reader, or a unit of theirs, is left out here as it is everywhere; so is one
from the time in which the case did so.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act
from huisheng.cases.permissions import is_barred
from huisheng.cases.queries.openings import OF_OPENING
from huisheng.cases.queries.unaccused import Unseen, unseen_of
from huisheng.core.models import AuditEntry
from huisheng.desk.queries.log_details import DETAILS, REASONS
from huisheng.desk.queries.log_words import ACTIONS, SUBJECTS
from huisheng.network.tree import AreaNode, PlotNode, UnitNode, tree
from huisheng.people.queries import names_of_accounts
from huisheng.people.viewer import Viewer

SIZE = 50
CASE = "case:"
ABOUT_CASES = (CASE, OF_OPENING)
OF_ACCUSING = (f"case.{Act.ACCUSE}", f"case.{Act.LIFT}")
END_OF_ID = 8
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Sought:
    """What the log is narrowed to; empty or None means anything. `since` inclusive, `until` exclusive."""

    action: str = ""
    accounts: tuple[int, ...] | None = None
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class Line:
    """One line in words. `subject` names the thing, `subject_key` finds all lines about it."""

    at: datetime
    action: str
    actor: str
    subject: str
    subject_key: str
    detail: list[tuple[str, str]]


@dataclass(frozen=True)
class LogPage:
    """Lines, newest first, and the cursor behind the last one (empty: nothing older)."""

    lines: list[Line]
    older: str


def log_page(viewer: Viewer, sought: Sought, cursor: str = "") -> LogPage:
    """One page of the log. Four statements, three more for every hidden line that had to be made up for.

    A page is filled again when lines were left out of it: a shorter one would tell that there are some.
    """
    entries: list[AuditEntry] = []
    cases: dict[UUID, Case] = {}
    while len(entries) <= SIZE:
        read = list(_sought(sought, cursor)[: SIZE + 1])
        found = _cases({case for entry in read for case in _case_ids(entry)})
        barred = {id for id, case in found.items() if is_barred(viewer, case)}
        kept = unseen_of(viewer, found)
        entries += [entry for entry in read if _is_seen(entry, barred, kept)]
        cases |= found
        if len(read) <= SIZE:
            break
        cursor = _cursor(read[-1])
    more, entries = len(entries) > SIZE, entries[:SIZE]
    accounts = {entry.actor for entry in entries if entry.actor is not None}
    names = names_of_accounts(accounts | {int(id) for id in _ids_of("account", entries)})
    lines = [_line(entry, names, cases) for entry in entries]
    return LogPage(lines, older=_cursor(entries[-1]) if more else "")


def _is_seen(entry: AuditEntry, barred: Container[UUID], kept: Mapping[UUID, Unseen]) -> bool:
    of_accusing = entry.action in OF_ACCUSING
    return not any(
        case in barred or (case in kept and (of_accusing or kept[case].has_moment(entry.at)))
        for case in _case_ids(entry)
    )


def actions() -> list[tuple[str, str]]:
    """Every action that can be looked for, with its words: acts on cases first."""
    acts = [(f"case.{act.value}", _said_of_case(act)) for act in Act]
    return [*acts, *((code, str(words)) for code, words in ACTIONS.items())]


def _sought(sought: Sought, cursor: str) -> QuerySet[AuditEntry]:
    entries = AuditEntry.objects.order_by("-at", "-id")
    if sought.action:
        entries = entries.filter(action=sought.action)
    if sought.accounts is not None:
        entries = entries.filter(actor__in=sought.accounts)
    if sought.subject:
        entries = entries.filter(subject=sought.subject)
    if sought.since is not None:
        entries = entries.filter(at__gte=sought.since)
    if sought.until is not None:
        entries = entries.filter(at__lt=sought.until)
    behind = _read_cursor(cursor)
    if behind is not None:
        at, id = behind
        entries = entries.filter(Q(at__lte=at) & (Q(at__lt=at) | Q(id__lt=id)))
    return entries


def _line(entry: AuditEntry, names: Mapping[int, str], cases: Mapping[UUID, Case]) -> Line:
    return Line(
        at=entry.at,
        action=_action(entry.action),
        actor=names.get(entry.actor, "") if entry.actor is not None else _("系统或居民"),
        subject=_subject(entry.subject, names, cases),
        subject_key=entry.subject,
        detail=[
            (str(DETAILS.get(name, name)), _reason(value) if name == "reason" else _plain(value, cases))
            for name, value in sorted(entry.detail.items())
        ],
    )


def _reason(code: Any) -> str:
    return str(REASONS.get(code, code))


def _plain(value: Any, cases: Mapping[UUID, Case]) -> str:
    """A code, an id, or several of them, as somebody would write them down."""
    if isinstance(value, dict):
        return ", ".join(f"{DETAILS.get(name, name)} {_plain(each, cases)}" for name, each in value.items())
    if isinstance(value, str) and value.startswith(CASE):
        return _named("case", value.removeprefix(CASE), {}, cases)
    return "/".join(map(str, value)) if isinstance(value, list) else str(value)


def _action(code: str) -> str:
    kind, _dot, act = code.partition(".")
    if kind == "case" and act in Act.values:
        return _said_of_case(Act(act))
    return str(ACTIONS.get(code, code))


def _said_of_case(act: Act) -> str:
    return _("诉求：%(act)s") % {"act": act.label}


def _subject(subject: str, names: Mapping[int, str], cases: Mapping[UUID, Case]) -> str:
    kind, _colon, id = subject.partition(":")
    return " ".join(filter(None, (str(SUBJECTS.get(kind, kind)), _named(kind, id, names, cases))))


def _named(kind: str, id: str, names: Mapping[int, str], cases: Mapping[UUID, Case]) -> str:
    """What people call the thing; of what has no name, the end of its id."""
    key = uuid_of(id)
    if key is not None:
        case = cases.get(key) if kind == "case" else None
        return case.number if case else f"…{id[-END_OF_ID:]}"
    if not id.isdecimal():
        return id
    if kind == "account":
        return names.get(int(id), id)
    place = _place(kind, int(id))
    return place.name if place else id


def _place(kind: str, id: int) -> UnitNode | AreaNode | PlotNode | None:
    """A place that is there today."""
    now = tree()
    if kind == "unit":
        return now.units.get(id)
    if kind == "area":
        return now.areas.get(id)
    return now.plots.get(id) if kind == "plot" else None


def _ids_of(kind: str, entries: Iterable[AuditEntry]) -> Iterable[str]:
    """The numbers of those things of one kind that lines are about."""
    found = (entry.subject.partition(":") for entry in entries)
    return [id for each, _colon, id in found if each == kind and id.isdecimal()]


def _case_ids(entry: AuditEntry) -> Iterable[UUID]:
    """The cases that a line is about, by its subject or in its detail."""
    texts = [entry.subject, *(value for value in entry.detail.values() if isinstance(value, str))]
    found = (uuid_of(text.split(":")[1]) for text in texts if text.startswith(ABOUT_CASES))
    return [case for case in found if case is not None]


def _cases(ids: Iterable[UUID]) -> dict[UUID, Case]:
    """Numbers of cases, and whom they are about: nothing of what they say."""
    wanted = set(ids)
    if not wanted:
        return {}
    columns = ("number", "about_a_unit", "accused_unit", "accused_person_id")
    return {case.pk: case for case in Case.objects.filter(pk__in=wanted).only(*columns)}


def uuid_of(text: str) -> UUID | None:
    """A UUID, or None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _cursor(entry: AuditEntry) -> str:
    return f"{(entry.at - EPOCH) // MICROSECOND:x}.{entry.pk:x}"


def _read_cursor(text: str) -> tuple[datetime, int] | None:
    try:
        at, _dot, id = text.partition(".")
        return EPOCH + int(at, 16) * MICROSECOND, int(id, 16)
    except (ValueError, OverflowError):
        return None
