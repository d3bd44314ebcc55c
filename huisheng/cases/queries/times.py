"""The times of an edition, for whoever reads or changes them: by clock and urgency, by category, and their leeway."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huisheng.cases.models.codes import Urgency
from huisheng.cases.models.defaults import LEEWAYS, WORKING, Leeway, Time
from huisheng.cases.models.transitions import Clock
from huisheng.cases.queries.catalogue import Catalogue
from huisheng.cases.queries.lengths import say_minutes
from huisheng.cases.queries.names import name_of

URGENCIES = (Urgency.NORMAL, Urgency.URGENT, Urgency.COMPLEX)
# What a resident is promised, besides the answer itself.
PROMISED = (Clock.SIGN, Clock.CONTACT, Clock.CALL_BACK, Clock.RECHECK)


@dataclass(frozen=True)
class Line:
    """One row of a table of times: what it is about, and a length for each urgency ("" where it has none)."""

    code: str
    label: str
    times: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """What one edition says of a time and another says otherwise."""

    label: str
    before: str
    after: str


def say(time: Time | None) -> str:
    """A length in words; empty when there is none."""
    return say_minutes(time[0], working=time[1] == WORKING) if time else ""


def lines_of(held: Catalogue, clocks: tuple[Clock, ...] = tuple(Clock)) -> list[Line]:
    """The edition's own rules, clock by clock."""
    return [
        Line(clock, str(clock.label), tuple(say(held.minutes(clock, None, urgency)) for urgency in URGENCIES))
        for clock in clocks
    ]


def lines_of_categories(held: Catalogue) -> list[Line]:
    """How long handling takes, category by category."""
    return [
        Line(
            category.code,
            name_of(category),
            tuple(say(held.minutes(Clock.HANDLE, category.id, urgency)) for urgency in URGENCIES),
        )
        for category in held.categories.values()
    ]


def leeway_lines(held: Catalogue) -> list[Line]:
    """How much a handling clock may bend, and when clocks warn."""
    every = [held.leeways.get((None, urgency), LEEWAYS[urgency]) for urgency in URGENCIES]
    working = [held.minutes(Clock.HANDLE, None, urgency)[1] == WORKING for urgency in URGENCIES]
    longest = [
        say_minutes(one.extension_minutes, working=is_so) for one, is_so in zip(every, working, strict=True)
    ]
    return [
        Line("extensions", _("最多延期几次"), tuple(str(one.extensions) for one in every)),
        Line("extension_minutes", _("一共最多延多久"), tuple(longest)),
        Line("pauses", _("可以暂停"), tuple(_("可以") if one.pauses else _("不可以") for one in every)),
        Line("warn_percent", _("过了多少提醒"), tuple(f"{one.warn_percent} %" for one in every)),
    ]


def differences(old: Catalogue, new: Catalogue) -> list[Difference]:
    """Times and leeways that differ, in the order of categories, clocks and urgencies."""
    return [*_of_times(old, new), *_of_leeways(old, new)]


def _of_times(old: Catalogue, new: Catalogue) -> Iterator[Difference]:
    for category in (None, *old.categories.values()):
        for clock in Clock:
            for urgency in URGENCIES:
                key = (category.id if category else None, str(urgency), str(clock))
                was, becomes = old.deadlines.get(key), new.deadlines.get(key)
                if was != becomes:
                    what = (name_of(category) if category else "", str(clock.label), str(urgency.label))
                    general = _("按总的规定")
                    yield Difference(
                        " · ".join(filter(None, what)), say(was) or general, say(becomes) or general
                    )


def _of_leeways(old: Catalogue, new: Catalogue) -> Iterator[Difference]:
    for before, after in zip(leeway_lines(old), leeway_lines(new), strict=True):
        for urgency, was, becomes in zip(URGENCIES, before.times, after.times, strict=True):
            if was != becomes:
                yield Difference(f"{before.label} · {urgency.label}", was, becomes)


def leeway_of(held: Catalogue, urgency: Urgency) -> Leeway:
    """The edition's own leeway."""
    return held.leeways.get((None, urgency), LEEWAYS[urgency])
