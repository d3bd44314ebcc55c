"""Deadlines, moments and spans as `<time>` with the exact moment in reach."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from huisheng.core import clock
from huisheng.ui import words

KEPT = 4096
CLASSES = {"in_time": "", "soon": " soon", "late": " late"}


def due(
    at: datetime | None, now: datetime | None = None, met: datetime | None = None, reply: bool = False
) -> SafeString:
    """A deadline as a coloured tag; `met` is when it was kept or missed; `reply`: an answer is due."""
    if at is None:
        return SafeString("")
    if met is not None:
        said, kind = words.say_kept(at, met), "" if met <= at else " late"
    else:
        moment = now or clock.now()
        say = words.say_reply_due if reply else words.say_due
        said, kind = say(at, moment), CLASSES[words.due_state(at, moment)]
    return _tag(at, said, kind, get_language())


@lru_cache(maxsize=KEPT)
def _tag(at: datetime, said: str, kind: str, _language: str | None) -> SafeString:
    return format_html(
        '<time class="tag due{}" datetime="{}" title="{}">{}</time>',
        kind,
        at.isoformat(),
        words.say_exactly(at),
        said,
    )


def when(at: datetime | date | None, now: datetime | None = None) -> SafeString:
    """A moment ("昨天 17:31") or a day ("昨天")."""
    if at is None:
        return SafeString("")
    moment = now or clock.now()
    if isinstance(at, datetime):
        said, exact = words.say_time(at, moment), words.say_exactly(at)
    else:
        said, exact = words.say_day(at, clock.today() if now is None else _day(moment)), at.isoformat()
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), exact, said)


def lasted(span: timedelta | None) -> str:
    """A span: "3 小时 10 分"."""
    return "" if span is None else words.say_duration(span)


def _day(moment: datetime) -> date:
    return timezone.localdate(moment)
