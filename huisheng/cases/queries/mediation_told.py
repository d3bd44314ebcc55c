"""The acts of a mediation as sentences for colleagues."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from huisheng.cases.models import CaseEvent
from huisheng.cases.models.codes import HowAgreed, SessionOutcome
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.disputes_told import Names, Sentence
from huisheng.cases.queries.mediation import party_label


def _mediate(_event: CaseEvent, _names: Names) -> Sentence:
    return _("转为调解"), ""


def _turn_back(_event: CaseEvent, _names: Names) -> Sentence:
    return _("不再调解，转回一般办理"), ""


def _join(event: CaseEvent, _names: Names) -> Sentence:
    return _("请来%(party)s") % {"party": party_label(event.codes.get("party", 2))}, ""


def _met(event: CaseEvent, _names: Names) -> Sentence:
    return _("见过面"), _label(SessionOutcome, event.codes.get("session_outcome"))


def _agree(event: CaseEvent, _names: Names) -> Sentence:
    party = {"party": party_label(event.codes.get("party", 1))}
    return _("%(party)s同意协议") % party, _label(HowAgreed, event.codes.get("agreed_how"))


def _follow_up(event: CaseEvent, _names: Names) -> Sentence:
    party = {"party": party_label(event.codes.get("party", 1))}
    if event.codes.get("kept"):
        return _("%(party)s说协议做到了") % party, ""
    return _("%(party)s说协议没有做到") % party, ""


def _label(choices: Any, code: str | None) -> str:
    return str(choices(code).label) if code else ""


OF_MEDIATION: dict[Act, Callable[[CaseEvent, Names], Sentence]] = {
    Act.MEDIATE: _mediate,
    Act.TURN_BACK: _turn_back,
    Act.JOIN: _join,
    Act.MET: _met,
    Act.AGREE: _agree,
    Act.FOLLOW_UP: _follow_up,
}
