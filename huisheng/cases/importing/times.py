"""Times as files have them: date cells, and three ways of writing them."""

import re
import unicodedata
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from huisheng.cases.importing.faults import RowRefused
from huisheng.cases.importing.tables import Cell

EARLIEST_YEAR = 1971

# 2019-02-28 11:25:05, 2019/2/28 11:25, 20190228
ISO = re.compile(
    r"(?P<year>\d{4})(?P<between>[-/.]?)(?P<month>\d{1,2})(?P=between)(?P<day>\d{1,2})"
    r"(?:[T\s]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d+)?)?)?"
)
# 04/12/2018 11:11:26 AM
AMERICAN = re.compile(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})"
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[AaPp])?\.?[Mm]?\.?)?"
)
# 2019年2月28日 下午3点25分
CHINESE = re.compile(
    r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?\s*(?:星期.|周.)?\s*"
    r"(?:(?P<half>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?\s*(?P<hour>\d{1,2})[时点:]"
    r"(?:(?P<minute>\d{1,2})分?|(?P<half_past>半))?(?::?(?P<second>\d{1,2})秒?)?)?"
)
FORMS = (ISO, CHINESE, AMERICAN)
AFTERNOON = frozenset({"p", "下午", "傍晚", "晚上", "晚"})
EVENING = frozenset({"晚上", "晚"})
MORNING = frozenset({"a", "凌晨"})
NOON, MIDNIGHT, NO_HOUR = 12, 0, 24


def read_time(cell: Cell, zone: ZoneInfo, *, day_first: bool = False) -> datetime | None:
    """The moment that a cell says, in `zone` unless it says its own; None for an empty one.

    `day_first`: 28/02/2019 instead of the American 02/28/2019. `RowRefused` says what cannot be read.
    """
    if isinstance(cell, datetime):
        return _sane(cell if cell.tzinfo else cell.replace(tzinfo=zone))
    if isinstance(cell, date):
        return _sane(datetime.combine(cell, time(), zone))
    text = cell.strip() if isinstance(cell, str) else str(cell)
    if not text:
        return None
    quick = _quick(text)
    return (
        _sane(quick if quick.tzinfo else quick.replace(tzinfo=zone))
        if quick
        else _read(text, zone, day_first)
    )


def _quick(text: str) -> datetime | None:
    """ISO 8601 in full, which most exports write, without the cost of the forms below."""
    try:
        return datetime.fromisoformat(text) if "-" in text else None
    except ValueError:
        return None


def _read(text: str, zone: ZoneInfo, day_first: bool) -> datetime:
    plain = unicodedata.normalize("NFKC", text)
    found = next((match for form in FORMS if (match := form.fullmatch(plain))), None)
    if found is None:
        raise RowRefused(
            _("看不懂时间“%s”。可以写 2026-02-28 15:25、2026年2月28日下午3点25分或 02/28/2026 03:25 PM。")
            % text[:40]
        )
    parts = {name: value for name, value in found.groupdict().items() if value}
    month, day = int(parts["month"]), int(parts["day"])
    if found.re is AMERICAN and day_first:
        month, day = day, month
    try:
        moment = datetime(
            int(parts["year"]),
            month,
            day,
            _hour(parts),
            _minute(parts),
            int(parts.get("second", 0)),
            tzinfo=zone,
        )
    except ValueError as problem:
        raise RowRefused(_("没有“%s”这个时间。") % text[:40]) from problem
    return _sane(moment)


def _hour(parts: dict[str, str]) -> int:
    hour, half = int(parts.get("hour", 0)), parts.get("half", "").lower()
    if half in EVENING and hour == NOON:  # the beginning of that day or of the next: nobody can tell
        return NO_HOUR
    if half in AFTERNOON and hour < NOON:
        return hour + NOON
    return MIDNIGHT if half in MORNING and hour == NOON else hour


def _minute(parts: dict[str, str]) -> int:
    return 30 if "half_past" in parts else int(parts.get("minute", 0))


def _sane(moment: datetime) -> datetime:
    if moment.year < EARLIEST_YEAR:
        raise RowRefused(_("时间太早了：%s。") % moment.date())
    return moment
