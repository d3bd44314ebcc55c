"""Chosen cases on paper, as a list or a sheet each: what stands on the screen, and never a resident's contact.

Addresses stay sealed on paper too: a sheet of paper has no reader whom one could log.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from huisheng.cases.models import Case, CaseWords
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.queries.names import category_name, plot_label, unit_name
from huisheng.core import clock
from huisheng.ui.typeset import missing, pdf, without_missing
from huisheng.ui.words import say_exactly

TEMPLATE = "cases/typst/chosen.typ"
LIST, SHEETS = "list", "sheets"


def chosen_pdf(cases: Iterable[Case], kind: str) -> bytes:
    """A PDF of these cases: `list` is a table, `sheets` one page for each, with lines to write on. One statement."""
    return pdf(TEMPLATE, on_paper(cases, kind))


def on_paper(cases: Iterable[Case], kind: str) -> dict[str, Any]:
    """What the template gets, with `〓` for characters that no font has."""
    held = list(cases)
    requests = _requests([case.pk for case in held]) if kind == SHEETS else {}
    rows = [_row(case, requests.get(case.pk, "")) for case in held]
    texts = [text for row in rows for text in row.values()]
    gone = missing(texts)
    return {
        "kind": kind,
        "title": _("诉求清单") if kind == LIST else _("诉求办理单"),
        "district": settings.DISTRICT_NAME,
        "printed": _("%(when)s 打印，共 %(count)d 件")
        % {"when": say_exactly(clock.now()), "count": len(rows)},
        "names": _names(),
        "rows": [{name: without_missing(text) for name, text in row.items()} for row in rows]
        if gone
        else rows,
    }


def _names() -> dict[str, str]:
    """What the columns and facts are called, in the reader's language."""
    return {
        "matter": _("诉求"),
        "place": _("地点"),
        "category": _("类别"),
        "state": _("到哪一步"),
        "unit": _("单位"),
        "due": _("最晚"),
        "received": _("收到"),
        "words": _("居民的话"),
        "urgency": _("急不急"),
        "seen": _("现场看到的"),
        "done": _("办了什么"),
        "when": _("时间"),
        "who": _("办理人"),
        "sealed": _("居民的身份、电话和详细地址不印在纸上。"),
    }


def _row(case: Case, words: str) -> dict[str, str]:
    return {
        "number": case.number,
        "title": case.title,
        "place": plot_label(case.plot_id),
        "category": category_name(case.category_id),
        "urgency": str(case.get_urgency_display()),
        "state": str(case.get_state_display()),
        "unit": unit_name(case.unit_id),
        "due": say_exactly(case.due_at) if case.due_at else "",
        "received": say_exactly(case.received_at),
        "words": words,
    }


def _requests(case_ids: list[UUID]) -> dict[UUID, str]:
    rows = CaseWords.objects.filter(case_id__in=case_ids, kind=WordsKind.REQUEST, seq=1)
    return dict(rows.values_list("case_id", "text"))
