"""The pages on which a mediation is led; what parties do themselves is the portal's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache

from huisheng.cases.actions import mediate
from huisheng.cases.actions.course import staff
from huisheng.cases.actions.number import NotTheirNumber
from huisheng.cases.actions.turn_back import turn_back
from huisheng.cases.forms import mediation as forms
from huisheng.cases.forms.acts import ActForm
from huisheng.cases.models import Case
from huisheng.cases.models.codes import HowAgreed, SessionOutcome
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.agreement_paper import agreement_pdf
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.mediation import party_label
from huisheng.cases.views.act_page import ActPage, act_view, refused_by_field
from huisheng.cases.views.found import opened
from huisheng.core.access import functions


def _what_mediating_brings(found: Opened) -> list[str]:
    """What the click brings about, for whoever asked, for the answer and for who followed."""
    lines = [
        _("提出的人会在自己的页面上看到：请各方坐下来调解。"),
        _("答复时只有两种结果：各方都同意了协议，或者没有达成协议。办理的时限不变。"),
    ]
    if count := len(found.followers):
        said = ngettext(
            "跟着这一件的 %(count)d 个人不再跟着它，另外接着办；转回来也不再并在一起。",
            "跟着这一件的 %(count)d 个人不再跟着它，另外接着办；转回来也不再并在一起。",
            count,
        )
        lines.append(said % {"count": count})
    return [*lines, _("转错了可以转回来，到另一方请来或者见过面为止。")]


START = ActPage(
    act=Act.MEDIATE,
    title=gettext_lazy("转为调解"),
    button=gettext_lazy("转为调解"),
    done=gettext_lazy("转为调解了。请另一方来，再约见面的时间。"),
    explain=gettext_lazy(
        "两家或几家有矛盾、要坐下来谈的，用调解。谈了什么不记，只记谁来了、谈成没有、说好了什么。"
    ),
    follows=_what_mediating_brings,
    form=ActForm,
    do=lambda found, form: mediate.start_mediation(found.case.id, found.viewer, form.token()),
)


def _what_turning_back_brings(found: Opened) -> list[str]:
    """What the click brings about; a meeting that is awaited is called off."""
    lines = [_("提出的人会在自己的页面上看到：不再请各方调解，照一般的事接着办。")]
    if found.mediation is not None and found.mediation.next_session is not None:
        lines.append(_("约好的见面取消。提出的人留了联系方式的，会收到通知。"))
    return [
        *lines,
        _("办理的时限不变，答复的结果和一般的事一样选。写过的进展和记录都留着。"),
        _("以后要坐下来谈，还可以再转为调解。"),
    ]


TURN_BACK = ActPage(
    act=Act.TURN_BACK,
    title=gettext_lazy("不再调解，转回一般办理"),
    button=gettext_lazy("转回一般办理"),
    done=gettext_lazy("转回一般办理了。"),
    explain=gettext_lazy("转错了，或者不必坐下来谈了，可以转回去：另一方还没有请来，也还没有见过面。"),
    follows=_what_turning_back_brings,
    is_due=lambda found: found.may_turn_back,
    form=ActForm,
    do=lambda found, form: turn_back(found.case.id, found.viewer, form.token()),
)


@refused_by_field(NotTheirNumber, lambda problem: ("contact", str(problem.message)))
def _join(found: Opened, form: forms.JoinForm) -> Case:
    chosen = form.cleaned_data
    return mediate.join_party(
        found.case.id, found.viewer, form.token(), chosen["contact"], chosen["language"]
    )


JOIN = ActPage(
    act=Act.JOIN,
    title=gettext_lazy("请另一方来"),
    button=gettext_lazy("记下这一方"),
    done=gettext_lazy("记下了。留了联系方式的，约好见面就通知他。"),
    form=forms.JoinForm,
    do=_join,
)


def _meet(found: Opened, form: forms.MeetForm) -> Case:
    meeting = mediate.Meeting(form.cleaned_data["at"], form.cleaned_data["place"])
    return mediate.arrange_meeting(found.case.id, found.viewer, form.token(), meeting)


MEET = ActPage(
    act=Act.MEET,
    title=gettext_lazy("约见面的时间"),
    button=gettext_lazy("约好了，通知各方"),
    done=gettext_lazy("约好了，留了联系方式的都会收到通知。"),
    form=forms.MeetForm,
    do=_meet,
)


def _parties(found: Opened) -> list[tuple[int, str]]:
    mediation = found.mediation
    return [(each.n, party_label(each.n)) for each in mediation.parties] if mediation else []


def _waited_for(found: Opened) -> list[tuple[int, str]]:
    mediation = found.mediation
    return [(each.n, party_label(each.n)) for each in mediation.waited_for] if mediation else []


def _met(found: Opened, form: forms.MetForm) -> Case:
    outcome = SessionOutcome(form.cleaned_data["outcome"])
    return mediate.note_meeting(found.case.id, found.viewer, form.token(), form.cleaned_data["came"], outcome)


MET = ActPage(
    act=Act.MET,
    title=gettext_lazy("见过面了"),
    button=gettext_lazy("记下"),
    done=gettext_lazy("记下了。"),
    explain=gettext_lazy("只记谁来了、谈成没有。谁说了什么、怎么想，一个字也不记。"),
    form=forms.MetForm,
    form_options=lambda found, request: {"parties": _parties(found)},
    do=_met,
)


def _draft(found: Opened, form: forms.DraftForm) -> Case:
    chosen = form.cleaned_data
    return mediate.draft_agreement(
        found.case.id, found.viewer, form.token(), chosen["words"], chosen["follow_up_on"]
    )


DRAFT = ActPage(
    act=Act.DRAFT,
    title=gettext_lazy("写下调解协议"),
    button=gettext_lazy("写好了，请各方看"),
    done=gettext_lazy("写好了。每一方用自己的链接同意，或者在纸上签字。"),
    explain=gettext_lazy("改写以后，同意过的也要重新同意。"),
    form=forms.DraftForm,
    do=_draft,
)

PAPER = ActPage(
    act=Act.AGREE,
    title=gettext_lazy("在纸上签了字"),
    button=gettext_lazy("记下"),
    done=gettext_lazy("记下了：这一方在纸上签了字。"),
    form=forms.PaperForm,
    form_options=lambda found, request: {"parties": _waited_for(found)},
    do=lambda found, form: mediate.agree(
        found.case.id,
        form.token(),
        form.cleaned_data["party"],
        HowAgreed.PAPER,
        staff(found.viewer),
    ),
)

start = functions("handle")(act_view(START))
turning_back = functions("handle")(act_view(TURN_BACK))
joining = functions("handle")(act_view(JOIN))
meeting = functions("handle")(act_view(MEET))
met = functions("handle")(act_view(MET))
agreement = functions("handle")(act_view(DRAFT))
signature = functions("handle")(act_view(PAPER))


@functions("handle", "see", "call_back")
@never_cache
def paper(request: HttpRequest, number: str) -> HttpResponse:
    """The agreement to be signed by hand: its words, and lines for names that only the paper knows."""
    found = opened(request, number)
    mediation = found.mediation
    if mediation is None or not mediation.text:
        raise Http404
    response = HttpResponse(agreement_pdf(mediation), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="agreement.pdf"'
    return response
