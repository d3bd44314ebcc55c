"""What the responsible unit does with a case: sign, report, note, ask, give, call."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.give import AsItIs, give_case
from huisheng.cases.actions.question import ask_resident
from huisheng.cases.actions.report import report_progress, write_note
from huisheng.cases.actions.take_over import take_over
from huisheng.cases.forms import acts as forms
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.people import who_may_handle
from huisheng.cases.views.act_page import ActPage, act_view, refused_by_field
from huisheng.cases.views.helps import unit_help
from huisheng.core.access import functions

ACCEPT = ActPage(
    act=Act.ACCEPT,
    title=_("签收"),
    button=_("签收"),
    done=_("已经签收，开始办理。"),
    explain=_("签收以后由您的单位办，时限按答应居民的算。"),
    form=forms.ActForm,
    do=lambda found, form: accept_case(found.case.id, found.viewer, form.token()),
)

PROGRESS = ActPage(
    act=Act.PROGRESS,
    title=_("告诉居民进展"),
    button=_("告诉居民"),
    done=_("居民看得到这条进展了。"),
    form=forms.ProgressForm,
    reaches_followers=True,
    do=lambda found, form: report_progress(
        found.case.id, found.viewer, form.token(), form.cleaned_data["words"]
    ),
)

NOTE = ActPage(
    act=Act.NOTE,
    title=_("内部记录"),
    button=_("记下"),
    done=_("记下了，只有同事看得到。"),
    form=forms.NoteForm,
    do=lambda found, form: write_note(found.case.id, found.viewer, form.token(), form.cleaned_data["words"]),
)

QUESTION = ActPage(
    act=Act.QUESTION,
    title=_("向居民提问"),
    button=_("提问"),
    done=_("已经问了，居民回答后会提醒您。"),
    form=forms.QuestionForm,
    do=lambda found, form: ask_resident(
        found.case.id, found.viewer, form.token(), form.cleaned_data["words"]
    ),
)


def _say_as_it_is(_problem: AsItIs) -> tuple[str, str]:
    return "person", gettext("现在就是这样，没有改。请另选一位。")


GIVE = ActPage(
    act=Act.GIVE,
    title=_("交给具体的人"),
    button=_("交给他"),
    done=_("记下了，由谁办看“现在在谁手里”。"),
    form=forms.GiveForm,
    form_options=lambda found, request: {
        "people": who_may_handle(found.case),
        "initial": {"person": found.case.handler_id},
    },
    do=refused_by_field(AsItIs, _say_as_it_is)(
        lambda found, form: give_case(found.case.id, found.viewer, form.token(), form.cleaned_data["person"])
    ),
)

CALL = ActPage(
    act=Act.CALL,
    title=_("请别的单位一起办"),
    button=_("请它来"),
    done=_("已经请了，它现在看得到这件诉求。"),
    explain=_("责任还在您的单位。被请的单位看得到这件诉求，可以写进展和内部记录。"),
    form=forms.CallForm,
    context=unit_help,
    do=lambda found, form: call_unit(found.case.id, found.viewer, form.token(), form.cleaned_data["unit"]),
)

TAKE_OVER = ActPage(
    act=Act.TAKE_OVER,
    title=_("接过来办"),
    button=_("接过来"),
    done=_("已经接过来，由督办单位办。"),
    explain=_("接过来以后由督办单位负责到底，答应居民的时间不变。"),
    form=forms.ActForm,
    do=lambda found, form: take_over(found.case.id, found.viewer, form.token()),
)

# A person to whom a case was given, or whose unit was called, may hold `see` only: the act itself decides.
acceptance = functions("handle", "see")(act_view(ACCEPT))
progress = functions("handle", "see")(act_view(PROGRESS))
notes = functions("see", "handle")(act_view(NOTE))
question = functions("handle", "see")(act_view(QUESTION))
handler = functions("handle")(act_view(GIVE))
calling = functions("handle")(act_view(CALL))
take_over_page = functions("assign")(act_view(TAKE_OVER))
