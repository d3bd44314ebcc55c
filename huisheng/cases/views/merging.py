"""Merging a case with another one, and splitting it off again."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.batch import Kind, Wish, do_batch
from huisheng.cases.actions.split_off import split_off
from huisheng.cases.forms.acts import ActForm
from huisheng.cases.forms.merging import MergeForm
from huisheng.cases.models import Case
from huisheng.cases.models.batch import Why
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.alike import alike
from huisheng.cases.queries.case import Opened
from huisheng.cases.views.act_page import ActPage, act_view
from huisheng.cases.views.found import opened
from huisheng.cases.views.triage_desk import to_next
from huisheng.core.access import functions


def _options(found: Opened, request: HttpRequest) -> Mapping[str, Any]:
    case = found.case
    return {"viewer": found.viewer, "alike": alike(case, case.plot_id, case.category_id)}


def _merge(found: Opened, form: MergeForm) -> Case:
    other, token = form.cleaned_data["case"], form.token()
    seen = {found.case.id: token.seen or 0, other.id: other.version}
    done = do_batch(Wish(Kind.MERGE, seen), found.viewer, token.key)
    for why in done.refused.values():
        form.add_error(None, _("%(why)s。") % {"why": Why(why).label})
        break
    return Case.objects.get(pk=found.case.id)


MERGE = ActPage(
    act=Act.MERGE,
    title=_("和另一件并在一起"),
    button=_("并在一起"),
    done=_("并好了。一件办完，报过的人各自得到答复。"),
    explain=_(
        "先报的那一件为主，照它办。每个人还是用自己的编号和链接，答复各自收到，解决了没有各自说；谁也看不到别人的话。"
    ),
    form=MergeForm,
    form_options=_options,
    do=_merge,
)

SPLIT_OFF = ActPage(
    act=Act.SPLIT_OFF,
    title=_("拆出来单独办"),
    button=_("拆出来"),
    done=_("拆出来了，在当地的整理台等着整理。"),
    explain=_("并错了才拆。拆出来以后重新整理，答应居民的时间不变。"),
    form=ActForm,
    do=lambda found, form: split_off(found.case.id, found.viewer, form.token()),
)

_merging = act_view(MERGE)


@functions("triage")
def merging(request: HttpRequest, number: str) -> HttpResponse:
    """Merge it with another; from the desk, on to the next."""
    from_desk = opened(request, number) if request.POST.get("then") == "next" else None
    answer = _merging(request, number)
    is_done = isinstance(answer, HttpResponseRedirect)
    return to_next(request, from_desk) if is_done and from_desk is not None else answer


splitting = functions("triage")(act_view(SPLIT_OFF))
