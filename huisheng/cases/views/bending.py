"""Pages of acts on clocks: first contact, pause, more time asked for and decided."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.contact import contact_resident
from huisheng.cases.actions.extension import NoMoreTime, ask_extension, extend_case, refuse_extension
from huisheng.cases.actions.pause import CannotPause, Pause, pause_case, resume_case
from huisheng.cases.actions.timing import is_elapsed
from huisheng.cases.forms import clocks as forms
from huisheng.cases.forms.acts import ActForm
from huisheng.cases.models import Case
from huisheng.cases.models.codes import ContactHow, PauseReason, Urgency
from huisheng.cases.models.defaults import HOUR, WORKING_DAY
from huisheng.cases.models.transitions import Act, Clock
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.catalogue import edition
from huisheng.cases.queries.lengths import say_minutes
from huisheng.cases.views.act_page import ActPage, act_view, refused_by_field
from huisheng.cases.views.bends import request_words, why_not
from huisheng.core.access import functions

FIELDS = {
    **{"past": "until", "too_long": "until", "no_question": "reason"},
    **{"total": "amount", "nothing": "amount", "more_than_asked": "amount"},
}
_by_field = refused_by_field(
    (CannotPause, NoMoreTime), lambda cannot: (FIELDS.get(cannot.why), why_not(cannot.why))
)


def _contact(found: Opened, form: forms.ContactForm) -> Case:
    how, words = ContactHow(form.cleaned_data["how"]), form.cleaned_data["words"]
    return contact_resident(found.case.id, found.viewer, form.token(), how, words)


CONTACT = ActPage(
    act=Act.CONTACT,
    title=_("记下联系了居民"),
    button=_("记下"),
    done=_("记下了，居民看得到。"),
    explain=_("告诉居民进展、向居民提问、答复居民也算联系，不用再记。"),
    form=forms.ContactForm,
    do=_contact,
)


@_by_field
def _pause(found: Opened, form: forms.PauseForm) -> Case:
    wanted = Pause(PauseReason(form.cleaned_data["reason"]), form.moment(), form.cleaned_data["words"])
    return pause_case(found.case.id, found.viewer, form.token(), wanted)


PAUSE = ActPage(
    act=Act.PAUSE,
    title=_("暂停这件的计时"),
    button=_("暂停"),
    done=_("已经暂停，居民看得到原因。"),
    explain=_(
        "停的是提醒和督办，剩下的时间照旧。答应居民的时间不变：按时不按时，仍按第一次答应的时间加上批准的延期算。"
    ),
    form=forms.PauseForm,
    do=_pause,
)


RESUME = ActPage(
    act=Act.RESUME,
    title=_("继续计时"),
    button=_("继续"),
    done=_("计时继续了，剩下的时间照旧。"),
    explain=_("不用等到定好的日子。居民看得到已经继续。"),
    form=ActForm,
    do=_by_field(lambda found, form: resume_case(found.case.id, found.viewer, form.token())),
)


def _unit(found: Opened) -> tuple[int, Any]:
    """What more time is asked in: hours where the clock runs day and night, else working days."""
    if is_elapsed(found.case, Clock.HANDLE):
        return HOUR, _("几个小时")
    return WORKING_DAY, _("几个工作日")


def _amount(found: Opened, _request: HttpRequest) -> Mapping[str, Any]:
    minutes, label = _unit(found)
    asked = found.case.asked_minutes
    return {
        "unit_minutes": minutes,
        "unit_label": label,
        "initial": {"amount": asked // minutes} if asked else {},
    }


def _policy(found: Opened, _form: Any) -> Mapping[str, Any]:
    """How much may still be asked for, in words."""
    case = found.case
    most = edition(case.catalogue).leeway(case.category_id, Urgency(case.urgency))
    working = not is_elapsed(case, Clock.HANDLE)
    left = max(0, most.extension_minutes - case.extended_minutes)
    return {
        "pairs": [
            (_("还可以申请"), _("%(n)d 次") % {"n": max(0, most.extensions - case.extensions)}),
            (_("合计最多还能延"), say_minutes(left, working=working)),
        ]
    }


def _request(found: Opened, _form: Any) -> Mapping[str, Any]:
    working = not is_elapsed(found.case, Clock.HANDLE)
    asked = say_minutes(found.case.asked_minutes or 0, working=working)
    return {"pairs": [(_("申请延"), asked), (_("理由"), request_words(found))]}


ASK = ActPage(
    act=Act.ASK_EXTENSION,
    title=_("申请延期"),
    button=_("申请"),
    done=_("已经申请，由上一级决定；决定以前原来的时间照算。"),
    explain=_("要在到时以前申请。上一级同意了，答应居民的时间才往后移。"),
    form=forms.ExtensionForm,
    form_options=_amount,
    template="cases/bending.html",
    context=_policy,
    do=_by_field(
        lambda found, form: ask_extension(
            found.case.id, found.viewer, form.token(), form.minutes(), form.cleaned_data["words"]
        )
    ),
)


EXTEND = ActPage(
    act=Act.EXTEND,
    title=_("同意延期"),
    button=_("同意"),
    done=_("已经同意，居民看得到新的时间。"),
    explain=_("可以少给一些。"),
    form=forms.AmountForm,
    form_options=_amount,
    template="cases/bending.html",
    context=_request,
    do=_by_field(lambda found, form: extend_case(found.case.id, found.viewer, form.token(), form.minutes())),
)


REFUSE = ActPage(
    act=Act.REFUSE_EXTENSION,
    title=_("不同意延期"),
    button=_("不同意"),
    done=_("已经告诉申请的单位，答应居民的时间不变。"),
    form=forms.RefusalForm,
    template="cases/bending.html",
    context=_request,
    do=_by_field(
        lambda found, form: refuse_extension(
            found.case.id, found.viewer, form.token(), form.cleaned_data["words"]
        )
    ),
)

# A person to whom a case was given, or whose unit was called, may hold `see` only: the act itself decides.
first_contact = functions("handle", "see")(act_view(CONTACT))
pause = functions("handle", "see")(act_view(PAUSE))
resumption = functions("handle", "see")(act_view(RESUME))
extension = functions("handle", "see")(act_view(ASK))
approval = functions("assign")(act_view(EXTEND))
refusal = functions("assign")(act_view(REFUSE))
