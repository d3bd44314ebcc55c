"""不归我们: a unit objects, an arbiter rules."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.actions.object import Objection, object_to_case
from huisheng.cases.actions.rule import dismiss, uphold
from huisheng.cases.forms.objections import UPHELD, ObjectionForm, RulingForm
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Ground, WordsKind
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.names import unit_name
from huisheng.cases.queries.objections import (
    MOST_BOUNCES,
    grounds_open,
    is_final,
    open_objection,
    whose_by_list,
)
from huisheng.cases.queries.why import why_here
from huisheng.cases.views.act_page import ActPage, act_view
from huisheng.cases.views.helps import unit_help, unit_options
from huisheng.core.access import functions


def _object(found: Opened, form: ObjectionForm) -> Case:
    typed = form.cleaned_data
    objection = Objection(Ground(typed["ground"]), typed["words"], typed["unit"])
    return object_to_case(found.case.id, found.viewer, form.token(), objection)


def _grounds(found: Opened, _request: HttpRequest) -> Mapping[str, Any]:
    grounds = grounds_open(found.case)
    return {"grounds": grounds, "initial": {"ground": grounds[0] if len(grounds) == 1 else None}}


def _about_objection(found: Opened, _form: Any) -> Mapping[str, Any]:
    by_list = Ground.RESERVED in grounds_open(found.case)
    return {
        "why": why_here(found.case, found.story.events, found.story.names),
        "unit_options": unit_options(),
        "by_list": unit_name(whose_by_list(found.case)) if by_list else "",
        "is_final": is_final(found.case),
        "most": MOST_BOUNCES,
    }


OBJECT = ActPage(
    act=Act.OBJECT,
    title=gettext_lazy("不归我们"),
    button=gettext_lazy("提出来"),
    done=gettext_lazy("提出来了。清单上的已经直接转走；别的等上一级裁定，裁定以前请接着办。"),
    explain=gettext_lazy("裁定以前还由您的单位办，时限照走，不让居民等。裁定了就不再退。"),
    form=ObjectionForm,
    form_options=_grounds,
    context=_about_objection,
    template="cases/objection.html",
    do=_object,
)


def _rule(found: Opened, form: RulingForm) -> Case:
    typed, token = form.cleaned_data, form.token()
    if typed["decision"] == UPHELD:
        return uphold(
            found.case.id,
            found.viewer,
            token,
            typed["unit"],
            typed["words"],
            keep_called=form.keeps_called(),
        )
    return dismiss(found.case.id, found.viewer, token, typed["words"])


def _named(found: Opened, _request: HttpRequest) -> Mapping[str, Any]:
    objection = open_objection(found.story.events)
    named = objection.codes.get("named_unit_id") if objection else None
    return {"called": bool(found.called), "initial": {"unit": unit_name(named)}}


def _about_ruling(found: Opened, _form: Any) -> Mapping[str, Any]:
    story, objection = found.story, open_objection(found.story.events)
    codes = objection.codes if objection else {}
    said = story.words.get(objection.seq, []) if objection else []
    return {
        **unit_help(),
        "why": why_here(found.case, story.events, story.names),
        "objection": objection,
        "ground": Ground(codes["ground"]).label if codes.get("ground") else "",
        "said": next((words.text for words in said if words.kind == WordsKind.OBJECTION), ""),
        "named": unit_name(codes.get("named_unit_id")),
        "final": _("已经换过 %(most)d 次单位，这一次的裁定是最后的。") % {"most": MOST_BOUNCES}
        if is_final(found.case)
        else "",
    }


RULE = ActPage(
    act=Act.UPHOLD,
    title=gettext_lazy("裁定归谁"),
    button=gettext_lazy("裁定"),
    done=gettext_lazy("裁定好了，两边的单位都看得到。"),
    form=RulingForm,
    form_options=_named,
    context=_about_ruling,
    template="cases/ruling.html",
    do=_rule,
)

objection = functions("handle", "see")(act_view(OBJECT))
ruling = functions("rule")(act_view(RULE))
