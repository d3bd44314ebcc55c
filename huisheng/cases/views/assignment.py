"""Giving a case to a unit: one that is triaged, or one that another unit has."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.assign import assign_case
from huisheng.cases.forms.acts import ReassignForm, UnitForm
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act, State
from huisheng.cases.queries.case import Opened
from huisheng.cases.views.act_page import ActPage, act_view
from huisheng.cases.views.helps import unit_help
from huisheng.core.access import functions


def _assign(found: Opened, form: UnitForm) -> Case:
    return assign_case(found.case.id, found.viewer, form.token(), form.cleaned_data["unit"])


def _reassign(found: Opened, form: ReassignForm) -> Case:
    unit, keeps = form.cleaned_data["unit"], form.keeps_called()
    return assign_case(found.case.id, found.viewer, form.token(), unit, keep_called=keeps)


def _help(found: Opened, form: Any) -> Mapping[str, Any]:
    return unit_help()


ASSIGN = ActPage(
    act=Act.ASSIGN,
    title=_("交办"),
    button=_("交办"),
    done=_("已经交办，等它签收。"),
    form=UnitForm,
    do=_assign,
    context=_help,
)

REASSIGN = ActPage(
    act=Act.REASSIGN,
    title=_("改派"),
    button=_("改派"),
    done=_("已经改派，等新的单位签收。"),
    explain=_("居民的话、照片、经过、没答的提问和答应居民的时间都跟着走。"),
    form=ReassignForm,
    form_options=lambda found, request: {"called": bool(found.called)},
    do=_reassign,
    context=_help,
)


def _which(found: Opened) -> ActPage:
    return ASSIGN if found.case.state == State.TRIAGED else REASSIGN


assignment = functions("assign")(act_view(_which))
