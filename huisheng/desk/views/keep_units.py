"""The acts on units that need words: set up, edit, split. Those that change the tree are in `keep_units_tree`."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.desk import forms_keep as forms
from huisheng.desk.permissions import may_keep_area, may_keep_unit, may_restructure_unit
from huisheng.desk.queries.follows import line_of
from huisheng.desk.views.keep_act import KeepAct, Preview, Theirs
from huisheng.network.actions.create_unit import NewUnit, create_unit
from huisheng.network.actions.edit_unit import UnitWords, edit_unit
from huisheng.network.actions.split_unit import Sibling, split_unit
from huisheng.network.models import LEVEL_OF_KIND, Party, Unit, UnitKind
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

NOT_YOURS = gettext_lazy("那个辖区不归您维护。")


def find_row(code: str) -> Unit | None:
    """The unit with a code, closed ones included."""
    return Unit.objects.filter(code=code).first()


def go_to(unit: Unit) -> str:
    """The page where the unit stands in the tree."""
    return f"{reverse('desk:keep')}?{urlencode({'at': unit.code})}"


def _keeps(viewer: Viewer, unit: Unit) -> bool:
    return may_keep_unit(viewer, unit.pk)


def restructures(viewer: Viewer, unit: Unit) -> bool:
    """Whether the viewer keeps what is above the unit."""
    return may_restructure_unit(viewer, unit.pk)


def _keeps_area(viewer: Viewer, _unit: Unit, area: int) -> bool:
    """Whoever keeps a unit of an area keeps the area: so that nobody gets one by putting a unit there."""
    return may_keep_area(viewer, area)


def _stays_or_keeps_area(viewer: Viewer, unit: Unit, area: int) -> bool:
    return area == unit.area_id or may_keep_area(viewer, area)


def _words_of(unit: Unit) -> dict[str, Any]:
    area = tree().areas.get(unit.area_id) if unit.area_id is not None else None
    return {
        "name": unit.name,
        "office_phone": unit.office_phone,
        "stands_for": unit.stands_for,
        "area": area.name if area and sum(a.name == area.name for a in tree().areas.values()) == 1
        else area.code if area else "",
    }  # fmt: skip


def _new_options(unit: Unit, viewer: Viewer) -> dict[str, Any]:
    levels = (unit.level, unit.level + 1) if unit.level == 1 else (unit.level + 1, unit.level)
    kinds = [kind for level in levels for kind in UnitKind if LEVEL_OF_KIND[kind] == level]
    kinds = [kind for kind in kinds if kind != UnitKind.BUREAU]
    return {"kinds": kinds, "initial": {"stands_for": unit.stands_for, "code": _free_code(unit)}}


def _free_code(unit: Unit) -> str:
    """The next code below a unit, in the manner of its other codes."""
    number = len(tree().children(unit.pk)) + 1
    while tree().by_code(f"{unit.code}-{number:02d}") is not None:
        number += 1
    return f"{unit.code}-{number:02d}"


def _create(unit: Unit, form: forms.NewUnitForm, viewer: Viewer) -> Unit:
    data = form.cleaned_data
    new = NewUnit(
        data["code"], data["name"], data["kind"], unit.pk, data["area"], data["stands_for"],
        data["office_phone"],
    )  # fmt: skip
    return create_unit(new, since=data["effective"], actor=viewer.account_id, key=data["key"])


def _preview_new(unit: Unit, form: forms.NewUnitForm, viewer: Viewer) -> Preview:
    data = dict(form.cleaned_data)  # `add_error` takes the field out of it
    if tree().by_code(data["code"]) is not None:
        form.add_error("code", _("这个代码已经用在别的单位上。"))
    return Preview(
        after=[*line_of(unit.pk), data["name"]],
        facts=[(_("类别"), str(UnitKind(data["kind"]).label)), (_("代码"), data["code"])],
        decide=[_("新单位还没有人。设立以后，请管理员任命。")],
    )


def _preview_edit(unit: Unit, form: forms.UnitWordsForm, viewer: Viewer) -> Preview:
    def said(name: str, value: Any) -> str:
        if name == "area":
            return tree().area(value).name if value else "—"
        return str(Party(value).label) if name == "stands_for" else value or "—"

    old = {"name": unit.name, "office_phone": unit.office_phone, "stands_for": unit.stands_for}
    old["area"] = unit.area_id  # type: ignore[assignment]
    different = [name for name in old if old[name] != form.cleaned_data[name]]
    if not different:
        form.add_error(None, _("没有改动。"))
    line = _("%(old)s → %(new)s")
    return Preview(
        facts=[
            (
                str(form.fields[name].label),
                line % {"old": said(name, old[name]), "new": said(name, form.cleaned_data[name])},
            )
            for name in different
        ]
    )


def _edit(unit: Unit, form: forms.UnitWordsForm, viewer: Viewer) -> Unit:
    data = form.cleaned_data
    words = UnitWords(data["name"], data["office_phone"], data["stands_for"], data["area"])
    return edit_unit(unit.pk, words, form.asked(viewer.account_id))


def _split_options(unit: Unit, viewer: Viewer) -> dict[str, Any]:
    held = tree()
    children = [held.unit(child) for child in held.children(unit.pk)]
    return {
        "units": [(node.id, node.name) for node in children if not node.closed],
        "plots": [(plot.id, plot.label) for plot in held.plots_of(unit.pk) if plot.unit_id == unit.pk],
        "initial": {"code": _free_code_beside(unit)},
    }


def _free_code_beside(unit: Unit) -> str:
    return _free_code(unit.parent) if unit.parent is not None else ""


def _sibling(form: forms.SplitForm) -> Sibling:
    data = form.cleaned_data
    return Sibling(
        data["code"], data["name"], data["area"], data["office_phone"], data.get("units", ()),
        data.get("plots", ()),
    )  # fmt: skip


def _preview_split(unit: Unit, form: forms.SplitForm, viewer: Viewer) -> Preview:
    sibling, held = _sibling(form), tree()
    if not sibling.units and not sibling.plots:
        form.add_error(None, _("请选新单位接过去的下级单位或责任田。"))
    if held.by_code(sibling.code) is not None:
        form.add_error("code", _("这个代码已经用在别的单位上。"))
    names = [held.unit(each).name for each in sibling.units] + [
        held.plot(each).label for each in sibling.plots
    ]
    return Preview(
        before=line_of(unit.pk),
        after=[*line_of(unit.pk)[:-1], sibling.name],
        facts=[
            (_("接过去"), _("、").join(names)),
            (_("没办完的诉求"), _("留在原来的单位办")),
        ],
        decide=[_("新单位还没有人。设立以后，请管理员任命。")],
    )


def _split(unit: Unit, form: forms.SplitForm, viewer: Viewer) -> Unit:
    return split_unit(unit.pk, _sibling(form), form.asked(viewer.account_id))


NEW = KeepAct(
    title=gettext_lazy("在下面设立单位"),
    button=gettext_lazy("设立"),
    done=gettext_lazy("已经设立。"),
    done_later=gettext_lazy("已经记下，%(day)s起才有这个单位。那天以前，各处还看不到它。"),
    form=forms.NewUnitForm,
    find=find_row,
    may=_keeps,
    do=_create,
    preview=_preview_new,
    go=go_to,
    options=_new_options,
    theirs={"area": Theirs(_keeps_area, NOT_YOURS)},
)

EDIT = KeepAct(
    title=gettext_lazy("修改单位"),
    button=gettext_lazy("保存"),
    done=gettext_lazy("已经保存。"),
    form=forms.UnitWordsForm,
    find=find_row,
    may=_keeps,
    do=_edit,
    preview=_preview_edit,
    go=go_to,
    options=lambda unit, viewer: {"initial": _words_of(unit)},
    theirs={"area": Theirs(_stays_or_keeps_area, NOT_YOURS)},
)

SPLIT = KeepAct(
    title=gettext_lazy("分设一个单位"),
    button=gettext_lazy("分设"),
    done=gettext_lazy("已经分设。定了以后的日子的，到那一天生效。"),
    explain=gettext_lazy("在旁边设一个同类的单位，把选中的下级单位和责任田交给它。诉求留在原来的单位办。"),
    form=forms.SplitForm,
    find=find_row,
    may=restructures,
    do=_split,
    preview=_preview_split,
    go=go_to,
    options=_split_options,
    theirs={"area": Theirs(_keeps_area, NOT_YOURS)},
)
