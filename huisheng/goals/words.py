"""What the pieces of land and the lacks of households are called, and what to do about them."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from huisheng.goals.land.parts import Kind
from huisheng.goals.queries.households import Tally

Words = str | Promise
SMALL, TINY = 100.0, 1.0


class KindWords(NamedTuple):
    """A kind of piece: its letter on the map, its name, what it means for people, and what to do now."""

    letter: Words
    name: Words
    means: Words
    todo: Words


KINDS: dict[Kind, KindWords] = {
    Kind.GAP: KindWords(
        gettext_lazy("空"),
        gettext_lazy("空白"),
        gettext_lazy("这里出了事，没有哪块责任田出面。"),
        gettext_lazy("先问排在最前面的责任田，它离得最近：由它把边界画过来，或者和旁边几块商定归谁。"),
    ),
    Kind.OVERLAP: KindWords(
        gettext_lazy("叠"),
        gettext_lazy("重叠"),
        gettext_lazy("这里两块责任田都画了，出了事容易互相等。"),
        gettext_lazy("两个支部商定归谁，另一块把边界收回来。"),
    ),
    Kind.OUTSIDE: KindWords(
        gettext_lazy("外"),
        gettext_lazy("出界"),
        gettext_lazy("这里画到了区界外面，不算本区的覆盖。"),
        gettext_lazy("是别的区的地，就把边界收到区界；是区界画错了，就报给中心改区界。"),
    ),
}


class LackWords(NamedTuple):
    """A lack of a household: the field of `Tally` that counts it, its name, and what to do now."""

    field: str
    name: Words
    todo: Words


LACKS = (
    LackWords("without_plot", gettext_lazy("没有责任田"), gettext_lazy("把楼或屯划进一块责任田。")),
    LackWords(
        "without_branch",
        gettext_lazy("没有支部"),
        gettext_lazy("给责任田定一个党支部；附近没有的，由上级派驻。"),
    ),
    LackWords("without_team", gettext_lazy("没有服务团队"), gettext_lazy("给责任田组建一支服务团队。")),
    LackWords(
        "without_hub", gettext_lazy("没有中心户"), gettext_lazy("在楼里或屯里请一户党员家庭做中心户。")
    ),
)


def lacks_of(tally: Tally) -> list[tuple[LackWords, int]]:
    """What is lacking of a number of dwellings, only what there is of it."""
    return [(words, count) for words in LACKS if (count := getattr(tally, words.field))]


def say_area(square_metres: float) -> str:
    """An area with the digits that matter: 216,000,000 / 899.5 / 0.0123 平方米."""
    digits = 0 if square_metres >= SMALL or not square_metres else 1 if square_metres >= TINY else 4
    return _("%(area)s 平方米") % {"area": f"{square_metres:,.{digits}f}"}


SETS_GOALS = gettext_noop("定目标")
