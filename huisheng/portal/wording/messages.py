"""What SMS and mails say. Short, no matter's content, the link last so that telephones recognise it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from huisheng.cases.models import Case
from huisheng.network.tree import tree
from huisheng.portal.models import SentMessage

Kind = SentMessage.Kind


@dataclass(frozen=True)
class Message:
    """One message: as SMS, and as a mail with its subject."""

    subject: str
    sms: str
    letter: str


def message_about(case: Case, kind: Kind, link: str, words: str = "") -> Message:
    """The message of one kind. `link` opens the matter for whoever has it; `words` are passed on in `RELAYED`."""
    facts = {"number": case.number, "unit": tree().unit(case.unit_id).name, "words": words}
    subject, template = {
        Kind.RECEIVED: (
            _("收到了：%(number)s"),
            _("您说的事收到了，编号 %(number)s。看进展、补充、确认都用这个链接，请收好，别给别人看："),
        ),
        Kind.QUESTION: (
            _("有话问您：%(number)s"),
            _("%(unit)s有话问您（%(number)s），答了才好接着办。请打开回答："),
        ),
        Kind.ANSWERED: (
            _("已经答复：%(number)s"),
            _("%(number)s 已经答复。解决了没有，您说了算，请打开看一看："),
        ),
        Kind.RESENT: (
            _("回执：%(number)s"),
            _("这是 %(number)s 的新链接，原来的也还能用。不是您要的，不用理会："),
        ),
        Kind.RELAYED: (
            _("有话对您说：%(number)s"),
            _("%(unit)s对您说（%(number)s）：“%(words)s” 回话请打开，双方都看不到号码："),
        ),
        Kind.UNSEALED: (
            _("有人打开了您的联系方式：%(number)s"),
            _("您留的联系方式按规定打开过一次（%(number)s）。哪个岗位、什么时候、为什么，请打开看："),
        ),
    }[kind]
    said = template % facts
    ending = _("这封信由机器发出，请不要回复。回声 %(district)s") % {"district": settings.DISTRICT_NAME}
    letter = f"{said}\n\n{link}\n\n{ending.rstrip()}\n"
    return Message(
        subject % facts, _("【回声】%(words)s%(link)s") % {"words": said, "link": f" {link} "}, letter
    )
