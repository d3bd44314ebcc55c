"""What is to be done with several chosen cases."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from huisheng.cases.actions.batch import MOST_AT_ONCE, Wish
from huisheng.cases.forms.fields import UnitField
from huisheng.cases.models import Batch

INCOMPLETE = _("这一页不完整，请回到清单再选一次。")


class BatchForm(forms.Form):
    """`act` and, for assigning, the unit; `shown` carries each case's id and the version that the page showed."""

    act = forms.ChoiceField(choices=Batch.Kind.choices, error_messages={"required": INCOMPLETE})
    key = forms.UUIDField(error_messages={"required": INCOMPLETE, "invalid": INCOMPLETE})
    unit = UnitField(label=_("哪个单位"), help_text=_("写名称或代码。"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["act"].error_messages["invalid_choice"] = INCOMPLETE

    def clean(self) -> dict[str, Any]:
        """`seen`: the versions by id."""
        cleaned = super().clean() or {}
        if cleaned.get("act") == Batch.Kind.ASSIGN and not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("请写一个单位。"))
        cleaned["seen"] = self._seen()
        if not cleaned["seen"]:
            self.add_error(None, INCOMPLETE)
        return cleaned

    def _seen(self) -> dict[UUID, int]:
        """What of `shown` can be read; a line that was tampered with is as if it was not chosen."""
        lines = self.data.getlist("shown") if hasattr(self.data, "getlist") else []
        seen: dict[UUID, int] = {}
        for line in lines[:MOST_AT_ONCE]:
            case_id, _colon, version = str(line).partition(":")
            try:
                seen[UUID(case_id)] = int(version[:9])
            except ValueError:
                continue
        return seen

    def wish(self) -> Wish:
        """What to do, once it is valid."""
        cleaned = self.cleaned_data
        return Wish(Batch.Kind(cleaned["act"]), cleaned["seen"], cleaned["unit"])


class ToUnitForm(forms.Form):
    """To which unit the chosen cases go: asked before anything is shown."""

    unit = UnitField(
        label=_("哪个单位"), help_text=_("写名称或代码。"), error_messages={"required": _("请写一个单位。")}
    )
