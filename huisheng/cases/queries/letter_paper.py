"""A letter as the typesetter wants it: in the resident's language, with the code drawn."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from huisheng.outbox.wording import Body
from huisheng.ui.typeset import pdf, without_missing
from huisheng.ui.words import say_day

TEMPLATE = "cases/typst/letters.typ"
GROUP, SECRET = 5, 20


def letters_pdf(letters: Sequence[tuple[str, tuple[str, ...], str, datetime, Body]]) -> bytes:
    """The sheets of (number, address lines, language, when it was written, body). The same letters, the same bytes."""
    papers = [_paper(*letter) for letter in letters]
    with override(settings.LANGUAGE_CODE):
        title = _("信 %(count)d 封") % {"count": len(papers)}
    return pdf(TEMPLATE, {"title": title, "letters": papers})


def _paper(
    number: str, address: tuple[str, ...], language: str, written: datetime, body: Body
) -> dict[str, Any]:
    words, link = _without_link(body.letter)
    day = localtime(written).date()
    with override(language):
        said = {
            "sender": _("回声 %(district)s") % {"district": settings.DISTRICT_NAME},
            "receiver": _("住户 收"),
            "day": say_day(day, day.replace(year=day.year - 1)),
            "how": _("用手机扫，或者在网页上输入这个码："),
            "ending": _("信封里只有这一张。链接和码只给您一个人，别给别人看。"),
        }
    secret = link.rpartition("/")[2]
    texts = {
        **said,
        "number": number,
        "subject": body.subject,
        "link": link,
        "code": " ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP)),
    }
    return {
        **{name: without_missing(text) for name, text in texts.items()},
        "address": [without_missing(line) for line in (settings.DISTRICT_NAME, *address) if line],
        "paragraphs": [without_missing(words) for words in words],
        "lang": language.partition("-")[0],
        "qr": _code(link),
    }


def _without_link(letter: str) -> tuple[list[str], str]:
    """The paragraphs but the one that is the link alone, and the link, which is drawn apart."""
    paragraphs = [" ".join(part.split("\n")).strip() for part in letter.split("\n\n")]
    link = next(
        (word for word in letter.split() if word.startswith(settings.PUBLIC_ADDRESS)), settings.PUBLIC_ADDRESS
    )
    return [part for part in paragraphs if part and part != link], link


def _code(link: str) -> str:
    drawn = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawn, kind="svg", border=2, xmldecl=False, nl=False)
    return drawn.getvalue().decode()
