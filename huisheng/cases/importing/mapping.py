"""A mapping: which column of a file is what (`docs/how-to/import.md`). A TOML file that people write."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext as _

from huisheng.cases.importing.faults import FileRefused

SHIPPED = Path(__file__).parents[1] / "data" / "mappings"

HOME = ZoneInfo("Asia/Shanghai")
COLUMNS = frozenset(
    (
        *("words", "received_at", "category", "urgency", "channel", "longitude", "latitude", "plot", "place"),
        *("address", "contact", "answer", "answered_at", "closed_at", "status"),
    )
)
WORD_LISTS = ("categories", "urgencies", "channels", "statuses")
COORDINATES = ("wgs84", "gcj02", "bd09")
SECTIONS = frozenset(
    {"source", "note", "key", "sheet", "columns", "constants", "times", "places", *WORD_LISTS}
)
CONSTANTS = frozenset({"category", "urgency", "channel", "place", "guess_category"})
REST = "*"


@dataclass(frozen=True)
class WordList:
    """What the words of a column mean: word by word, by beginnings (`SW-*`), and the rest (`*`)."""

    words: Mapping[str, str] = field(default_factory=dict)
    beginnings: tuple[tuple[str, str], ...] = ()
    rest: str | None = None

    def meaning(self, word: str) -> str | None:
        """The meaning of a word; None when the list has none. The longest beginning wins."""
        found = self.words.get(word)
        if found is None:
            found = next((code for start, code in self.beginnings if word.startswith(start)), self.rest)
        return found

    def codes(self) -> Iterable[str]:
        """All meanings."""
        yield from self.words.values()
        yield from (code for _start, code in self.beginnings)
        if self.rest is not None:
            yield self.rest


@dataclass(frozen=True)
class FileMapping:
    """A mapping, checked. `source` and the cells of `key` together name a row for good (idempotency)."""

    source: str
    columns: Mapping[str, tuple[str, ...]]
    key: tuple[str, ...] = ()
    sheet: str = ""
    constants: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, WordList] = field(default_factory=dict)
    zone: ZoneInfo = HOME
    day_first: bool = False
    coordinates: str = "wgs84"

    @property
    def needed(self) -> frozenset[str]:
        """Every column that the file must have."""
        return frozenset(self.key).union(*self.columns.values())


def shipped() -> list[str]:
    """Names of the mappings that come with Huisheng."""
    return sorted(path.stem for path in SHIPPED.glob("*.toml"))


def read_mapping(name: str) -> FileMapping:
    """The mapping in a file, or the shipped one of that name. `FileRefused` says what is wrong with it."""
    path = Path(name)
    if not path.exists() and name in shipped():
        path = SHIPPED / f"{name}.toml"
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise FileRefused(
            _("找不到对照表 %(name)s。自带的有：%(shipped)s。")
            % {"name": name, "shipped": "、".join(shipped())}
        ) from problem
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise FileRefused(
            _("对照表 %(name)s 不是 TOML 文件：%(problem)s") % {"name": name, "problem": problem}
        ) from problem
    return checked(content)


def checked(content: Mapping[str, Any]) -> FileMapping:
    """A mapping from the contents of its file. `FileRefused` lists every fault at once."""
    faults = [*_unknown(content), *_wrong_kinds(content)]
    if faults:
        raise FileRefused("\n".join(faults))
    columns = {name: _several(value) for name, value in content["columns"].items()}
    times = content.get("times", {})
    return FileMapping(
        source=content["source"],
        columns=columns,
        key=_several(content.get("key", ())),
        sheet=content.get("sheet", ""),
        constants=content.get("constants", {}),
        lists={name: _word_list(content[name]) for name in WORD_LISTS if name in content},
        zone=_zone(times.get("zone", HOME.key)),
        day_first=times.get("day_first", False),
        coordinates=content.get("places", {}).get("coordinates", "wgs84"),
    )


def _unknown(content: Mapping[str, Any]) -> Iterable[str]:
    """Names that mean nothing: a typing error would otherwise leave a column out silently."""
    known = {
        "": SECTIONS,
        "columns": COLUMNS,
        "constants": CONSTANTS,
        "times": frozenset({"zone", "day_first"}),
        "places": frozenset({"coordinates"}),
    }
    for section, names in known.items():
        part = content.get(section, {}) if section else content
        for name in part if isinstance(part, Mapping) else ():
            if name not in names:
                where = f"[{section}] {name}" if section else name
                yield _("对照表里的 %(name)s 不认得。可以用：%(known)s。") % {
                    "name": where,
                    "known": "、".join(sorted(names)),
                }


def _wrong_kinds(content: Mapping[str, Any]) -> Iterable[str]:
    if not isinstance(content.get("source"), str) or not content["source"]:
        yield _("对照表缺少 source（这份数据的名字）。")
    columns = content.get("columns")
    if not isinstance(columns, Mapping) or not columns.get("words"):
        yield _("对照表缺少 [columns] words：哪一列是居民的话。")
    elif not all(_are_names(value) for value in columns.values()):
        yield _("[columns] 里的每一项都写成列名，或列名的清单。")
    if not _are_names(content.get("key", [])):
        yield _("key 要写成列名，或列名的清单。")
    for name in WORD_LISTS:
        words = content.get(name, {})
        if not isinstance(words, Mapping) or not all(isinstance(word, str) for word in words.values()):
            yield _("[%s] 的每一行都写成：文件里的字 = 代码。") % name
    if content.get("places", {}).get("coordinates", "wgs84") not in COORDINATES:
        yield _("[places] coordinates 只能是：%s。") % "、".join(COORDINATES)


def _are_names(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(name, str) for name in value)
    )


def _several(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _word_list(words: Mapping[str, str]) -> WordList:
    beginnings = [
        (word.removesuffix(REST), code)
        for word, code in words.items()
        if word.endswith(REST) and word != REST
    ]
    return WordList(
        words={word: code for word, code in words.items() if not word.endswith(REST)},
        beginnings=tuple(sorted(beginnings, key=lambda pair: -len(pair[0]))),
        rest=words.get(REST),
    )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, TypeError) as problem:
        raise FileRefused(_("没有“%s”这个时区。可以写：Asia/Shanghai。") % name) from problem
