"""With which case one is merged: one of those that may be the same, or any other by its number."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.forms.acts import ActForm
from huisheng.cases.forms.fields import offer
from huisheng.cases.models import Case
from huisheng.cases.queries.alike import Alike
from huisheng.cases.queries.case import find_case
from huisheng.people.viewer import Viewer
from huisheng.ui.names import with_note


class MergeForm(ActForm):
    """`cleaned_data["case"]` is the other case."""

    other = forms.ChoiceField(label=gettext_lazy("可能是同一件的"), required=False, widget=forms.RadioSelect)
    number = forms.CharField(
        label=gettext_lazy("另一件的编号"), help_text=gettext_lazy("上面没有的，写它的编号。"), required=False
    )

    def __init__(self, *args: Any, viewer: Viewer, alike: Sequence[Alike] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._viewer = viewer
        if alike:
            offer(self, "other", [(each.case.number, _line(each)) for each in alike])
        else:
            del self.fields["other"]
            self.fields["number"].help_text = _("编号是年份、一个字、六位数字，像 2026-春-004172。")

    def clean(self) -> dict[str, Any]:
        """The case that is meant; a number that is typed counts more than what is chosen."""
        cleaned = super().clean() or {}
        number = str(cleaned.get("number") or cleaned.get("other") or "").strip()
        if not number:
            self.add_error("number", _("请选一件，或者写它的编号。"))
            return cleaned
        case = find_case(self._viewer, number)
        if case is None:
            self.add_error("number", _("没有编号是“%(number)s”的诉求，或者您看不到它。") % {"number": number})
        cleaned["case"] = case
        return cleaned


def _line(each: Alike) -> str:
    case: Case = each.case
    return with_note(f"{case.number} {case.title}", each.because)
