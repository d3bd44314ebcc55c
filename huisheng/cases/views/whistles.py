"""吹哨 and what follows, each act a page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.actions import whistle_called as called
from huisheng.cases.actions.whistle import Blow, OneAtATime, blow_whistle, call_off, end_whistle
from huisheng.cases.forms import whistles as forms
from huisheng.cases.forms.acts import ActForm
from huisheng.cases.judging import coming_to_rule_on, whistling_unit
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.names import unit_name
from huisheng.cases.queries.whistles import open_whistle, words_of
from huisheng.cases.views.act_page import ActPage, act_view, refused_by_field
from huisheng.core.access import functions


def page_of(found: Opened) -> str:
    """The whistle's page; the case's own where there is none."""
    number, n = found.case.number, found.case.whistle
    return reverse("cases:whistle", args=[number, n]) if n else reverse("cases:case", args=[number])


@refused_by_field(OneAtATime, lambda _open: (None, _("已经吹了一次哨，办完或者说不用来了，才能再吹。")))
def _blow(found: Opened, form: forms.BlowForm) -> Case:
    typed = form.cleaned_data
    blow = Blow(typed["lead"], typed["words"], tuple(typed["helpers"]), typed["emergency"])
    return blow_whistle(found.case.id, found.viewer, form.token(), blow)


def _not_called(found: Opened, _request: HttpRequest) -> Mapping[str, Any]:
    return {"without": {found.case.unit_id, whistling_unit(found.viewer, found.case)}}


BLOW = ActPage(
    act=Act.WHISTLE,
    title=gettext_lazy("吹哨"),
    button=gettext_lazy("吹哨"),
    done=gettext_lazy("哨吹响了，被叫的单位看得到，时限也开始走。"),
    explain=gettext_lazy("叫几个部门来一起办。答复居民的责任还在您的单位，主办可以接过去。"),
    form=forms.BlowForm,
    form_options=_not_called,
    do=_blow,
)

SIGN = ActPage(
    act=Act.SIGN_CALL,
    title=gettext_lazy("应哨"),
    button=gettext_lazy("应哨，我们来"),
    done=gettext_lazy("应哨了，请尽快联系吹哨的单位。"),
    form=ActForm,
    go=page_of,
    do=lambda found, form: called.sign_call(found.case.id, found.viewer, form.token()),
)

CONTACT = ActPage(
    act=Act.CONTACT_CALL,
    title=gettext_lazy("联系了吹哨的"),
    button=gettext_lazy("已经联系上"),
    done=gettext_lazy("记下了：已经联系上。"),
    form=ActForm,
    go=page_of,
    do=lambda found, form: called.contact_whistler(found.case.id, found.viewer, form.token()),
)


@refused_by_field(called.NotThen, lambda _then: ("at", _("要在吹哨以后、现在以前。")))
def _visit(found: Opened, form: forms.VisitForm) -> Case:
    typed = form.cleaned_data
    visit = called.Visit(tuple(typed["came"]), typed["at"], typed["words"], typed["remains"])
    return called.record_visit(found.case.id, found.viewer, form.token(), visit)


def _who_may_have_come(found: Opened, _request: HttpRequest) -> Mapping[str, Any]:
    told = open_whistle(found.case)
    calls = told.calls if told else []
    units = {each.call.unit_id: each.unit for each in calls if each.call.left_at is None}
    more = (told.whistle.unit_id, found.case.unit_id) if told else ()
    mine = told.of({unit for post in found.viewer.posts for unit in post.units()}) if told else None
    initial = {"came": [mine.call.unit_id]} if mine else {}
    return {"units": {**units, **{unit: unit_name(unit) for unit in more}}, "initial": initial}


VISIT = ActPage(
    act=Act.VISIT,
    title=gettext_lazy("到场记录"),
    button=gettext_lazy("记下"),
    done=gettext_lazy("到场记下了。"),
    explain=gettext_lazy("只记单位、时间和事情。不记人的位置，也不用拍照。"),
    form=forms.VisitForm,
    form_options=_who_may_have_come,
    go=page_of,
    do=_visit,
)

REPORT = ActPage(
    act=Act.REPORT_CALL,
    title=gettext_lazy("回报"),
    button=gettext_lazy("回报"),
    done=gettext_lazy("回报了，等吹哨的单位确认。"),
    form=forms.ReportForm,
    go=page_of,
    do=lambda found, form: called.report_call(
        found.case.id, found.viewer, form.token(), form.cleaned_data["words"]
    ),
)

CANNOT = ActPage(
    act=Act.CANNOT_COME,
    title=gettext_lazy("来不了，说明原因"),
    button=gettext_lazy("交上一级裁定"),
    done=gettext_lazy("交上去了，裁定以前回报的时限照走。"),
    form=forms.CannotForm,
    go=page_of,
    do=lambda found, form: called.cannot_come(
        found.case.id, found.viewer, form.token(), form.cleaned_data["words"]
    ),
)

TAKE_LEAD = ActPage(
    act=Act.TAKE_LEAD,
    title=gettext_lazy("主办接过来答复"),
    button=gettext_lazy("接过来"),
    done=gettext_lazy("接过来了，由您的单位答复居民。"),
    explain=gettext_lazy("接过来以后由您的单位答复居民，答应居民的时间不变，也不再退。"),
    form=ActForm,
    do=lambda found, form: called.take_lead(found.case.id, found.viewer, form.token()),
)


def _to_rule_on(found: Opened, _request: HttpRequest) -> Mapping[str, Any]:
    units = coming_to_rule_on(found.viewer, found.case)
    return {"units": {unit: unit_name(unit) for unit in units}}


def _why_not(found: Opened, _form: Any) -> Mapping[str, Any]:
    said = [row for rows in found.story.words.values() for row in rows if row.kind == "cannot"]
    asked = words_of(found.story, found.case.whistle or 0)
    return {"asked": asked, "reasons": [row.text for row in said]}


RULE_ON_COMING = ActPage(
    act=Act.EXCUSE,
    title=gettext_lazy("裁定来不来"),
    button=gettext_lazy("裁定"),
    done=gettext_lazy("裁定好了。"),
    form=forms.ComingForm,
    form_options=_to_rule_on,
    context=_why_not,
    template="cases/coming.html",
    do=lambda found, form: called.rule_on_coming(
        found.case.id,
        found.viewer,
        form.token(),
        form.cleaned_data["unit"],
        form.cleaned_data["words"],
        excused=form.cleaned_data["decision"] == forms.EXCUSED,
    ),
)


def _to_rate(found: Opened, _request: HttpRequest) -> Mapping[str, Any]:
    told = open_whistle(found.case)
    calls = told.calls if told else []
    return {"units": {each.call.unit_id: each.unit for each in calls if each.call.left_at is None}}


END = ActPage(
    act=Act.END_WHISTLE,
    title=gettext_lazy("办完了，评一评来的单位"),
    button=gettext_lazy("办完了"),
    done=gettext_lazy("哨声办完了。评价给那个单位和它的领导看，不排名。"),
    explain=gettext_lazy("评的是单位，不是人。"),
    form=forms.EndForm,
    form_options=_to_rate,
    template="cases/whistle_end.html",
    go=page_of,
    do=lambda found, form: end_whistle(found.case.id, found.viewer, form.token(), form.grades()),
)

CALL_OFF = ActPage(
    act=Act.CALL_OFF,
    title=gettext_lazy("不用来了"),
    button=gettext_lazy("不用来了"),
    done=gettext_lazy("告诉了被叫的单位：不用来了。"),
    form=forms.CallOffForm,
    go=page_of,
    do=lambda found, form: call_off(found.case.id, found.viewer, form.token(), form.cleaned_data["words"]),
)

blow = functions("handle")(act_view(BLOW))
signature = functions("handle")(act_view(SIGN))
contact = functions("handle")(act_view(CONTACT))
visit = functions("handle")(act_view(VISIT))
report = functions("handle")(act_view(REPORT))
inability = functions("handle")(act_view(CANNOT))
lead = functions("handle")(act_view(TAKE_LEAD))
coming = functions("rule")(act_view(RULE_ON_COMING))
end = functions("handle")(act_view(END))
calling_off = functions("handle")(act_view(CALL_OFF))
