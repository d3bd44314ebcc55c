"""The page of the answer: what is held back, and why, in words for whoever wrote it."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from huisheng.cases.actions.answer import HeldBack, reply_to_case
from huisheng.cases.actions.insisted import look_at
from huisheng.cases.forms.acts import ActForm
from huisheng.cases.forms.ends import AnswerForm
from huisheng.cases.models import Case
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.transitions import Act
from huisheng.cases.queries.case import Opened
from huisheng.cases.queries.mediation import possible_outcomes
from huisheng.cases.views.act_page import ActPage, act_view
from huisheng.core import clock
from huisheng.core.access import functions
from huisheng.text.replies import Wanting
from huisheng.ui.words import say_day, say_share


def _answer(found: Opened, form: AnswerForm) -> Case:
    try:
        return reply_to_case(found.case.id, found.viewer, form.token(), form.reply())
    except HeldBack as held:
        form.add_error("words", say_held(held))
        form.held = True
        return found.case


def say_held(held: HeldBack) -> str:
    """Why a reply was held back, and what would mend it."""
    if held.copy is not None:
        facts = {
            "day": say_day(timezone.localdate(held.copy.answered_at), clock.today()),
            "share": say_share(held.copy.likeness, 0),
        }
        if held.copy.own:
            return (
                _("和您在%(day)s答复这位居民的话一样（%(share)s），那一次居民没有认可。请写这次做了什么。")
                % facts
            )
        return (
            _("和您单位%(day)s的一条答复几乎一样（%(share)s）。请写这一件自己的情况：做了什么，结果怎样。")
            % facts
        )
    reason = {
        Wanting.SHORT: _("写得太短，居民看不出做了什么。"),
        Wanting.STOCK: _("去掉问候和套话，就没有剩下内容了。"),
        Wanting.ECHO: _("这是居民自己的话，不是答复。"),
        Wanting.NO_DEED: _("说办好了，可是没有一句说做了什么、什么时候、谁去的。"),
    }[held.reasons[0]]
    asked = {
        "what": pgettext("答复里还缺", "做了什么"),
        "when": pgettext("答复里还缺", "什么时候"),
        "whom": _("谁去的"),
    }
    lacks = str(_("、")).join(asked[each] for each in held.lacks)
    return reason + _("还缺：%(lacks)s。") % {"lacks": lacks} if lacks else reason


ANSWER = ActPage(
    act=Act.ANSWER,
    title=gettext_lazy("答复居民"),
    button=gettext_lazy("答复"),
    done=gettext_lazy("已经答复，等居民说解决了没有。"),
    form=AnswerForm,
    form_options=lambda found, request: {"outcomes": possible_outcomes(found.case, found.mediation)},
    do=_answer,
    template="cases/answer.html",
)

LOOK_AT = ActPage(
    act=Act.LOOK_AT,
    title=gettext_lazy("坚持这样答复"),
    button=gettext_lazy("看过了"),
    done=gettext_lazy("记下了：您看过这条答复。"),
    explain=gettext_lazy(
        "这条答复被提醒过太空或者照抄，承办单位写了理由，仍然发出了。您觉得不妥，可以告诉承办单位，居民也可以退回。"
    ),
    form=ActForm,
    context=lambda found, form: {
        "quoted": [
            (gettext_lazy("答复"), found.story.last(WordsKind.ANSWER)),
            (gettext_lazy("仍要这样答复的理由"), found.story.last(WordsKind.INSISTED)),
        ]
    },
    do=lambda found, form: look_at(found.case.id, found.viewer, form.token()),
)

answer = functions("handle", "see")(act_view(ANSWER))
insisted = functions("review")(act_view(LOOK_AT))
