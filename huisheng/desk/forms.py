"""What narrows the auditor's log; everything stands in the address."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huisheng.cases.models import Handle
from huisheng.cases.permissions import unbarred
from huisheng.core.spelling import half_width
from huisheng.desk.queries.log import Sought, actions
from huisheng.desk.queries.log_words import SUBJECTS
from huisheng.people.queries import people_called
from huisheng.people.viewer import Viewer
from huisheng.ui.widgets import DayInput

NOT_A_DAY = {"invalid": _("日期写成 2026-05-03 这样。")}


class LogForm(forms.Form):
    """Each field may be left open. A field that cannot be read says so, and nothing is shown for it."""

    action = forms.ChoiceField(label=_("做了什么"), required=False)
    actor = forms.CharField(label=_("谁"), required=False, max_length=60, help_text=_("登录名或姓名"))
    about = forms.CharField(
        label=_("对什么"), required=False, max_length=80, help_text=_("诉求编号，或者清单里的代号")
    )
    since = forms.DateField(label=_("从"), required=False, widget=DayInput(), error_messages=NOT_A_DAY)
    until = forms.DateField(
        label=pgettext_lazy("到哪一天", "到"), required=False, widget=DayInput(), error_messages=NOT_A_DAY
    )

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        action = self.fields["action"]
        if isinstance(action, forms.ChoiceField):
            action.choices = [("", _("全部")), *actions()]

    def clean_actor(self) -> tuple[int, ...] | None:
        """The accounts that are meant: one by its login, or all of persons with that name."""
        typed = self.cleaned_data["actor"].strip()
        if not typed:
            return None
        found = tuple(people_called(typed).values_list("pk", flat=True))
        if not found:
            raise ValidationError(_("没有这个登录名，也没有这个人。"))
        return found

    def clean_about(self) -> str:
        """The thing as the log names it: a case by its number, anything else by its own sign.

        The number of a case that is barred to the reader is as unknown as one that was never given.
        """
        typed = half_width(self.cleaned_data["about"]).strip()
        kind = typed.partition(":")[0]
        if not typed or kind in SUBJECTS:
            return typed
        numbers = Handle.objects.filter(kind=Handle.Kind.NUMBER, value=typed)
        known = unbarred(self.viewer).filter(pk__in=numbers.values("case_id"))
        case_id = known.values_list("pk", flat=True).first()
        if case_id is None:
            raise ValidationError(_("没有这个编号。"))
        return f"case:{case_id}"

    def clean(self) -> dict[str, Any]:
        """Nothing lies between days in the wrong order: that is said, not shown as an empty log."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("这一天在开始的那天以前。"))
        return cleaned

    def sought(self) -> Sought | None:
        """What to look for; None while something cannot be read."""
        if not self.is_valid():
            return None
        cleaned = self.cleaned_data
        until: date | None = cleaned["until"]
        return Sought(
            action=cleaned["action"],
            accounts=cleaned["actor"],
            subject=cleaned["about"],
            since=_midnight(cleaned["since"]) if cleaned["since"] else None,
            until=_midnight(until + timedelta(days=1)) if until else None,
        )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
