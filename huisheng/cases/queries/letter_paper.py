"""A letter as the typesetter wants it: in the resident's language, with the code drawn.

Whoever gets paper may have neither telephone nor computer: the sheet says where the code is typed and which office
helps. That nobody answers mail, which the wording says for e-mail, is left out.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import segno
from django.conf import settings
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from huisheng.cases.models import Case
from huisheng.network.tree import UnitNode, tree
from huisheng.outbox.models import Message
from huisheng.outbox.wording import Body, built_in
from huisheng.ui.typeset import pdf, without_missing
from huisheng.ui.words import say_date

TEMPLATE = "cases/typst/letters.typ"
GROUP, SECRET = 5, 20


@dataclass(frozen=True)
class PaperLetter:
    """One letter as it is printed, `address` in lines."""

    case: Case
    message: Message
    address: tuple[str, ...]
    body: Body


def letters_pdf(letters: Sequence[PaperLetter]) -> bytes:
    """The sheets. The same letters, the same bytes."""
    papers = [_paper(letter) for letter in letters]
    with override(settings.LANGUAGE_CODE):
        title = _("信 %(count)d 封") % {"count": len(papers)}
    return pdf(TEMPLATE, {"title": title, "letters": papers})


def _paper(letter: PaperLetter) -> dict[str, Any]:
    body, language = letter.body, letter.message.language
    words, link = _without_link(body.letter)
    day = localtime(letter.message.queued_at).date()
    office = helping_office(letter.case)
    with override(language):
        said = {
            "sender": _("回声 %(district)s") % {"district": settings.DISTRICT_NAME},
            "receiver": _("住户 收"),
            "day": say_date(day),
            "how": _("用手机扫；或者打开 %(page)s，输入这个码：")
            % {"page": f"{settings.PUBLIC_ADDRESS}/lost"},
            "office": _help(office) if office is not None else "",
            "ending": _("信封里只有这一张。链接和码只给您一个人，别给信不过的人看。"),
        }
    secret = link.rpartition("/")[2]
    texts = {
        **said,
        "number": letter.case.number,
        "subject": body.subject,
        "link": link,
        "code": " ".join(secret[at : at + GROUP] for at in range(0, len(secret), GROUP)),
    }
    return {
        **{name: without_missing(text) for name, text in texts.items()},
        "address": [without_missing(line) for line in (settings.DISTRICT_NAME, *letter.address) if line],
        "paragraphs": [without_missing(text) for text in words if text != _machine(letter.message)],
        "lang": language.partition("-")[0],
        "qr": _code(link),
    }


def helping_office(case: Case) -> UnitNode | None:
    """The nearest office with a telephone; for a matter about a unit the one at the top, which says nothing."""
    network = tree()
    line = [network.unit(id) for id in network.ancestors(case.unit_id)]
    offices = [unit for unit in line if unit.office_phone and not unit.closed]
    return next(iter(reversed(offices) if case.about_a_unit else offices), None)


def _help(office: UnitNode) -> str:
    words = _("不用手机、电脑也行：带上这封信到%(office)s，请窗口的人帮您打开；或者打电话 %(phone)s。")
    return words % {"office": office.name, "phone": office.office_phone}


def _machine(message: Message) -> str:
    """What the built-in wording says to whoever would answer an e-mail."""
    last = built_in()[message.kind, message.language].letter.rpartition("\n\n")[2]
    return (
        last.replace("{地区}", settings.DISTRICT_NAME).replace("{district}", settings.DISTRICT_NAME).strip()
    )


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
