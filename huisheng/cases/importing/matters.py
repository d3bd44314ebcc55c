"""From a row of a file to a matter: what each cell means by the mapping, and what is wrong with it."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huisheng.cases.importing.faults import FileRefused, RowRefused
from huisheng.cases.importing.mapping import FileMapping, WordList
from huisheng.cases.importing.rejected import REJECTED_COLUMNS
from huisheng.cases.importing.tables import Cell, Row
from huisheng.cases.importing.times import read_time
from huisheng.cases.models.codes import Channel, Urgency
from huisheng.cases.queries.catalogue import Catalogue
from huisheng.network.projection import bd09_to_wgs84, gcj02_to_wgs84
from huisheng.people.contacts import Contact, read_contact

LONGEST_WORDS = 20_000
LONGEST_ANSWER = 50_000
SEPARATOR = "\x1f"
CLOCKS_MAY_DIFFER = timedelta(hours=26)  # a file without time zones may be written a day ahead of us
UNSHIFT: Mapping[str, Callable[[float, float], tuple[float, float]]] = {
    "gcj02": gcj02_to_wgs84,
    "bd09": bd09_to_wgs84,
}
NONE, ROUNDED = "none", "rounded"


@dataclass(slots=True)
class Matter:
    """One matter as a file tells it. `key` names the row for good; `point` is longitude, latitude in WGS84.

    `no_point` says why there is no point (`NONE`, `ROUNDED`); empty when there is one.
    """

    line: int
    key: str
    words: str
    received_at: datetime | None = None
    category_id: int | None = None
    urgency: Urgency = Urgency.NORMAL
    channel: Channel = Channel.FILE
    point: tuple[float, float] | None = None
    no_point: str = NONE
    plot: str = ""
    place: str = ""
    address: str = ""
    contact: Contact | None = None
    answer: str = ""
    record: list[str] = field(default_factory=list)


class Reader:
    """Reads the rows of one table. `FileRefused` when the mapping does not fit the catalogue.

    `guess`: whether a category may be guessed from usual words, where the mapping allows it.
    """

    def __init__(
        self, mapping: FileMapping, header: list[str], catalogue: Catalogue, now: datetime, *, guess: bool
    ) -> None:
        self.mapping, self.catalogue, self.latest = mapping, catalogue, now + CLOCKS_MAY_DIFFER
        at = {name: position for position, name in enumerate(header)}
        self._columns = {
            name: [at[column] for column in columns] for name, columns in mapping.columns.items()
        }
        own = [position for name, position in at.items() if name not in REJECTED_COLUMNS]
        self._key = [at[column] for column in mapping.key] or own
        self._lists = mapping.lists
        self._codes: dict[str, frozenset[str]] = {
            "category": frozenset(catalogue.by_code),
            "urgency": frozenset(Urgency.values),
            "channel": frozenset(Channel.values),
        }
        self._moments = (
            ("answered_at", _("原系统答复时间：%s")),
            ("closed_at", _("原系统办结时间：%s")),
        )
        self._guess = guess and bool(mapping.constants.get("guess_category"))
        self._constants = self._checked_constants()
        self._refuse_unknown_codes()

    def matter(self, row: Row) -> Matter:
        """The matter of a row; `RowRefused` with everything that is wrong with it."""
        if row.fault:
            raise RowRefused(row.fault)
        faults: list[str] = []
        matter = Matter(row.line, self._key_of(row), self._words(row))
        for fill in (self._say, self._time, self._sort, self._place):
            try:
                fill(matter, row)
            except RowRefused as fault:
                faults.append(str(fault))
        if faults:
            raise RowRefused("；".join(faults))
        return matter

    def _key_of(self, row: Row) -> str:
        cells = [str(row.cells[at]).strip() for at in self._key]
        if not any(cells):
            raise RowRefused(_("这一行没有编号，认不出它，再导入时会重复。"))
        return hashlib.sha256(SEPARATOR.join([self.mapping.source, *cells]).encode()).hexdigest()

    def _words(self, row: Row) -> str:
        parts = [text for at in self._columns["words"] if (text := str(row.cells[at]).strip())]
        return "\n".join(parts)

    def _say(self, matter: Matter, row: Row) -> None:
        if not matter.words:
            raise RowRefused(_("没有写是什么事。"))
        if len(matter.words) > LONGEST_WORDS:
            raise RowRefused(_("内容有 %d 个字，太长了。") % len(matter.words))
        matter.address = self._text(row, "address")
        matter.contact = self._contact(row)
        matter.answer = self._text(row, "answer")[:LONGEST_ANSWER]

    def _contact(self, row: Row) -> Contact | None:
        text = self._text(row, "contact")
        if not text:
            return None
        try:
            return read_contact(text)
        except ValidationError as problem:
            raise RowRefused(" ".join(problem.messages)) from problem

    def _time(self, matter: Matter, row: Row) -> None:
        matter.received_at = self._moment(row, "received_at")
        if matter.received_at is not None and matter.received_at > self.latest:
            raise RowRefused(_("收到的时间 %s 还没有到。") % matter.received_at.date())
        if "received_at" in self._columns and matter.received_at is None:
            raise RowRefused(_("没有写收到的时间。"))
        self._record(matter, row)

    def _record(self, matter: Matter, row: Row) -> None:
        """What the old system kept of its course, as words."""
        status = self._text(row, "status")
        if status:
            matter.record.append(_("原系统状态：%s") % (self._meaning("statuses", status) or status))
        for name, label in self._moments:
            moment = self._moment(row, name)
            if moment is not None:
                matter.record.append(label % moment.isoformat(" ", "minutes")[:16])

    def _sort(self, matter: Matter, row: Row) -> None:
        category = self._code(row, "category", "categories")
        if category:
            matter.category_id = self.catalogue.by_code[category].id
        elif self._guess and (guessed := self.catalogue.suggest(matter.words)) is not None:
            matter.category_id = guessed.id
        if urgency := self._code(row, "urgency", "urgencies"):
            matter.urgency = Urgency(urgency)
        if channel := self._code(row, "channel", "channels"):
            matter.channel = Channel(channel)

    def _place(self, matter: Matter, row: Row) -> None:
        matter.plot = self._text(row, "plot")
        matter.place = self._text(row, "place") or str(self.mapping.constants.get("place", ""))
        lon, lat = self._degrees(row, "longitude"), self._degrees(row, "latitude")
        if lon is None or lat is None:
            return
        # Whole degrees lie up to 80 km off: a rounded point is a place that somebody would be sent to.
        if lon == int(lon) and lat == int(lat):
            matter.no_point = ROUNDED
            return
        unshift = UNSHIFT.get(self.mapping.coordinates)
        matter.point, matter.no_point = (unshift(lon, lat) if unshift else (lon, lat)), ""

    def _degrees(self, row: Row, name: str) -> float | None:
        text = self._text(row, name)
        if not text:
            return None
        try:
            return float(text)
        except ValueError as problem:
            raise RowRefused(_("“%s”不是经纬度，应当是 125.26 这样的数字。") % text[:40]) from problem

    def _text(self, row: Row, name: str) -> str:
        columns = self._columns.get(name)
        if columns is None:
            return ""
        if len(columns) == 1:
            return str(row.cells[columns[0]]).strip()
        return " ".join(text for at in columns if (text := str(row.cells[at]).strip()))

    def _moment(self, row: Row, name: str) -> datetime | None:
        columns = self._columns.get(name)
        if columns is None:
            return None
        cell: Cell = row.cells[columns[0]]
        return read_time(cell, self.mapping.zone, day_first=self.mapping.day_first)

    def _meaning(self, words: str, word: str) -> str | None:
        found: WordList | None = self._lists.get(words)
        return found.meaning(word) if found else None

    def _code(self, row: Row, column: str, words: str) -> str:
        word = self._text(row, column)
        if not word:
            return str(self._constants.get(column, ""))
        code = self._meaning(words, word) if words in self._lists else word
        if code is None or not self._is_code(column, code):
            raise RowRefused(
                _("不认得“%(word)s”。请在对照表的 [%(list)s] 里写明它是哪一种。")
                % {"word": word[:40], "list": words}
            )
        return code

    def _is_code(self, column: str, code: str) -> bool:
        return code in self._codes[column]

    def _checked_constants(self) -> dict[str, str]:
        constants = {
            n: str(v) for n, v in self.mapping.constants.items() if n in ("category", "urgency", "channel")
        }
        for name, code in constants.items():
            if not self._is_code(name, code):
                raise FileRefused(
                    _("对照表 [constants] %(name)s 不认得“%(code)s”。") % {"name": name, "code": code}
                )
        return constants

    def _refuse_unknown_codes(self) -> None:
        """A category that the catalogue does not have would reject its rows one by one."""
        for words, column in (("categories", "category"), ("urgencies", "urgency"), ("channels", "channel")):
            codes = set(self._lists[words].codes()) if words in self._lists else set()
            unknown = sorted(code for code in codes if not self._is_code(column, code))
            if unknown:
                raise FileRefused(
                    _("对照表 [%(list)s] 里的 %(codes)s 不在现在的目录里。")
                    % {"list": words, "codes": "、".join(unknown)}
                )
