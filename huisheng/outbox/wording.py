"""Wording of messages: the built-in one, what stands for placeholders, and what is wrong with a template."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from math import ceil
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.timezone import localtime

from huisheng.outbox.kinds import COMMON, KINDS, PLACEHOLDERS
from huisheng.ui.words import say_day

BUILT_IN = Path(__file__).parent / "data" / "wording.toml"
LANGUAGES = ("zh-hans", "en")
NAME = re.compile(r"\{([^{}]*)\}")
SIGN = {"zh-hans": "【回声】", "en": "[Huisheng] "}
# 3GPP TS 23.040: a short message holds 140 bytes, 6 of them gone in each part of a longer one.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€")
WHOLE, PARTS = {True: 160, False: 70}, {True: 153, False: 67}


@dataclass(frozen=True)
class Wording:
    """One kind in one language, with names in braces; `version` 0 is built in."""

    subject: str
    sms: str
    letter: str
    version: int = 0


@dataclass(frozen=True)
class Body:
    """What is sent, all forms of it; made once."""

    subject: str
    sms: str
    letter: str


@cache
def built_in() -> Mapping[tuple[str, str], Wording]:
    """The built-in wording by kind and language."""
    read = tomllib.loads(BUILT_IN.read_text(encoding="utf-8"))
    return {
        (kind, language): Wording(**{name: text.strip() for name, text in texts.items()})
        for kind, by_language in read.items()
        for language, texts in by_language.items()
    }


def names_for(kind: str) -> tuple[str, ...]:
    """The placeholders that a template of this kind may use."""
    return (*COMMON, *KINDS[kind].facts)


def known_names(kind: str) -> dict[str, str]:
    """Both writings of each placeholder → its name."""
    return {word: name for name in names_for(kind) for word in (name, PLACEHOLDERS[name].chinese)}


def unknown_names(kind: str, text: str) -> list[str]:
    """Names in braces that this kind does not know, in order; a stray brace counts as one."""
    known = known_names(kind)
    found = [name for name in NAME.findall(text) if name.strip() not in known]
    stray = [brace for brace in NAME.sub("", text) if brace in "{}"]
    return [*(f"{{{name}}}" for name in found), *stray]


def has_link(kind: str, text: str) -> bool:
    """Whether the text says where the resident can look."""
    return "link" in {known_names(kind).get(name.strip()) for name in NAME.findall(text)}


def filled(kind: str, language: str, wording: Wording, facts: Mapping[str, str | date]) -> Body:
    """The message. Days are written as the language writes them; KeyError when a fact of the kind is missing."""
    with translation.override(language):
        said = {name: _day(value) if isinstance(value, date) else value for name, value in facts.items()}
    said |= {"district": settings.DISTRICT_NAME}
    missing = set(names_for(kind)) - set(said)
    if missing:
        raise KeyError(f"{kind} needs {', '.join(sorted(missing))}")
    names = known_names(kind)

    def fill(text: str) -> str:
        return NAME.sub(lambda found: str(said[names[found[1].strip()]]), text).strip()

    return Body(fill(wording.subject), SIGN[language] + fill(wording.sms), fill(wording.letter) + "\n")


def example_facts(kind: str) -> dict[str, str | date]:
    """Invented facts, to look at a template with; the link is as long as a real one."""
    link = f"{settings.PUBLIC_ADDRESS}/t/{'k' * 20}"
    facts: dict[str, str | date] = {
        "number": "2026-春-004172",
        "unit": "景阳社区工作站",
        "link": link,
        "day": date(2026, 12, 4),
        "place": "景阳社区二楼调解室",
        "words": "明天上午家里有人吗？",
    }
    return {name: value for name, value in facts.items() if name in names_for(kind)}


def sms_parts(text: str) -> int:
    """How many short messages a text takes: 160 letters or 70 characters, a little less in each of several."""
    plain = all(letter in GSM or letter in GSM_TWICE for letter in text)
    length = sum(2 if letter in GSM_TWICE else 1 for letter in text) if plain else _units(text)
    return 1 if length <= WHOLE[plain] else ceil(length / PARTS[plain])


def _day(day: date) -> str:
    """A day by its date, with the time where there is one: whoever reads it tomorrow must not read "tomorrow"."""
    if isinstance(day, datetime):
        at = localtime(day)
        return f"{_day(at.date())} {at:%H:%M}"
    return say_day(day, day - timedelta(days=3))


def _units(text: str) -> int:
    """Code units of UTF-16, in which a text with Chinese is sent."""
    return len(text.encode("utf-16-le")) // 2
