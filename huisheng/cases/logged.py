"""What the tamper-evident log gets of cases: which events are received, promised, closed, reopened (evidence).

The figures of indicators.md follow from these four. Everything else of an event is in its leaf too, as a hash.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from huisheng.cases.models import Case
from huisheng.cases.models.transitions import CLOSED, Act
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
_COLUMNS = ("act", "source", "target", "at", "unit_id", "codes ->> 'first_promised_at'")

# What an event rests on, as it stood before it: the answer, the first deadline, the place.
_BEFORE = """
SELECT e.case_id, e.seq,
  (SELECT a.at FROM cases_event AS a
   WHERE a.case_id = e.case_id::uuid AND a.seq < e.seq AND a.act = 'answer' ORDER BY a.seq DESC LIMIT 1),
  (SELECT p.codes ->> 'first_promised_at' FROM cases_event AS p
   WHERE p.case_id = e.case_id::uuid AND p.seq < e.seq AND p.codes ? 'first_promised_at'
   ORDER BY p.seq LIMIT 1),
  (SELECT (p.codes ->> 'plot_id')::bigint FROM cases_event AS p
   WHERE p.case_id = e.case_id::uuid AND p.seq <= e.seq AND p.codes ? 'plot_id' ORDER BY p.seq DESC LIMIT 1)
FROM unnest(%s::text[], %s::int[]) AS e (case_id, seq)
"""


@dataclass(frozen=True, slots=True)
class Before:
    """What was so before an event: when it was last answered, the first deadline, the plot."""

    answered_at: datetime | None = None
    promised_at: datetime | None = None
    plot_id: int | None = None

    @property
    def in_time(self) -> bool:
        """Whether the answer came before the first deadline (indicators.md, on time)."""
        return (
            self.answered_at is not None
            and self.promised_at is not None
            and self.answered_at <= self.promised_at
        )


NOTHING_BEFORE = Before()


def register() -> None:
    """Have events of cases logged; called once, when the app is ready."""
    log_events(EventSource(SOURCE, Table("cases_event", "case_id", "seq", _CONTENT, _COLUMNS), _rows_of))
    open_at_district_only(_about_a_unit)
    name_areas(_names_of_places)


def area_code(plot_id: int | None, unit_id: int) -> str:
    """The town, street or zone of a plot, or of the unit where no plot is known; empty for the district."""
    network = tree()
    plot, unit = network.plots.get(plot_id or 0), network.units.get(unit_id)
    area_id = plot.area_id if plot else unit.area_id if unit else None
    path = network.area_path(area_id) if area_id is not None else ()
    return next((area.code for area in path if area.kind in PLACES), "")


def _rows_of(found: list[Found]) -> list[Row]:
    """Events as the log takes them, in their order. One statement more where deadlines or ends are among them."""
    before = _before([(row[1], row[2]) for row in found if row[9] or _ends(row[5], row[6])])
    return [_row(row, before.get((row[1], row[2]), NOTHING_BEFORE)) for row in found]


def _row(found: Found, before: Before) -> Row:
    xid, case_id, seq, content, act, source, target, at, unit_id, promised = found
    if act == Act.ASK:
        return Row(xid, case_id, seq, content, Kind.RECEIVED, {"month": _month(at)})
    if _ends(source, target):
        on_time = "yes" if before.in_time else "no"
        return Row(xid, case_id, seq, content, Kind.CLOSED, {"as": target, "on_time": on_time})
    if source in CLOSED and target not in CLOSED:
        return Row(xid, case_id, seq, content, Kind.REOPENED)
    if promised and before.promised_at is None:
        due = _month(datetime.fromisoformat(promised))
        fields = {"due": due, "area": area_code(before.plot_id, unit_id)}
        return Row(xid, case_id, seq, content, Kind.PROMISED, fields)
    return Row(xid, case_id, seq, content)


def _ends(source: str, target: str) -> bool:
    return target in CLOSED and source not in CLOSED


def _month(at: datetime) -> str:
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).strftime("%Y-%m")


def _before(events: list[tuple[str, int]]) -> dict[tuple[str, int], Before]:
    if not events:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [[case_id for case_id, _seq in events], [seq for _case, seq in events]])
        return {
            (case_id, seq): Before(answered, datetime.fromisoformat(promised) if promised else None, plot_id)
            for case_id, seq, answered, promised, plot_id in cursor.fetchall()
        }


def _about_a_unit(cases: Iterable[UUID]) -> set[UUID]:
    """Complaints about a unit or worker name no town or street: that alone could point to somebody."""
    found = Case.objects.filter(about_a_unit=True, id__in=list(cases))
    return set(found.values_list("id", flat=True))


def _names_of_places() -> Mapping[str, str]:
    return {area.code: area.name for area in tree().areas.values() if area.kind in PLACES}
