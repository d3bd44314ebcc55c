"""Why an identity is opened: a reason of the list, words, and the legal order where it is one."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.open_identity import LegalOrder, Why
from huisheng.cases.forms.acts import ActForm, words_field
from huisheng.cases.models.codes import IdentityReason
from huisheng.core import clock
from huisheng.ui.widgets import DayInput

SHORTEST_REASON = 6
ORDER = ("authority", "order_number", "order_date")


class IdentityForm(ActForm):
    reason = forms.ChoiceField(
        label=_("为什么要打开"),
        choices=IdentityReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("请选一个理由。没有这三种理由，就不能打开。")},
    )
    words = words_field(_("把理由写清楚"), _("居民会看到这几句话，也会看到是哪个岗位打开的。"), rows=3)
    authority = forms.CharField(
        label=_("哪个机关的文书"),
        max_length=80,
        required=False,
        help_text=_("只有依照法律文书时填。公安、信访来要，没有文书一律不给。"),
    )
    order_number = forms.CharField(label=_("文书编号"), max_length=60, required=False)
    order_date = forms.DateField(label=_("文书日期"), required=False, widget=DayInput())
    hold_until = forms.DateField(
        label=_("文书要求保留到哪一天"),
        required=False,
        widget=DayInput(),
        help_text=_("到那一天以前，这件事的内容不能删除。没有写就空着。"),
    )

    def clean_words(self) -> str:
        words = str(self.cleaned_data["words"]).strip()
        if len(words) < SHORTEST_REASON:
            raise forms.ValidationError(_("太短了，看不出为什么。请写明是什么事、要做什么。"))
        return words

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == IdentityReason.LEGAL_ORDER:
            for name in ORDER:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("依照法律文书打开，机关、编号、日期都要写；没有文书就不能打开。"))
        elif any(cleaned.get(name) for name in (*ORDER, "hold_until")):
            self.add_error("reason", _("写了文书，理由却不是法律文书。请改一处。"))
        day = cleaned.get("order_date")
        if day is not None and day > clock.today():
            self.add_error("order_date", _("文书日期还没有到。"))
        return cleaned

    def why(self) -> Why:
        """The reason, with the legal order where that is the reason."""
        cleaned = self.cleaned_data
        reason = IdentityReason(cleaned["reason"])
        if reason != IdentityReason.LEGAL_ORDER:
            return Why(reason, cleaned["words"])
        order = LegalOrder(*(cleaned[name] for name in (*ORDER, "hold_until")))
        return Why(reason, cleaned["words"], order)
