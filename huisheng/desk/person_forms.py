"""Saying who is meant by typing a name: one person, or which of several, or somebody new.

Names are shared by many. Whoever is known by that name is offered with their posts (never with membership, D7),
and nobody is taken for somebody else silently.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huisheng.desk.post_forms import DatedForm, DayField
from huisheng.people.actions.persons import Newcomer
from huisheng.people.actions.teams import Said
from huisheng.people.forms import PersonField
from huisheng.people.models import Consent, Person, Role
from huisheng.people.queries_of_teams import Namesake, namesakes
from huisheng.ui.widgets import PhoneInput

ANOTHER = "another"


class WhoForm(forms.Form):
    """A person by name; `which` is asked only where somebody of that name is known."""

    name = forms.CharField(
        label=gettext_lazy("姓名"), max_length=60, error_messages={"required": gettext_lazy("请写姓名。")}
    )
    which = forms.ChoiceField(
        label=gettext_lazy("登记过这个姓名，是哪一位"), required=False, widget=forms.RadioSelect
    )
    phone = forms.CharField(
        label=gettext_lazy("电话"),
        required=False,
        max_length=32,
        widget=PhoneInput(),
        help_text=gettext_lazy("新登记的人才写。加密保存，不给别人看。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = str(self.data.get("name", "")).strip()
        self.known = {str(each.id): each for each in namesakes(typed)} if typed else {}
        which = self.fields["which"]
        if self.known and isinstance(which, forms.ChoiceField):
            which.choices = [*((key, _who(each)) for key, each in self.known.items()), _somebody_else()]
            which.error_messages["invalid_choice"] = _("请选一个。")

    def clean(self) -> dict[str, Any]:
        """Ask which person is meant where the name does not say it."""
        cleaned = super().clean() or {}
        if self.known and not cleaned.get("which") and "which" not in self.errors:
            self.add_error("which", _("登记过同名的人，请选是哪一位。"))
        return cleaned

    def who(self) -> Person | Newcomer:
        """The person who is meant."""
        chosen = self.cleaned_data.get("which") or ANOTHER
        if chosen != ANOTHER:
            return Person(pk=self.known[chosen].id, name=self.known[chosen].name)
        return Newcomer(self.cleaned_data["name"], self.cleaned_data["phone"])


def _who(each: Namesake) -> str:
    if each.posts:
        return _("，").join((each.name, *each.posts))
    return _("%(name)s，没有公开的岗位（登记号 %(id)d）") % {"name": each.name, "id": each.id}


def _somebody_else() -> tuple[str, str]:
    return ANOTHER, _("另一位同名的人，新登记")


NOT_YET = ""


class ConsentForm(forms.Form):
    """How somebody agreed that their name is shown, or that they did not say so."""

    way = forms.ChoiceField(
        label=gettext_lazy("同意公开姓名"),
        required=False,
        choices=[(NOT_YET, gettext_lazy("还没有问，或者不同意：姓名不给别人看")), *Consent.Way.choices],
        widget=forms.RadioSelect,
    )
    said_on = DayField(label=gettext_lazy("哪天同意的"), required=False)

    def clean(self) -> dict[str, Any]:
        """A consent has a day."""
        cleaned = super().clean() or {}
        if cleaned.get("way") and not cleaned.get("said_on") and "said_on" not in self.errors:
            self.add_error("said_on", _("请写哪天同意的。"))
        return cleaned

    def said(self) -> Said | None:
        """The consent, or None."""
        way = self.cleaned_data["way"]
        return Said(way, self.cleaned_data["said_on"]) if way else None


class JoinForm(WhoForm, ConsentForm, DatedForm):
    """Somebody joins the team of a plot."""

    role = forms.ModelChoiceField(
        label=pgettext_lazy("担任", "做什么"),
        queryset=Role.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
    )
    field_order = ("role", "name", "which", "phone", "day", "way", "said_on")

    def __init__(self, *args: Any, roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].queryset = roles  # type: ignore[attr-defined]  # a field of choices
        self.fields["role"].label_from_instance = lambda role: role.label  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        """Both parents' checks."""
        WhoForm.clean(self)
        return ConsentForm.clean(self)


class SuccessorForm(WhoForm):
    """Who follows in a post without rights: a person, or nobody, knowingly."""

    vacant = forms.BooleanField(
        label=gettext_lazy("没有人接，先空着"),
        required=False,
        help_text=gettext_lazy("上级会在“还没人管的地方”里看到。"),
    )
    day = DayField(label=gettext_lazy("从哪天起换人"))
    field_order = ("name", "which", "phone", "day", "vacant")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["name"]
        name.required, name.label = False, _("由谁接")

    def successor(self) -> Person | Newcomer | None:
        """Whoever follows."""
        return self.who() if self.cleaned_data["name"] and not self.cleaned_data["vacant"] else None

    def clean(self) -> dict[str, Any]:
        """Either somebody follows or nobody does."""
        cleaned = super().clean()
        if cleaned.get("name") and cleaned.get("vacant"):
            self.add_error("vacant", _("写了由谁接，就不能再选“先空着”。"))
        return cleaned


class RoleSuccessorForm(forms.Form):
    """Who follows in a role with an account."""

    person = PersonField(
        label=gettext_lazy("由谁接"),
        required=False,
        help_text=gettext_lazy("写对方的登录名或姓名，要已经有账户。另一名管理员确认以后才换人。"),
    )
    day = DayField(label=gettext_lazy("从哪天起换人"))
    vacant = forms.BooleanField(
        label=gettext_lazy("没有人接，先空着"),
        required=False,
        help_text=gettext_lazy("从那天起结束。上级会在“还没人管的地方”里看到。"),
    )

    def successor(self) -> Person | None:
        """Whoever follows."""
        person: Person | None = self.cleaned_data["person"]
        return person

    def clean(self) -> dict[str, Any]:
        """Either somebody follows or nobody does."""
        cleaned = super().clean() or {}
        if cleaned.get("person") and cleaned.get("vacant"):
            self.add_error("vacant", _("写了由谁接，就不能再选“先空着”。"))
        return cleaned


class FillForm(WhoForm, DatedForm):
    """Who takes a post that nobody holds."""

    field_order = ("name", "which", "phone", "day")
