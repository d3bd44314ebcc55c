"""What the tamper-evident log gets of cases: which events are received, promised, closed, reopened (evidence).

The figures of indicators.md follow from these four. Everything else of an event is in its leaf too, as a hash.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from huisheng.cases.models import Case
from huisheng.cases.models.codes import CaseKind
from huisheng.cases.models.ends import LEFT_OUT
from huisheng.cases.models.projection import TAKES_BACK
from huisheng.cases.models.transitions import CLOSED, Act, State
from huisheng.evidence.sources import (
    EventSource,
    Found,
    Row,
    Table,
    log_events,
    moment,
    name_areas,
    open_at_district_only,
)
from huisheng.network.models.area import AreaKind
from huisheng.network.tree import tree
from huisheng.verify.leaf import Kind

SOURCE = "case"
PLACES = (AreaKind.TOWN, AreaKind.STREET, AreaKind.ZONE)

_CONTENT = f"""jsonb_build_object(
  'source', '{SOURCE}', 'case_id', case_id, 'seq', seq, 'act', act, 'from', source, 'to', target,
  'at', {moment("at")}, 'who', who, 'actor_id', actor_id, 'unit_id', unit_id, 'clock', clock,
  'due_at', {moment("due_at")}, 'codes', codes, 'client_key', client_key,
  'words_hash', encode(words_hash, 'hex'))"""
_COLUMNS = (
    *("act", "source", "target", "at", "unit_id", "due_at"),
    *("codes ->> 'first_promised_at'", "codes ->> 'exclusion'"),
)

SUBCENTRE = 2
ENDED = frozenset({*map(str, CLOSED), str(State.MERGED)})
"""States in which a case is over, by the names that are published as its end. A merged one counts at its head."""
LEAVES = (*TAKES_BACK, Act.SPLIT_OFF, Act.SUCCEED, Act.UNDO)
"""Acts by which a case that followed another one counts by itself again."""

# What an event rests on, as it stood before it: the answer, the end by which it is judged, the exclusion.
_BEFORE = """
SELECT e.case_id, e.seq,
  (SELECT a.at FROM cases_event AS a
   WHERE a.case_id = e.case_id::uuid AND a.seq < e.seq AND a.act IN ('answer', 'relay') ORDER BY a.seq DESC LIMIT 1),
  (SELECT p.codes ->> 'extension_until' FROM cases_event AS p
   WHERE p.case_id = e.case_id::uuid AND p.seq < e.seq AND p.codes ? 'extension_until'
   ORDER BY p.seq DESC LIMIT 1),
  (SELECT p.codes ->> 'first_promised_at' FROM cases_event AS p
   WHERE p.case_id = e.case_id::uuid AND p.seq < e.seq AND p.codes ->> 'first_promised_at' IS NOT NULL
   ORDER BY p.seq DESC LIMIT 1),
  (SELECT CASE WHEN p.act = ANY(%s) THEN '' ELSE p.codes ->> 'exclusion' END FROM cases_event AS p
   WHERE p.case_id = e.case_id::uuid AND p.seq < e.seq AND (p.act = ANY(%s) OR p.codes ? 'exclusion')
   ORDER BY p.seq DESC LIMIT 1),
  (SELECT p.act <> ALL(%s) AND p.codes ->> 'head_id' IS NOT NULL FROM cases_event AS p
   WHERE p.case_id = e.case_id::uuid AND p.seq < e.seq AND (p.act = ANY(%s) OR p.codes ? 'head_id')
   ORDER BY p.seq DESC LIMIT 1)
FROM unnest(%s::text[], %s::int[]) AS e (case_id, seq)
"""


@dataclass(frozen=True, slots=True)
class Before:
    """What was so before an event: when it was last answered, by when more time was granted and it was promised,
    whether it was left out, and whether it followed another case, at whose head it counts whatever its own
    resident says."""

    answered_at: datetime | None = None
    extended_to: datetime | None = None
    promised: datetime | None = None
    exclusion: str = ""
    follows: bool = False

    @property
    def in_time(self) -> bool:
        """Whether the answer came before the first deadline plus approved extensions (indicators.md, on time)."""
        judged_by = self.extended_to or self.promised
        return self.answered_at is not None and judged_by is not None and self.answered_at <= judged_by


NOTHING_BEFORE = Before()


def register() -> None:
    """Have events of cases logged; called once, when the app is ready."""
    log_events(EventSource(SOURCE, Table("cases_event", "case_id", "seq", _CONTENT, _COLUMNS), _rows_of))
    open_at_district_only(_not_ordinary)
    name_areas(_names_of_places)


def area_code(unit_id: int) -> str:
    """The town, street or zone whose sub-centre stands above a unit, as its figures go; empty for the district."""
    network = tree()
    above = network.at_level(unit_id, SUBCENTRE) if unit_id in network.units else None
    area_id = network.units[above].area_id if above is not None else None
    path = network.area_path(area_id) if area_id is not None else ()
    return next((area.code for area in path if area.kind in PLACES), "")


def _rows_of(found: list[Found]) -> list[Row]:
    """Events as the log takes them, in their order. One statement more where deadlines or ends are among them."""
    events = [_Event(*row) for row in found]
    before = _before([(event.case_id, event.seq) for event in events if event.rests_on_others])
    return [_row(event, before.get((event.case_id, event.seq), NOTHING_BEFORE)) for event in events]


class _Event(NamedTuple):
    """An event as the writer's query gives it."""

    xid: int
    case_id: str
    seq: int
    content: str
    act: str
    source: str
    target: str
    at: datetime
    unit_id: int
    due_at: datetime | None
    promised: str | None
    exclusion: str | None

    @property
    def rests_on_others(self) -> bool:
        """Whether its kind cannot be told from itself alone."""
        ends = self.source in ENDED or self.target in ENDED
        return ends or bool(self.promised or self.exclusion) or self.act in TAKES_BACK


def _row(event: _Event, before: Before) -> Row:
    kind, fields = _kind(event, before)
    return Row(event.xid, event.case_id, event.seq, event.content, kind, fields)


def _kind(event: _Event, before: Before) -> tuple[Kind, dict[str, str]]:
    if event.act == Act.ASK:
        return Kind.RECEIVED, {"month": _month(event.at), "due": _month(event.due_at or event.at)}
    ended, was_ended = _end_after(event, before), _end(before.exclusion, event.source, before.follows)
    if ended and ended != was_ended:
        return Kind.CLOSED, {"as": ended, "on_time": "yes" if before.in_time else "no"}
    if was_ended and not ended:
        return Kind.REOPENED, {}
    if event.promised and before.promised is None:
        due = _month(datetime.fromisoformat(event.promised))
        return Kind.PROMISED, {"due": due, "area": area_code(event.unit_id)}
    return Kind.OTHER, {}


def _end_after(event: _Event, before: Before) -> str:
    exclusion = "" if event.act in TAKES_BACK else event.exclusion or before.exclusion
    return _end(exclusion, event.target, before.follows and event.act not in LEAVES)


def _end(exclusion: str, state: str, follows: bool) -> str:
    """How a case has ended; empty while it has not. What follows another one has ended as merged."""
    if follows:
        return str(State.MERGED)
    return "excluded" if exclusion in LEFT_OUT else state if state in ENDED else ""


def _month(at: datetime) -> str:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m")


def _before(events: list[tuple[str, int]]) -> dict[tuple[str, int], Before]:
    if not events:
        return {}
    with connection.cursor() as cursor:
        cases, seqs = [case_id for case_id, _seq in events], [seq for _case, seq in events]
        taking_back = [act.value for act in TAKES_BACK]
        cursor.execute(_BEFORE, [*[taking_back] * 4, cases, seqs])
        return {
            (case_id, seq): Before(answered, _at(more), _at(promised), exclusion or "", bool(follows))
            for case_id, seq, answered, more, promised, exclusion, follows in cursor.fetchall()
        }


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _not_ordinary(cases: Iterable[UUID]) -> set[UUID]:
    """Complaints about a unit or worker, and mediations, name no town or street: that alone could point to somebody."""
    found = Case.objects.filter(id__in=list(cases)).exclude(kind=CaseKind.ORDINARY)
    return set(found.values_list("id", flat=True))


def _names_of_places() -> Mapping[str, str]:
    return {area.code: area.name for area in tree().areas.values() if area.kind in PLACES}
