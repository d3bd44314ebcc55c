"""Acts of objections and whistles as sentences for colleagues, from the codes that their events keep."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from huisheng.cases.models import CaseEvent
from huisheng.cases.models.codes import Ground
from huisheng.cases.models.transitions import Act, Who
from huisheng.cases.queries.names import unit_name

Names = Mapping[int, str]
Sentence = tuple[str, str]


def _object(event: CaseEvent, _names: Names) -> Sentence:
    said = _("%(unit)s说不归它管：%(ground)s") % {
        "unit": unit_name(event.unit_id),
        "ground": str(Ground(event.codes["ground"]).label),
    }
    arbiter = unit_name(event.codes.get("arbiter_id"))
    return said, _("由%(unit)s裁定") % {"unit": arbiter} if arbiter else ""


def _uphold(event: CaseEvent, _names: Names) -> Sentence:
    units = {"before": unit_name(event.codes.get("from_unit_id")), "unit": unit_name(event.unit_id)}
    said = _("裁定不归%(before)s，交给%(unit)s") % units
    return said, _("按清单，直接转走") if event.who == Who.SYSTEM else ""


def _dismiss(event: CaseEvent, _names: Names) -> Sentence:
    return _("裁定归%(unit)s，不再退") % {"unit": unit_name(event.unit_id)}, ""


def _whistle(event: CaseEvent, _names: Names) -> Sentence:
    codes = event.codes
    called = _("、").join(unit_name(unit) for unit in (codes["called_unit_id"], *codes["helpers"]))
    said = _("%(unit)s吹哨，叫了%(called)s") % {"unit": unit_name(codes["by_unit_id"]), "called": called}
    return said, _("紧急") if codes.get("emergency") else ""


def _called(words: Callable[[], str]) -> Callable[[CaseEvent, Names], Sentence]:
    """What a unit did that was whistled for."""
    return lambda event, _names: (words() % {"unit": unit_name(event.codes.get("called_unit_id"))}, "")


def _cannot_come(event: CaseEvent, _names: Names) -> Sentence:
    said = _("%(unit)s说来不了") % {"unit": unit_name(event.codes.get("called_unit_id"))}
    return said, _("由%(unit)s裁定") % {"unit": unit_name(event.codes.get("arbiter"))}


def _visit(event: CaseEvent, _names: Names) -> Sentence:
    return _("到场：%(units)s") % {"units": _("、").join(unit_name(unit) for unit in event.codes["came"])}, ""


OF_DISPUTES: dict[Act, Callable[[CaseEvent, Names], Sentence]] = {
    Act.OBJECT: _object,
    Act.UPHOLD: _uphold,
    Act.DISMISS: _dismiss,
    Act.WHISTLE: _whistle,
    Act.SIGN_CALL: _called(lambda: _("%(unit)s应哨")),
    Act.CONTACT_CALL: _called(lambda: _("%(unit)s联系了吹哨的单位")),
    Act.CANNOT_COME: _cannot_come,
    Act.EXCUSE: _called(lambda: _("裁定%(unit)s可以不来")),
    Act.INSIST: _called(lambda: _("裁定%(unit)s还是要来")),
    Act.VISIT: _visit,
    Act.REPORT_CALL: _called(lambda: _("%(unit)s回报")),
    Act.TAKE_LEAD: _called(lambda: _("主办%(unit)s接过来，由它答复居民")),
    Act.END_WHISTLE: lambda _event, _names: (_("哨声办完了"), ""),
    Act.CALL_OFF: lambda _event, _names: (_("吹哨的单位说不用来了"), ""),
}
