"""The acts on party organisations: set up in an area, edit, give another superior, close."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from huisheng.desk import forms_keep as forms
from huisheng.desk.permissions import may_keep_area
from huisheng.desk.views.keep_act import KeepAct, Preview, Theirs
from huisheng.desk.views.keep_areas import find_row as find_area
from huisheng.network.actions.close_organisation import close_organisation, left_with
from huisheng.network.actions.create_organisation import NewOrganisation, create_organisation
from huisheng.network.actions.edit_organisation import edit_organisation
from huisheng.network.actions.move_organisation import move_organisation
from huisheng.network.models import Area, Organisation, OrganisationKind, Sector
from huisheng.network.queries import organisations_of_kind
from huisheng.network.tree import tree
from huisheng.people.viewer import Viewer


def _find(code: str) -> Organisation | None:
    return Organisation.objects.select_related("superior").filter(code=code).first()


def _go(organisation: Organisation) -> str:
    return reverse("desk:organisation", args=[organisation.code])


def _keeps(viewer: Viewer, organisation: Organisation) -> bool:
    return may_keep_area(viewer, organisation.area_id)


def _keeps_superior(viewer: Viewer, _organisation: Organisation, superior: int) -> bool:
    return _keeps(viewer, Organisation.objects.get(pk=superior))


def _area_name(area_id: int | None) -> str:
    return tree().areas[area_id].name if area_id in tree().areas else "—"


def _create(area: Area, form: forms.NewOrganisationForm, viewer: Viewer) -> Organisation:
    data = form.cleaned_data
    new = NewOrganisation(data["code"], data["name"], data["kind"], data["sector"], data["parent"], area.pk)
    return create_organisation(new, since=data["effective"], actor=viewer.account_id, key=data["key"])


def _preview_new(area: Area, form: forms.NewOrganisationForm, viewer: Viewer) -> Preview:
    data = dict(form.cleaned_data)  # `add_error` takes the field out of it
    if Organisation.objects.filter(code=data["code"]).exists():
        form.add_error("code", _("这个代码已经用在别的党组织上。"))
    superior = Organisation.objects.get(pk=data["parent"])
    return Preview(
        after=[superior.name, data["name"]],
        facts=[
            (_("类别"), str(OrganisationKind(data["kind"]).label)),
            (_("领域"), str(Sector(data["sector"]).label)),
            (_("辖区"), area.name),
        ],
        decide=[_("新的党组织还没有书记和党员。成立以后，请接着安排。")],
    )


def _preview_edit(organisation: Organisation, form: forms.OrganisationWordsForm, viewer: Viewer) -> Preview:
    data = form.cleaned_data
    pairs = [
        (_("名称"), organisation.name, data["name"]),
        (_("领域"), organisation.get_sector_display(), str(Sector(data["sector"]).label)),
        (_("辖区"), _area_name(organisation.area_id), _area_name(data["area"])),
    ]
    line = _("%(old)s → %(new)s")
    facts = [(label, line % {"old": old, "new": new}) for label, old, new in pairs if old != new]
    if not facts:
        form.add_error(None, _("没有改动。"))
    return Preview(facts=facts)


def _edit(organisation: Organisation, form: forms.OrganisationWordsForm, viewer: Viewer) -> Organisation:
    data = form.cleaned_data
    return edit_organisation(
        organisation.pk, data["name"], data["sector"], data["area"], form.asked(viewer.account_id)
    )


def _preview_move(organisation: Organisation, form: Any, viewer: Viewer) -> Preview:
    superior = Organisation.objects.get(pk=form.cleaned_data["parent"])
    if superior.pk == organisation.superior_id:
        form.add_error("parent", _("它现在就归这个党组织领导。"))
    before = [organisation.superior.name] if organisation.superior is not None else []
    return Preview(
        before=[*before, organisation.name],
        after=[superior.name, organisation.name],
        facts=[(_("下级党组织"), str(organisation.inferiors.open().count()))],
    )


def _move(organisation: Organisation, form: Any, viewer: Viewer) -> Organisation:
    return move_organisation(organisation.pk, form.cleaned_data["parent"], form.asked(viewer.account_id))


def _preview_close(organisation: Organisation, form: Any, viewer: Viewer) -> Preview:
    left = left_with(organisation.pk, form.cleaned_data["effective"])
    return Preview(facts=[(_("还有"), _("、").join(left) or _("什么也没有"))])


def _close(organisation: Organisation, form: Any, viewer: Viewer) -> Any:
    return close_organisation(organisation.pk, form.asked(viewer.account_id))


def _superiors(viewer: Viewer, *, without: int = 0) -> list[tuple[str, str]]:
    kinds = (OrganisationKind.COMMITTEE, OrganisationKind.GENERAL_BRANCH)
    found = [row for row in organisations_of_kind(*kinds) if row.id != without]
    return [(row.code, row.name) for row in found if may_keep_area(viewer, row.area_id)]


NEW = KeepAct(
    title=gettext_lazy("在这里成立党组织"),
    button=gettext_lazy("成立"),
    done=gettext_lazy("已经成立。"),
    done_later=gettext_lazy("已经记下，%(day)s起才有这个党组织。那天以前，各处还看不到它。"),
    form=forms.NewOrganisationForm,
    find=find_area,
    may=lambda viewer, area: may_keep_area(viewer, area.pk),
    do=_create,
    preview=_preview_new,
    go=lambda area: reverse("desk:area", args=[area.code]),
    choices=lambda area, viewer: [
        (row.code, row.name)
        for row in organisations_of_kind(OrganisationKind.COMMITTEE, OrganisationKind.GENERAL_BRANCH)
    ],
)

EDIT = KeepAct(
    title=gettext_lazy("修改党组织"),
    button=gettext_lazy("保存"),
    done=gettext_lazy("已经保存。"),
    form=forms.OrganisationWordsForm,
    find=_find,
    may=_keeps,
    do=_edit,
    preview=_preview_edit,
    go=_go,
    options=lambda organisation, viewer: {
        "initial": {
            "name": organisation.name,
            "sector": organisation.sector,
            "area": tree().areas[organisation.area_id].code if organisation.area_id in tree().areas else "",
        }
    },
    theirs={
        "area": Theirs(
            may=lambda viewer, _organisation, area: may_keep_area(viewer, area),
            words=gettext_lazy("那个辖区不归您维护。"),
        )
    },
)

MOVE = KeepAct(
    title=gettext_lazy("换上级组织"),
    button=gettext_lazy("换过去"),
    done=gettext_lazy("已经换了上级组织。定了以后的日子的，到那一天生效。"),
    form=forms.UnderForm,
    find=_find,
    may=_keeps,
    do=_move,
    preview=_preview_move,
    go=_go,
    options=lambda organisation, viewer: {"kind": "organisation", "label": _("归哪个党组织领导")},
    choices=lambda organisation, viewer: _superiors(viewer, without=organisation.pk),
    theirs={
        "parent": Theirs(
            may=_keeps_superior,
            words=gettext_lazy("那个党组织不归您维护。两头都归您维护，才能移过去；请上一级来做。"),
        )
    },
)

CLOSE = KeepAct(
    title=gettext_lazy("撤销党组织"),
    button=pgettext_lazy("机构", "撤销"),
    done=gettext_lazy("撤销的日子已经记下。"),
    explain=gettext_lazy("责任田、派驻、下级组织和党员都安排好了，才能撤销。"),
    form=forms.KeepForm,
    find=_find,
    may=_keeps,
    do=_close,
    preview=_preview_close,
    go=_go,
    danger=True,
)
