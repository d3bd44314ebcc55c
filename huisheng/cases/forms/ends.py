"""What is typed when a matter ends otherwise than fixed, or waits: answers with grounds, exclusion, the ledger."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.cases.actions.answer import GROUNDS, Reply
from huisheng.cases.forms.acts import ActForm, words_field
from huisheng.cases.forms.fields import UnitField, offer
from huisheng.cases.models.codes import OUTCOMES_OF, CaseKind, Outcome
from huisheng.cases.models.ends import DECLINING, REFERRING, AnswerGround, PendingReason
from huisheng.core import clock
from huisheng.people.queries import roles_held_at
from huisheng.people.reference import CASES, roles
from huisheng.ui.widgets import DayInput

MOST_BASIS, LEAST_BASIS = 500, 6
FARTHEST_REVIEW = timedelta(days=366)
_ARTICLE, _PAPER = re.compile("《.+》.*第.+条"), re.compile("《.+》|〔[0-9]{4}〕")
_WHERE = re.compile(r"\d{5,}|[路街号室楼]")


class AnswerForm(ActForm):
    """The answer, with its ground where it has one; `held` shows the field in which it is insisted upon."""

    words = words_field(
        gettext_lazy("答复居民"),
        gettext_lazy(
            "做了什么，结果怎样；还做不到的，说清原因和日期。居民会看到，并回答“解决了”或“还没有”。"
        ),
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("结果"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一个结果。")},
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("为什么"),
        required=False,
        choices=[
            ("", gettext_lazy("请选")),
            (gettext_lazy("不能办"), [(ground.value, ground.label) for ground in DECLINING]),
            (gettext_lazy("转介"), [(ground.value, ground.label) for ground in REFERRING]),
        ],
    )
    basis = forms.CharField(
        label=gettext_lazy("依据，或者该找谁"),
        help_text=gettext_lazy(
            "不能办：写明法律、政策的名称和条款，或者哪一年的哪笔预算。不归本区、转介：写明归谁管，在哪里，电话多少。"
        ),
        required=False,
        max_length=MOST_BASIS,
        widget=forms.Textarea({"rows": 2}),
    )
    insist = forms.CharField(
        label=gettext_lazy("仍要这样答复的理由"),
        help_text=gettext_lazy("写了就照您写的发出。上一级看得到这条理由，居民看不到。"),
        required=False,
        max_length=MOST_BASIS,
        widget=forms.Textarea({"rows": 2}),
    )
    held = False

    def __init__(
        self, *args: Any, outcomes: Iterable[Outcome] = OUTCOMES_OF[CaseKind.ORDINARY], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "outcome", [(outcome.value, outcome.label) for outcome in outcomes])

    def reply(self) -> Reply:
        """What is to be answered."""
        given = self.cleaned_data
        ground = AnswerGround(given["ground"]) if given["ground"] else None
        return Reply(
            given["words"],
            Outcome(given["outcome"]),
            ground,
            given["basis"] if ground else "",
            given["insist"],
        )

    def clean(self) -> dict[str, Any]:
        """AnswerGround and basis go with the outcome; where none is needed, what was left in the fields is dropped."""
        cleaned = super().clean() or {}
        allowed = GROUNDS.get(Outcome(cleaned["outcome"]), ()) if cleaned.get("outcome") else ()
        if len(allowed) == 1:
            cleaned["ground"] = allowed[0].value
        if not allowed:
            cleaned["ground"] = cleaned["basis"] = ""
        elif cleaned.get("ground") not in allowed:
            self.add_error("ground", _("选了这个结果，就要在这里选为什么。"))
        elif problem := basis_problem(AnswerGround(cleaned["ground"]), cleaned.get("basis", "")):
            self.add_error("basis", problem)
        return cleaned


def basis_problem(ground: AnswerGround, basis: str) -> str:
    """What is wrong with what was named as the basis; empty when nothing is."""
    if len(basis) < LEAST_BASIS:
        return _("请写明依据，或者该找谁。居民凭它去问、去查。")
    if ground == AnswerGround.LAW and not _ARTICLE.search(basis):
        return _("请写明法律、法规的名称和第几条，例如《物业管理条例》第三十五条。")
    if ground == AnswerGround.POLICY and not _PAPER.search(basis):
        return _("请写明政策文件的名称或者文号，例如《……办法》、〔2026〕12号。")
    if ground == AnswerGround.OUTSIDE and not _WHERE.search(basis):
        return _("请写明归哪个单位管，它在哪里，电话多少。")
    return ""


class ExclusionForm(ActForm):
    words = words_field(
        gettext_lazy("为什么不计入统计"), gettext_lazy("居民会看到，并且可以要求没有经手的人复查。"), rows=3
    )


class DecisionForm(ActForm):
    """Yes or no, with reasons; `yes` and `no` say what each means here."""

    decision = forms.ChoiceField(
        label=gettext_lazy("怎样定"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一个。")},
    )
    words = words_field(gettext_lazy("理由"), gettext_lazy("写给单位和居民看。"), rows=3)

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def says(self, decision: str) -> bool:
        """Whether this was chosen."""
        return bool(self.cleaned_data["decision"] == decision)


class ReviewDayField(forms.DateField):
    """A day ahead, at most a year away; the end of that day as a moment."""

    widget = DayInput

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "label": gettext_lazy("哪一天再看"),
                "help_text": gettext_lazy("最远一年。居民看得到这一天。"),
                **options,
            },
            error_messages={"required": gettext_lazy("请选一天。"), "invalid": gettext_lazy("请选一天。")},
        )

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        return end_of(day) if day is not None else None


def end_of(day: date) -> datetime:
    """The last moment of a day that is still ahead; `ValidationError` when it is not, or too far."""
    if day <= clock.today():
        raise ValidationError(_("要选今天以后的一天。"))
    if day > clock.today() + FARTHEST_REVIEW:
        raise ValidationError(_("最远选到一年以后；到时还不行，可以再延。"))
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


class PendingForm(ActForm):
    """A proposal for the ledger."""

    reason = forms.ChoiceField(
        label=gettext_lazy("为什么现在办不到"),
        choices=[("", gettext_lazy("请选")), *PendingReason.choices],
        error_messages={"required": gettext_lazy("请选一个原因。")},
    )
    words = words_field(
        gettext_lazy("要有什么才办得到"), gettext_lazy("哪笔钱、哪个工程、谁的同意。居民会看到。"), rows=3
    )
    unit = UnitField(
        label=gettext_lazy("由哪个单位负责"),
        help_text=gettext_lazy("写名称或代码。"),
        error_messages={"required": gettext_lazy("请写一个单位。")},
    )
    post = forms.ChoiceField(
        label=gettext_lazy("由那里的哪个岗位负责"),
        error_messages={"required": gettext_lazy("请选一个岗位。")},
    )
    review_at = ReviewDayField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = [("", _("请选")), *((role.code, _(role.name)) for role in roles() if role.kind == CASES)]
        self.fields["post"].choices = posts  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        """Who answers for it is somebody who is there: a post that nobody holds at the unit owns nothing."""
        cleaned = super().clean() or {}
        unit, post = cleaned.get("unit"), cleaned.get("post")
        if unit and post and post not in (held := roles_held_at(unit)):
            self.add_error("post", _nobody_there(held))
        return cleaned


def _nobody_there(held: list[str]) -> str:
    if not held:
        return _("那里现在没有人，请换一个单位。")
    names = [_(role.name) for role in roles() if role.code in held]
    return _("那里现在没有人在这个岗位上。有人的岗位：%(posts)s。") % {"posts": _("、").join(names)}


class PendingReviewForm(DecisionForm):
    """Whether it is possible by now; the next day only where it is not."""

    review_at = ReviewDayField(label=gettext_lazy("还不行的话，下次哪一天再看"), required=False)

    def clean(self) -> dict[str, Any]:
        """Waiting on needs a day."""
        cleaned = super().clean() or {}
        if cleaned.get("decision") == "wait" and not self.errors and not cleaned.get("review_at"):
            self.add_error("review_at", _("请选一天。"))
        return cleaned
