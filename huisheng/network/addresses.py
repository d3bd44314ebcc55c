"""Addresses as people write them, in one spelling: for comparing, never for showing."""

import re

from huisheng.core.spelling import half_width, plain

_DIGITS = dict(zip("零〇一二三四五六七八九", "00123456789", strict=True))
_TENS = re.compile(r"([一二三四五六七八九])?十([一二三四五六七八九])?")
_ONES = re.compile(f"[{''.join(_DIGITS)}]")
# 3-2-301: building, entrance, door, as it is written on many doors.
_SHORT = re.compile(r"(?<![\d-])(\d{1,3})-(\d{1,2})-(\d{3,4})(?![\d-])")
_BUILDING = re.compile(r"(\d+)号?(?:栋|幢|座|号楼)")
_ENTRANCE = re.compile(r"(\d+)(?:门洞|门)(?=\d|$)")
_DOOR = re.compile(r"(\d)(?:室|房)$")


def spelled(words: str) -> str:
    """The address in one spelling: 三十二栋 and 32#楼 are 32号楼, 3-2-301 is 3号楼2单元301."""
    text = _SHORT.sub(r"\1号楼\2单元\3", half_width(words)).replace("#楼", "栋").replace("#", "栋")
    text = _ONES.sub(lambda found: _DIGITS[found[0]], _TENS.sub(_ten, text))
    text = _BUILDING.sub(r"\1号楼", plain(text))
    return _DOOR.sub(r"\1", _ENTRANCE.sub(r"\1单元", text))


def is_named(name: str, words: str) -> bool:
    """Whether the words name it: 11号楼 does not name 1号楼, nor 3012 name 301. Both in one spelling."""
    if name not in words or not name:
        return False
    before = r"(?<!\d)" if name[0].isdigit() else ""
    after = r"(?!\d)" if name[-1].isdigit() else ""
    return re.search(f"{before}{re.escape(name)}{after}", words) is not None


def _ten(found: re.Match[str]) -> str:
    tens, ones = found[1], found[2]
    return f"{_DIGITS[tens] if tens else 1}{_DIGITS[ones] if ones else 0}"
