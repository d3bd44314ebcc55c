"""What is typed when a unit says that a matter is not its own, and when that is ruled on."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.cases.forms.acts import ActForm, ReassignForm, words_field
from huisheng.cases.forms.fields import UnitField, offer
from huisheng.cases.models.codes import Ground

UPHELD, DISMISSED = "upheld", "dismissed"


class ObjectionForm(ActForm):
    """On which of the grounds that are open, in which words, and whose it is."""

    ground = forms.ChoiceField(
        label=_("哪一条"), widget=forms.RadioSelect, error_messages={"required": _("请选一条。")}
    )
    words = words_field(_("为什么不归我们"), _("写明依据。裁定的人看，居民看不到。"))
    unit = UnitField(label=_("应该归谁"), help_text=_("知道就写名称或代码。"), required=False)

    def __init__(self, *args: Any, grounds: Iterable[Ground], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "ground", [(ground.value, ground.label) for ground in grounds])


class RulingForm(ReassignForm):
    """Whether the unit is right, and to whom the matter goes if it is."""

    decision = forms.ChoiceField(
        label=_("裁定"),
        widget=forms.RadioSelect,
        choices=[(UPHELD, _("确实不归它，交给别的单位")), (DISMISSED, _("归它，不换"))],
        error_messages={"required": _("请选一个。")},
    )
    words = words_field(_("裁定的理由"), _("两边的单位都看得到，居民看不到。"), rows=3)
    field_order = ("key", "seen", "decision", "unit", "keep_called", "words")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].required = False
        self.fields["unit"].label = _("交给哪个单位")
        self.fields["unit"].help_text = _("换单位时写名称或代码。")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == UPHELD and not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("换单位的话，请写交给谁。"))
        return cleaned
