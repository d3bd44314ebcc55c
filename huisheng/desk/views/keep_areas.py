"""The acts on areas: add, rename, move, close, go into another."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huisheng.core import clock
from huisheng.desk import forms_keep as forms
from huisheng.desk.permissions import may_keep_area
from huisheng.desk.views.keep_act import KeepAct, Preview, Theirs
from huisheng.network.actions.close_area import close_area, left_inside
from huisheng.network.actions.create_area import FINENESS, NewArea, create_area
from huisheng.network.actions.edit_area import edit_area
from huisheng.network.actions.merge_areas import merge_areas
from huisheng.network.actions.move_area import move_area
from huisheng.network.models import Area, AreaKind
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

BOTH_ENDS: Theirs[Area] = Theirs(
    may=lambda viewer, _area, other: may_keep_area(viewer, other),
    words=gettext_lazy("那个辖区不归您维护。两头都归您维护，才能移过去或并过去；请上一级来做。"),
)


def find_row(code: str) -> Area | None:
    """The area with a code; buildings have no page."""
    node = tree().area_by_code(code)
    return Area.objects.get(pk=node.id) if node is not None else None


def _go(area: Area) -> str:
    return reverse("desk:area", args=[area.code])


def _keeps(viewer: Viewer, area: Area) -> bool:
    return may_keep_area(viewer, area.pk)


def _keeps_above(viewer: Viewer, area: Area) -> bool:
    return area.parent_id is not None and may_keep_area(viewer, area.parent_id)


def _line(area_id: int) -> list[str]:
    return [area.name for area in tree().area_path(area_id)]


def _inside(area: Area) -> list[tuple[str, str]]:
    left = left_inside(area.pk, clock.today())
    return [(_("里面有"), _("、").join(left) or _("什么也没有"))]


def _create(area: Area, form: forms.NewAreaForm, viewer: Viewer) -> Area:
    data = form.cleaned_data
    new = NewArea(data["code"], data["name"], data["name_en"], data["kind"], area.pk)
    return create_area(new, since=data["effective"], actor=viewer.account_id, key=data["key"])


def _preview_new(area: Area, form: forms.NewAreaForm, viewer: Viewer) -> Preview:
    data = dict(form.cleaned_data)  # `add_error` takes the field out of it
    if Area.objects.filter(code=data["code"]).exists():
        form.add_error("code", _("这个代码已经用在别的辖区上。"))
    return Preview(
        after=[*_line(area.pk), data["name"]],
        facts=[(_("类别"), str(AreaKind(data["kind"]).label)), (_("代码"), data["code"])],
    )


def _preview_edit(area: Area, form: forms.AreaWordsForm, viewer: Viewer) -> Preview:
    data = form.cleaned_data
    pairs = [(form.fields[name].label, getattr(area, name), data[name]) for name in ("name", "name_en")]
    line = _("%(old)s → %(new)s")
    facts = [
        (str(label), line % {"old": old or "—", "new": new or "—"}) for label, old, new in pairs if old != new
    ]
    if not facts:
        form.add_error(None, _("没有改动。"))
    return Preview(facts=facts)


def _edit(area: Area, form: forms.AreaWordsForm, viewer: Viewer) -> Area:
    data = form.cleaned_data
    return edit_area(area.pk, data["name"], data["name_en"], form.asked(viewer.account_id))


def _preview_move(area: Area, form: Any, viewer: Viewer) -> Preview:
    parent = form.cleaned_data["parent"]
    if parent == area.parent_id:
        form.add_error("parent", _("它现在就在这个辖区里。"))
    return Preview(before=_line(area.pk), after=[*_line(parent), area.name], facts=_inside(area))


def _move(area: Area, form: Any, viewer: Viewer) -> Area:
    return move_area(area.pk, form.cleaned_data["parent"], form.asked(viewer.account_id))


def _preview_merge(area: Area, form: Any, viewer: Viewer) -> Preview:
    into = form.cleaned_data["into"]
    return Preview(before=_line(area.pk), after=_line(into), facts=_inside(area))


def _merge(area: Area, form: Any, viewer: Viewer) -> Area:
    return merge_areas(area.pk, form.cleaned_data["into"], form.asked(viewer.account_id))


def _preview_close(area: Area, form: Any, viewer: Viewer) -> Preview:
    return Preview(before=_line(area.pk), after=_line(area.pk)[:-1], facts=_inside(area))


def _close(area: Area, form: Any, viewer: Viewer) -> Area:
    return close_area(area.pk, form.asked(viewer.account_id))


def _finer(area: Area) -> list[AreaKind]:
    return [kind for kind in AreaKind if FINENESS[kind] > FINENESS[area.kind]]


def _choices(area: Area, viewer: Viewer, *, beside: bool) -> list[tuple[str, str]]:
    """Areas of the same kind, or coarser ones, that the viewer keeps."""
    held = tree().areas.values()
    fit = [a for a in held if (a.kind == area.kind if beside else FINENESS[a.kind] < FINENESS[area.kind])]
    return [(a.code, a.name) for a in fit if a.id != area.pk and not a.closed and may_keep_area(viewer, a.id)]


NEW = KeepAct(
    title=gettext_lazy("在里面新增辖区"),
    button=gettext_lazy("设立"),
    done=gettext_lazy("已经新增。"),
    done_later=gettext_lazy("已经记下，%(day)s起才有这个辖区。那天以前，各处还看不到它。"),
    form=forms.NewAreaForm,
    find=find_row,
    may=_keeps,
    do=_create,
    preview=_preview_new,
    go=_go,
    options=lambda area, viewer: {"kinds": _finer(area)},
)

EDIT = KeepAct(
    title=gettext_lazy("修改辖区"),
    button=gettext_lazy("保存"),
    done=gettext_lazy("已经保存。"),
    form=forms.AreaWordsForm,
    find=find_row,
    may=_keeps,
    do=_edit,
    preview=_preview_edit,
    go=_go,
    options=lambda area, viewer: {"initial": {"name": area.name, "name_en": area.name_en}},
)

MOVE = KeepAct(
    title=gettext_lazy("移到别的辖区里"),
    button=gettext_lazy("移过去"),
    done=gettext_lazy("已经移过去。定了以后的日子的，到那一天生效。"),
    form=forms.UnderForm,
    find=find_row,
    may=_keeps_above,
    do=_move,
    preview=_preview_move,
    go=_go,
    options=lambda area, viewer: {"kind": "area", "label": _("移到哪个辖区里")},
    choices=lambda area, viewer: _choices(area, viewer, beside=False),
    theirs={"parent": BOTH_ENDS},
)

MERGE = KeepAct(
    title=gettext_lazy("并到别的辖区"),
    button=gettext_lazy("合并"),
    done=gettext_lazy("已经合并。定了以后的日子的，到那一天生效。"),
    explain=gettext_lazy("里面的一切都归接收的辖区，它自己从这一天起撤销。"),
    form=forms.IntoForm,
    find=find_row,
    may=_keeps_above,
    do=_merge,
    preview=_preview_merge,
    go=_go,
    options=lambda area, viewer: {"kind": "area", "label": _("并到哪个辖区")},
    choices=lambda area, viewer: _choices(area, viewer, beside=True),
    theirs={"into": BOTH_ENDS},
    danger=True,
)

CLOSE = KeepAct(
    title=gettext_lazy("撤销辖区"),
    button=pgettext_lazy("机构", "撤销"),
    done=gettext_lazy("撤销的日子已经记下。"),
    explain=gettext_lazy("里面什么也没有了，才能撤销。"),
    form=forms.KeepForm,
    find=find_row,
    may=_keeps_above,
    do=_close,
    preview=_preview_close,
    go=_go,
    danger=True,
)
