"""What a call-back clerk takes down: what was said, or why nothing could be asked; and the scripts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huisheng.cases.actions.call_backs import NO, PARTLY, YES, Call
from huisheng.cases.forms.acts import ActForm, words_field
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.ends import CallResult, Recheck

LONGEST_SCRIPT = 1000
CHOOSE = {"required": _("请选一个。")}


class ReachedForm(ActForm):
    """The questions of the script, as far as the resident answers them."""

    resolved = forms.ChoiceField(
        label=_("解决了吗"),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
        choices=[
            (YES, _("解决了")),
            (PARTLY, _("解决了一部分")),
            (NO, _("没有解决")),
            ("unsaid", _("不愿意说")),
        ],
    )
    contacted = forms.ChoiceField(
        label=_("办事的人联系过您吗"),
        widget=forms.RadioSelect,
        required=False,
        choices=[(YES, _("联系过")), (NO, pgettext_lazy("联系过吗", "没有")), ("", _("没有说"))],
        initial="",
    )
    words = words_field(_("还差什么"), _("没有解决的，照居民的话写，退回去重办。"), required=False, rows=2)

    def call(self) -> Call:
        """What was said."""
        given = self.cleaned_data
        resolved = "" if given["resolved"] == "unsaid" else given["resolved"]
        return Call(given["contacted"], resolved, given["words"])


class NotReachedForm(ActForm):
    """Why nothing could be asked."""

    why = forms.ChoiceField(label=_("怎么没问成"), choices=CallResult.choices, required=False)

    def result(self) -> CallResult:
        """The reason; no answer where none was chosen."""
        return CallResult(self.cleaned_data["why"] or CallResult.NO_ANSWER)


class RecheckForm(ActForm):
    """Four weeks later."""

    said = forms.ChoiceField(
        label=_("四个星期了，还好吗"),
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
        choices=[(each.value, each.label) for each in (Recheck.FIXED, Recheck.BACK, Recheck.UNSURE)],
    )
    words = words_field(_("又出现了什么"), _("照居民的话写。"), required=False, rows=2)


class ScriptsForm(forms.Form):
    """The scripts of all outcomes, in both languages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for outcome in Outcome:
            for language, name in (("zh", _("中文")), ("en", _("英文"))):
                self.fields[f"{outcome}_{language}"] = forms.CharField(
                    label=f"{outcome.label} · {name}",
                    max_length=LONGEST_SCRIPT,
                    widget=forms.Textarea({"rows": 4}),
                    error_messages={"required": _("请写几句。")},
                )

    def scripts(self) -> dict[Outcome, tuple[str, str]]:
        """Chinese and English by outcome."""
        given = self.cleaned_data
        return {outcome: (given[f"{outcome}_zh"], given[f"{outcome}_en"]) for outcome in Outcome}
