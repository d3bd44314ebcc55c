"""谁看过: every opening of the sealed contact and of a home's address, for the person whose they are."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from huisheng.cases.models import Case
from huisheng.cases.queries.openings import Opening, openings
from huisheng.core import clock
from huisheng.portal.pages import resident_page
from huisheng.portal.wording import names


@dataclass(frozen=True)
class Line:
    """One line of the timeline."""

    at: datetime
    words: str
    who: str


@resident_page
@require_safe
def contact_openings(request: HttpRequest, case: Case, secret: str) -> HttpResponse:
    """When, why, and which post; what the sending machine does is told apart from what people do."""
    found = openings(case)
    context = {
        "case": case,
        "secret": secret,
        "now": clock.now(),
        "lines": [Line(each.at, _why(each), names(each.posts)) for each in found],
        "by_people": sum(each.by_person and not each.searched and not each.address for each in found),
        "shown": sum(each.address for each in found),
        "is_unseen": case.at_home and not any(each.address or each.looks for each in found),
    }
    return render(request, "portal/openings.html", context)


def _why(opening: Opening) -> str:
    if opening.identity:
        return _identity(opening)
    if opening.address:
        return _("看了您家的地址，为了办这件事。")
    if not opening.by_person and opening.reason == "own_request":
        return _("您自己看了这件事记的内容。")
    if opening.searched:
        return _("用您的联系方式查过您说的事。%(why)s") % {"why": _reason(opening)}
    return _reason(opening) if opening.by_person else _("机器自动给您发通知，没有人看到。")


def _identity(opening: Opening) -> str:
    """Why the identity was opened, in the opener's words too, by which order, and how often it was looked at."""
    lines = [_("打开了您的身份。%(why)s") % {"why": _reason(opening)}, opening.words]
    if opening.order:
        order = dict(zip(("authority", "number", "day"), opening.order, strict=True))
        lines.append(_("文书：%(authority)s %(number)s，%(day)s") % order)
    looks = ngettext("打开一刻钟，看了 %(count)d 次。", "打开一刻钟，看了 %(count)d 次。", opening.looks)
    lines.append(looks % {"count": opening.looks})
    return "\n".join(filter(None, lines))


def _reason(opening: Opening) -> str:
    return {
        "call_back": _("为了给您打电话。"),
        "legal_order": _("依照法律文书调取。"),
        "danger": _("有人有危险，为了救人。"),
        "own_request": _("按您本人的要求。"),
        "resend_receipt": _("为了重新给您发回执。"),
        "letter": _("为了给您寄信，打开了地址。"),
    }.get(opening.reason, _("为了办这件事。"))
