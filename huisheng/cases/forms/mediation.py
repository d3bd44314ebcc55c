"""What is typed for a mediation: who comes, when they meet, what came of it, what they agreed on."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.forms.acts import ActForm, words_field
from huisheng.cases.forms.fields import offer
from huisheng.cases.forms.intake import ContactField
from huisheng.cases.models.codes import SessionOutcome
from huisheng.core import clock
from huisheng.ui.widgets import DayInput, MomentInput, PhoneInput

LONGEST_AHEAD = timedelta(days=366)


class JoinForm(ActForm):
    contact = ContactField(
        label=gettext_lazy("另一方的电话或邮箱"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("封存，谁也看不到；约见面和协议用它通知。不留也可以，到时在纸上签字。"),
        widget=PhoneInput(),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("给他的消息用"), choices=settings.LANGUAGES, initial=settings.LANGUAGE_CODE
    )


class MeetForm(ActForm):
    at = forms.DateTimeField(
        label=gettext_lazy("什么时候"),
        widget=MomentInput(),
        error_messages={
            "required": gettext_lazy("请写日期和时间。"),
            "invalid": gettext_lazy("请写日期和时间，例如 2026-12-04 14:30。"),
        },
    )
    place = forms.CharField(
        label=gettext_lazy("在哪里"),
        max_length=60,
        help_text=gettext_lazy("会写进通知，不要写谁家的门牌。"),
        error_messages={"required": gettext_lazy("请写见面的地方。")},
    )

    def clean_at(self) -> Any:
        at, now = self.cleaned_data["at"], clock.now()
        if not now < at < now + LONGEST_AHEAD:
            raise ValidationError(_("请写还没到的时间，一年以内。"))
        return at


class MetForm(ActForm):
    """Who came and what came of it: nothing else is asked, and nothing else is kept."""

    came = forms.TypedMultipleChoiceField(
        label=gettext_lazy("谁来了"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("结果"),
        choices=SessionOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一个结果。")},
    )

    def __init__(self, *args: Any, parties: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "came", parties)


class DraftForm(ActForm):
    words = words_field(
        gettext_lazy("协议"),
        gettext_lazy("谁、做什么、到什么时候。只写说好的事，不写谁说了什么。写甲方、乙方，不写名字。"),
        rows=8,
    )
    follow_up_on = forms.DateField(
        label=gettext_lazy("哪天回头看"),
        widget=DayInput(),
        help_text=gettext_lazy("那天系统问每一方：说好的都做到了吗。"),
        error_messages={
            "required": gettext_lazy("请写一个日期。"),
            "invalid": gettext_lazy("请写日期，例如 2026-12-04。"),
        },
    )

    def clean_follow_up_on(self) -> Any:
        day, today = self.cleaned_data["follow_up_on"], clock.today()
        if not today < day < today + LONGEST_AHEAD:
            raise ValidationError(_("请写明天以后的日期，一年以内。"))
        return day


class PaperForm(ActForm):
    """Who signed on paper."""

    party = forms.TypedChoiceField(
        label=gettext_lazy("谁在纸上签了字"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一方。")},
    )

    def __init__(self, *args: Any, parties: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "party", parties)
