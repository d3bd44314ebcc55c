"""The legend of the workbook: what each column means and may hold, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huisheng.network.files.tables import MAY_BE_ABSENT
from huisheng.network.files.words import BOUNDARIES, both, choices_of, sheet_of
from huisheng.network.kinds import Kind, sheet_kinds

HEADINGS = tuple(
    "\n".join(pair)
    for pair in (
        ("表", "Sheet"),
        ("一栏", "Column"),
        ("代号", "Identifier"),
        ("必填", "Required"),
        ("说明", "What it means"),
        ("英文说明", "In English"),
    )
)
DAY = _("一天，写成 2026-05-03、2026/5/3、2026年5月3日 或 20260503。")
MEANINGS: dict[str, str | Promise] = {
    "since": _("从哪一天起算，含当天。"),
    "until": _("到哪一天为止，不含当天。空着就是还在用；要撤销、结束一行，不要删掉，写上这一天。"),
    "illustrative": _("是不是编出来的示意数据：是 或 否，空着就是否。"),
    "code": _("全区唯一的代码，别的表用它来指这一行。"),
    "sign_code": _("印在牌子上的六位码。空着就沿用原来的，新的责任田会得到一个新码。"),
    "level": _("一到五级，写数字。"),
    "office_phone": _("办公电话。不要写个人的号码。"),
    "label": _("门牌，同一栋楼里不能重复。"),
    "name_en": _("英文名称，可以空着。"),
}
GENERAL = (
    _("一张表是一种东西，一行是一个。没有写进来的行原样不动，什么也不会删掉。"),
    _("认列靠表头，列的先后可以换。表头和内容写中文、英文或代号都行。"),
    _("隐藏的表不读。公式按它算出来的值读。以“示例”开头的行不读。"),
    _("党员名册是个人信息：有“管理党员名册”职责的人写明用途才导得出来，也只有他们导得进去。"),
)
SHAPES = _("一行一个边界：areas 或 plots，代码，第几段，GeoJSON 图形（经度在前）。太长的接着写下一行。")
MUST, MAY = ("是", "yes"), ("否", "no")


def legend_lines() -> Iterator[tuple[str, ...]]:
    """The lines under the headings."""
    for words in GENERAL:
        yield "", "", "", "", *both(words)
    for kind in sheet_kinds().values():
        for name in kind.row._fields:
            if name != "boundary":
                yield _line(kind, name)
    yield " ".join(BOUNDARIES), "", "", "", *both(SHAPES)


def _line(kind: Kind, name: str) -> tuple[str, ...]:
    column = kind.column(name)
    chinese, english = both(column.verbose_name)
    must = "/".join(MUST if name not in MAY_BE_ABSENT and not column.blank else MAY)
    said = _meaning(kind, name, column)
    return sheet_of(kind.name), f"{chinese}\n{english}", name, must, said[0], said[1]


def _meaning(kind: Kind, name: str, column: Any) -> tuple[str, str]:
    meaning = kind.meanings.get(name) or MEANINGS.get(name)
    parts = [both(meaning)] if meaning else []
    if isinstance(column, models.DateField):
        parts.append(both(DAY))
    if name in kind.refers:
        words = both(_("这张表里的代码：%(sheet)s。"))
        parts.append(
            (words[0] % {"sheet": sheet_of(kind.refers[name])}, words[1] % {"sheet": kind.refers[name]})
        )
    if isinstance(column, models.CharField) and column.choices:
        choices = choices_of(column)
        chinese = "、".join(f"{word}（{value}）" for value, word, _english in choices)
        parts.append((chinese, ", ".join(f"{word} ({value})" for value, _word, word in choices)))
    return "".join(chinese for chinese, _e in parts), " ".join(english for _c, english in parts)
