"""Whether a reply to a resident says something (issue 4, honest ends: "a reply must be substantive").

A reply is wanting when, without greetings, marks and stock phrases, too little is left of it; when it gives the
resident's own words back; or when it claims that something is done and has no word of what, when or by whom.
Whether it was copied from other replies is asked of the database (`cases.queries.copies`).
"""

import re
import tomllib
import unicodedata
from enum import StrEnum
from pathlib import Path

LEAST_CHARACTERS = 5
LIKE = 0.8
SHINGLE = 3

WORDS = tomllib.loads((Path(__file__).parent / "data" / "reply_words.toml").read_text(encoding="utf-8"))
GREETINGS, STOCK, DEEDS = (tuple(WORDS[name]) for name in ("greetings", "stock", "deeds"))
BY_WHOM = re.compile(
    r"[\u4e00-\u9fff]{1,8}(?:公司|物业|社区|街道|村委|居委|城管|交警|所|局|中心|站|队|科"
    r"|师傅|民警|电工|管道工|网格员|书记|主任|医院|学校)"
)
WHEN = re.compile(
    r"\d+\s*(?:月|日|号|点|时|天|小时|分钟|年)|[一二三四五六七八九十两]+(?:月|日|号|点|天|小时)"
    r"|今天|昨天|前天|明天|上午|下午|中午|晚上|早上|夜里|当天|当晚|周[一二三四五六日天末]|星期|上周|本周|\d{1,2}[:：]\d{2}"
)
_MARKS = re.compile(r"[\W_]+")
_BY_LENGTH = sorted((*GREETINGS, *STOCK), key=len, reverse=True)
_STOCK = re.compile("|".join(map(re.escape, _BY_LENGTH)))


class Wanting(StrEnum):
    """What a reply lacks."""

    SHORT = "short"
    STOCK = "stock"
    ECHO = "echo"
    NO_DEED = "no_deed"


def wanting(words: str, *, asked: str = "", done: bool = False) -> tuple[Wanting, ...]:
    """What is wanting in a reply to `asked`; `done`: it says that the matter is done, wholly or in part."""
    written, left = bare(words), substance(words)
    if len(written) < LEAST_CHARACTERS:
        return (Wanting.SHORT,)
    if len(left) < LEAST_CHARACTERS and not _says_something(words, left):
        return (Wanting.STOCK,)
    if asked and (likeness(words, asked) >= LIKE or written in bare(asked)):
        return (Wanting.ECHO,)
    if done and not _says_something(words, left):
        return (Wanting.NO_DEED,)
    return ()


def bare(words: str) -> str:
    """Letters and characters only, full-width forms made usual, small letters."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", words).lower())


def substance(words: str) -> str:
    """What is left without greetings and stock phrases. They are cut where marks stand, so that no phrase is
    made of the ends of two sentences."""
    return "".join(bare(_STOCK.sub(" ", part)) for part in _MARKS.split(unicodedata.normalize("NFKC", words)))


def likeness(one: str, other: str) -> float:
    """How much two texts are the same: shared among all runs of three characters, 0 to 1."""
    first, second = _shingles(bare(one)), _shingles(bare(other))
    return len(first & second) / len(first | second) if first and second else 0.0


def missing(words: str) -> tuple[str, ...]:
    """Which of `what`, `when` and `whom` a reply has no word of."""
    found = {
        "what": any(deed in substance(words) for deed in DEEDS),
        "when": WHEN.search(words) is not None,
        "whom": BY_WHOM.search(_STOCK.sub(" ", words)) is not None,
    }
    return tuple(name for name, is_there in found.items() if not is_there)


def _says_something(words: str, left: str) -> bool:
    return len(left) >= 2 and len(missing(words)) < len(("what", "when", "whom"))  # noqa: PLR2004  # one word


def _shingles(text: str) -> frozenset[str]:
    if len(text) < SHINGLE:
        return frozenset({text}) if text else frozenset()
    return frozenset(text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1))
