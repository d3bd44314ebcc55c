"""The pages on which a mediation is led; what parties do themselves is the portal's."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from huisheng.cases.actions import mediate
from huisheng.cases.actions.course import staff
from huisheng.cases.actions.number import NotTheirNumber
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

START = ActPage(
    act=Act.MEDIATE,
    title=_("转为调解"),
    button=_("转为调解"),
    done=_("转为调解了。请另一方来，再约见面的时间。"),
    explain=_("两家或几家有矛盾、要坐下来谈的，用调解。谈了什么不记，只记谁来了、谈成没有、说好了什么。"),
    form=ActForm,
    do=lambda found, form: mediate.start_mediation(found.case.id, found.viewer, form.token()),
)


@refused_by_field(NotTheirNumber, lambda problem: ("contact", str(problem.message)))
def _join(found: Opened, form: forms.JoinForm) -> Case:
    chosen = form.cleaned_data
    return mediate.join_party(
        found.case.id, found.viewer, form.token(), chosen["contact"], chosen["language"]
    )


JOIN = ActPage(
    act=Act.JOIN,
    title=_("请另一方来"),
    button=_("记下这一方"),
    done=_("记下了。留了联系方式的，约好见面就通知他。"),
    form=forms.JoinForm,
    do=_join,
)


def _meet(found: Opened, form: forms.MeetForm) -> Case:
    meeting = mediate.Meeting(form.cleaned_data["at"], form.cleaned_data["place"])
    return mediate.arrange_meeting(found.case.id, found.viewer, form.token(), meeting)


MEET = ActPage(
    act=Act.MEET,
    title=_("约见面的时间"),
    button=_("约好了，通知各方"),
    done=_("约好了，留了联系方式的都会收到通知。"),
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
    title=_("见过面了"),
    button=_("记下"),
    done=_("记下了。"),
    explain=_("只记谁来了、谈成没有。谁说了什么、怎么想，一个字也不记。"),
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
    title=_("写下调解协议"),
    button=_("写好了，请各方看"),
    done=_("写好了。每一方用自己的链接同意，或者在纸上签字。"),
    explain=_("改写以后，同意过的也要重新同意。"),
    form=forms.DraftForm,
    do=_draft,
)

PAPER = ActPage(
    act=Act.AGREE,
    title=_("在纸上签了字"),
    button=_("记下"),
    done=_("记下了：这一方在纸上签了字。"),
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
