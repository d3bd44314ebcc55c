"""The acts on units that change the tree: move, close, go into another."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huisheng.desk import forms_keep as forms
from huisheng.desk.permissions import may_keep_unit
from huisheng.desk.queries.follows import follows, line_of
from huisheng.desk.queries.people_at import posts_at
from huisheng.desk.views.keep_act import KeepAct, Preview, Theirs, still_needed
from huisheng.desk.views.keep_units import find_row, go_to, restructures
from huisheng.network.actions.close_unit import UnitStillNeeded, close_unit, left_below
from huisheng.network.actions.merge_units import merge_units
from huisheng.network.actions.move_unit import move_unit
from huisheng.network.models import Unit
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer

BOTH_ENDS: Theirs[Unit] = Theirs(
    may=lambda viewer, _unit, other: may_keep_unit(viewer, other),
    words=gettext_lazy("那个单位不归您维护。两头都归您维护，才能移过去或并过去；请上一级来做。"),
)


def _preview_move(unit: Unit, form: Any, viewer: Viewer) -> Preview:
    parent = form.cleaned_data["parent"]
    if parent in tree().subtree(unit.pk):
        form.add_error("parent", _("上级绕成了圈：它不能归到自己或自己的下级下面。"))
    elif tree().unit(parent).level not in (unit.level, unit.level - 1):
        form.add_error("parent", _("级别不对：上级只能在同一级或者高一级。"))
    elif parent == unit.parent_id:
        form.add_error("parent", _("它现在就在这个单位下面。"))
    found = follows(unit.pk, viewer)
    return Preview(
        before=line_of(unit.pk),
        after=[*line_of(parent), unit.name],
        facts=[
            *found.facts,
            (_("没办完的诉求"), _("%(count)d 件，留在这个单位办") % {"count": found.cases}),
        ],
    )


def _move(unit: Unit, form: Any, viewer: Viewer) -> Unit:
    return move_unit(unit.pk, form.cleaned_data["parent"], form.asked(viewer.account_id))


def _beside(unit: Unit, viewer: Viewer) -> list[tuple[str, str]]:
    """Units of the kind that the viewer keeps: what may take over."""
    return [
        (node.code, node.name)
        for node in tree().units.values()
        if node.kind == unit.kind
        and not node.closed
        and node.id != unit.pk
        and may_keep_unit(viewer, node.id)
    ]


def _above(unit: Unit, viewer: Viewer) -> list[tuple[str, str]]:
    """Units that the viewer keeps and that may stand above."""
    below = tree().subtree(unit.pk)
    return [
        (node.code, node.name)
        for node in tree().units.values()
        if node.level == max(unit.level - 1, 1)
        and not node.closed
        and node.id not in below
        and node.id != unit.parent_id
        and may_keep_unit(viewer, node.id)
    ]


def _preview_close(unit: Unit, form: Any, viewer: Viewer) -> Preview:
    found, left = follows(unit.pk, viewer), left_below(unit.pk, form.cleaned_data["effective"])
    if any(left):
        form.add_error(None, still_needed(UnitStillNeeded(*left)))
    return Preview(
        before=line_of(unit.pk),
        after=line_of(unit.pk)[:-1],
        facts=[*found.facts, (_("诉求"), found.handed_over)],
        decide=found.to_decide,
    )


def _close(unit: Unit, form: Any, viewer: Viewer) -> None:
    data = form.cleaned_data
    close_unit(unit.pk, until=data["effective"], actor=viewer.account_id, seen=data["seen"], key=data["key"])


def _preview_merge(unit: Unit, form: Any, viewer: Viewer) -> Preview:
    into = tree().unit(form.cleaned_data["into"])
    if into.kind != unit.kind or into.id == unit.pk:
        form.add_error("into", _("只能并到另一个同类的单位。"))
    found = follows(unit.pk, viewer, into.id)
    if found.posts and not posts_at(unit=into.id):
        form.add_error("into", _("接收的单位现在没有人。请先任命，再合并。"))
    return Preview(
        before=line_of(unit.pk),
        after=line_of(into.id),
        facts=[*found.facts, (_("诉求"), found.handed_over)],
        decide=found.to_decide,
    )


def _merge(unit: Unit, form: Any, viewer: Viewer) -> Unit:
    return merge_units(unit.pk, form.cleaned_data["into"], form.asked(viewer.account_id))


MOVE = KeepAct(
    title=gettext_lazy("移到别的单位下面"),
    button=gettext_lazy("移过去"),
    done=gettext_lazy("已经移过去。定了以后的日子的，到那一天生效。"),
    explain=gettext_lazy("下级单位和责任田跟着走，诉求留在原来承办的单位。以前哪一天归谁，历史里还查得到。"),
    form=forms.UnderForm,
    find=find_row,
    may=restructures,
    do=_move,
    preview=_preview_move,
    go=go_to,
    options=lambda unit, viewer: {"kind": "unit", "label": _("移到哪个单位下面")},
    choices=_above,
    theirs={"parent": BOTH_ENDS},
)

CLOSE = KeepAct(
    title=gettext_lazy("撤销这个单位"),
    button=pgettext_lazy("机构", "撤销"),
    done=gettext_lazy("撤销的日子已经记下。"),
    explain=gettext_lazy("从这一天起它不再办事。下面还有单位或责任田的，先移走，或者并到别的单位。"),
    form=forms.KeepForm,
    find=find_row,
    may=restructures,
    do=_close,
    preview=_preview_close,
    go=go_to,
    danger=True,
)

MERGE = KeepAct(
    title=gettext_lazy("并到别的单位"),
    button=gettext_lazy("合并"),
    done=gettext_lazy("已经合并。定了以后的日子的，到那一天生效。"),
    explain=gettext_lazy("它的下级单位、责任田和住户都归接收的单位，它自己从这一天起撤销。"),
    form=forms.IntoForm,
    find=find_row,
    may=restructures,
    do=_merge,
    preview=_preview_merge,
    go=go_to,
    options=lambda unit, viewer: {"kind": "unit", "label": _("并到哪个单位")},
    choices=_beside,
    theirs={"into": BOTH_ENDS},
    danger=True,
)
