"""Leaving a case out of the figures, and the pending ledger: who asks, who decides, what is looked at again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.actions import exclude, pending
from huisheng.cases.forms import ends as forms
from huisheng.cases.models import Case
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.ends import AnswerGround, Pending, PendingReason
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.names import role_name, unit_name
from huisheng.cases.views.act_page import ActPage, act_view, refused_by_field
from huisheng.cases.views.helps import unit_help
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.ui.words import say_day

Quoted = dict[str, list[tuple[object, str]]]

ASK_EXCLUSION = ActPage(
    act=Act.ASK_EXCLUSION,
    title=gettext_lazy("申请不计入统计"),
    button=gettext_lazy("申请"),
    done=gettext_lazy("已经申请，由上一级没有经手的人复核。复核同意以前照常统计。"),
    explain=gettext_lazy(
        "只有不归本区管的、转介的可以申请，理由就是答复时选的那一项。同意以后居民会知道，并且可以要求复查。"
    ),
    form=forms.ExclusionForm,
    do=lambda found, form: exclude.ask_exclusion(
        found.case.id, found.viewer, form.token(), form.cleaned_data["words"]
    ),
)

DECIDE_EXCLUSION = ActPage(
    act=Act.EXCLUDE,
    title=gettext_lazy("复核：不计入统计"),
    button=gettext_lazy("就这样定"),
    done=gettext_lazy("定下来了。"),
    form=forms.DecisionForm,
    form_options=lambda found, request: {
        "choices": [("agree", _("同意，不计入统计")), ("refuse", _("不同意，照常统计"))]
    },
    context=lambda found, form: _about_exclusion(found),
    do=lambda found, form: exclude.decide_exclusion(
        found.case.id, found.viewer, form.token(), form.cleaned_data["words"], agree=form.says("agree")
    ),
)

RULE = ActPage(
    act=Act.KEEP_OUT,
    title=gettext_lazy("居民要求复查"),
    button=gettext_lazy("就这样定"),
    done=gettext_lazy("定下来了，居民会知道。"),
    explain=gettext_lazy("推翻以后，这件事重新计入统计，退回原单位重新办，上一级督办。"),
    form=forms.DecisionForm,
    form_options=lambda found, request: {
        "choices": [("uphold", _("维持，不计入统计")), ("overturn", _("推翻，重新办并计入统计"))]
    },
    context=lambda found, form: _about_exclusion(found, appeal=True),
    do=lambda found, form: exclude.rule(
        found.case.id, found.viewer, form.token(), form.cleaned_data["words"], overturn=form.says("overturn")
    ),
)


def _about_exclusion(found: Opened, *, appeal: bool = False) -> Quoted:
    story, case = found.story, found.case
    quoted: list[tuple[object, str]] = [
        (_("理由"), str(AnswerGround(case.ground).label) if case.ground else ""),
        (_("依据，或者该找谁"), story.last(WordsKind.BASIS)),
        (_("单位的说明"), story.last(WordsKind.EXCLUSION)),
    ]
    if appeal:
        quoted.append((_("居民要求复查时说"), story.last(WordsKind.APPEAL)))
    return {"quoted": quoted}


_by_day = refused_by_field(pending.ReviewInThePast, lambda _past: ("review_at", _("请写今天以后的日子。")))


@_by_day
def _propose(found: Opened, form: forms.PendingForm) -> Case:
    given = form.cleaned_data
    proposal = pending.Proposal(
        PendingReason(given["reason"]), given["unit"], given["post"], given["review_at"], given["words"]
    )
    return pending.propose_pending(found.case.id, found.viewer, form.token(), proposal)


@_by_day
def _look_again(found: Opened, form: forms.PendingReviewForm) -> Case:
    given = form.cleaned_data
    if form.says("resume"):
        return pending.take_up(found.case.id, found.viewer, form.token(), given["words"])
    return pending.review_pending(
        found.case.id, found.viewer, form.token(), given["words"], given["review_at"]
    )


PROPOSE_PENDING = ActPage(
    act=Act.PROPOSE_PENDING,
    title=gettext_lazy("申请挂账"),
    button=gettext_lazy("申请"),
    done=gettext_lazy("已经申请，等上一级审批。批准以前照常办。"),
    explain=gettext_lazy(
        "现在办不到、以后可能办得到的才挂账。挂账以后仍然算在该办的里面，到了那一天要再看。"
    ),
    form=forms.PendingForm,
    form_options=lambda found, request: {"initial": {"unit": unit_name(found.case.unit_id)}},
    context=unit_help,
    do=_propose,
)

DECIDE_PENDING = ActPage(
    act=Act.SET_ASIDE,
    title=gettext_lazy("审批挂账"),
    button=gettext_lazy("就这样定"),
    done=gettext_lazy("定下来了。"),
    form=forms.DecisionForm,
    form_options=lambda found, request: {
        "choices": [("agree", _("同意挂账")), ("refuse", _("不同意，接着办"))]
    },
    context=lambda found, form: {"quoted": about_pending(found)},
    do=lambda found, form: pending.decide_pending(
        found.case.id, found.viewer, form.token(), form.cleaned_data["words"], agree=form.says("agree")
    ),
)

REVIEW_PENDING = ActPage(
    act=Act.REVIEW_PENDING,
    title=gettext_lazy("挂账的再看一次"),
    button=gettext_lazy("告诉居民"),
    done=gettext_lazy("居民看得到这一次的结果了。"),
    form=forms.PendingReviewForm,
    form_options=lambda found, request: {
        "choices": [("wait", _("还不行，继续挂账")), ("resume", _("可以办了，恢复办理"))]
    },
    context=lambda found, form: {"quoted": about_pending(found)},
    do=_look_again,
)


def about_pending(found: Opened) -> list[tuple[object, str]]:
    """What was proposed, for whoever decides or looks again."""
    proposal = found.story.last_event(Act.PROPOSE_PENDING)
    if proposal is None:
        return []
    codes = proposal.codes
    owner = f"{unit_name(codes['owner_unit_id'])} {role_name(codes['owner_role'])}"
    return [
        (_("为什么现在办不到"), str(PendingReason(codes["why"]).label)),
        (_("要有什么才办得到"), found.story.last(WordsKind.PENDING)),
        (_("由谁负责"), owner),
        (_("哪一天再看"), say_day(_review_day(found, codes), clock.today())),
    ]


def _review_day(found: Opened, codes: Mapping[str, Any]) -> date:
    on_it = found.case.pending == Pending.ON and found.case.due_at is not None
    at = found.case.due_at if on_it else datetime.fromisoformat(codes["review_at"])
    return timezone.localtime(at).date()


exclusion = functions("handle")(act_view(ASK_EXCLUSION))
exclusion_decision = functions("review")(act_view(DECIDE_EXCLUSION))
exclusion_review = functions("review")(act_view(RULE))
pending_proposal = functions("handle")(act_view(PROPOSE_PENDING))
pending_decision = functions("review")(act_view(DECIDE_PENDING))
pending_review = functions("handle")(act_view(REVIEW_PENDING))
