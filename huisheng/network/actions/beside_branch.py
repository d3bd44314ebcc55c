"""What stands beside a branch (domain.md D16): owners' committees of a plot, mass organisations."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.core.spelling import half_width
from huisheng.network.beside import require_day
from huisheng.network.editing import Refused, locked, mark_of
from huisheng.network.models import MassOrg, MassOrgKind, Organisation, OwnersCommittee, Plot
from huisheng.network.models.base import Dated

Beside = TypeVar("Beside", OwnersCommittee, MassOrg)
TELEPHONE = re.compile(r"[0-9+()（）转 ,，-]{3,32}")


@transaction.atomic
def add_committee(
    plot_id: int, name: str, office_phone: str, *, day: date, actor: int | None
) -> tuple[OwnersCommittee, bool]:
    """Let a plot have an owners' committee from `day` on; the row, and whether it was not there before.

    One that is there already stays as it is; one of the same name that was ended goes on from `day`.
    Raises `Refused`, `Plot.DoesNotExist`.
    """
    plot = Plot.objects.select_for_update(no_key=True).get(pk=plot_id)
    called, phone = _called(name), _telephone(office_phone)
    require_day(day, plot.since)
    which = {"plot": plot, "name": called}
    made, is_new = _open_again(OwnersCommittee, day, which, {"office_phone": phone})
    if is_new:
        _record("network.committee_added", f"plot:{plot_id}", actor, committee=made.pk)
    return made, is_new


@transaction.atomic
def change_committee(
    committee_id: int, name: str, office_phone: str, *, seen: int, actor: int | None
) -> OwnersCommittee:
    """Another name or office telephone. A second click changes nothing. `Refused`, also where nothing is different,
    and `ChangedMeanwhile`."""
    row: OwnersCommittee = OwnersCommittee.objects.select_for_update(no_key=True).get(pk=committee_id)
    called, phone = _called(name), _telephone(office_phone)
    if (row.name, row.office_phone) == (called, phone):
        return _clicked_twice(row, seen)
    row = locked(OwnersCommittee, committee_id, seen)
    row.name, row.office_phone = called, phone
    _save(row, ["name", "office_phone"])
    _record("network.committee_changed", f"plot:{row.plot_id}", actor, committee=row.pk)
    return row


@transaction.atomic
def end_committee(committee_id: int, *, day: date, seen: int, actor: int | None) -> None:
    """From `day` on the committee is no more. Again changes nothing. `Refused`, `ChangedMeanwhile`."""
    row = _ended(OwnersCommittee, committee_id, day, seen)
    if row is not None:
        _record("network.committee_ended", f"plot:{row.plot_id}", actor, committee=row.pk)


@transaction.atomic
def add_mass_org(
    organisation_id: int, kind: str, name: str, *, day: date, actor: int | None
) -> tuple[MassOrg, bool]:
    """Register a mass organisation beside a party organisation from `day` on; as `add_committee`."""
    organisation = Organisation.objects.select_for_update(of=("self",), no_key=True).get(pk=organisation_id)
    if kind not in MassOrgKind.values:
        raise Refused({"kind": _("请选一个。")})
    require_day(day, organisation.since)
    which = {"organisation": organisation, "kind": kind, "name": _called(name)}
    made, is_new = _open_again(MassOrg, day, which, {})
    if is_new:
        _record("network.mass_org_added", f"organisation:{organisation_id}", actor, mass_org=made.pk)
    return made, is_new


@transaction.atomic
def change_mass_org(mass_org_id: int, kind: str, name: str, *, seen: int, actor: int | None) -> MassOrg:
    """Another kind or name. A second click changes nothing. `Refused`, also where nothing is different, and
    `ChangedMeanwhile`."""
    row: MassOrg = MassOrg.objects.select_for_update(no_key=True).get(pk=mass_org_id)
    called = _called(name)
    if kind not in MassOrgKind.values:
        raise Refused({"kind": _("请选一个。")})
    if (row.kind, row.name) == (kind, called):
        return _clicked_twice(row, seen)
    row = locked(MassOrg, mass_org_id, seen)
    row.kind, row.name = kind, called
    _save(row, ["kind", "name"])
    _record("network.mass_org_changed", f"organisation:{row.organisation_id}", actor, mass_org=row.pk)
    return row


@transaction.atomic
def end_mass_org(mass_org_id: int, *, day: date, seen: int, actor: int | None) -> None:
    """From `day` on it is no more. Again changes nothing. `Refused`, `ChangedMeanwhile`."""
    row = _ended(MassOrg, mass_org_id, day, seen)
    if row is not None:
        _record("network.mass_org_ended", f"organisation:{row.organisation_id}", actor, mass_org=row.pk)


def _clicked_twice(row: Beside, seen: int) -> Beside:
    """The row, which is as it was asked to be since the page was shown; `Refused` where it was so on that page."""
    if mark_of(row) == seen:
        raise Refused({"": _("没有改动。")})
    return row


def _called(name: str) -> str:
    called = " ".join(name.split())
    if not called:
        raise Refused({"name": _("请写名称。")})
    return called


def _telephone(typed: str) -> str:
    phone = half_width(typed).strip()
    if phone and not TELEPHONE.fullmatch(phone):
        raise Refused({"office_phone": _("办公电话只写数字，例如 0431-00000000。")})
    return phone


def _open_again(
    model: type[Beside], day: date, which: dict[str, Any], more: dict[str, Any]
) -> tuple[Beside, bool]:
    """The row of this name, and whether it was not there: made, or ended before and going on."""
    row: Beside | None = model.objects.filter(**which).first()
    if row is None:
        made: Beside = model.objects.create(**which, **more, since=day)
        return made, True
    if row.until is not None and row.until <= day:
        row.since, row.until = day, None
        for field, value in more.items():
            setattr(row, field, value)
        row.save(update_fields=["since", "until", *more])
        return row, True
    return row, False


def _save(row: Dated, fields: list[str]) -> None:
    try:
        with transaction.atomic():
            row.save(update_fields=fields)
    except IntegrityError as problem:
        raise Refused({"name": _("这里已经登记过同名的了。")}) from problem


def _ended(model: type[Beside], row_id: int, day: date, seen: int) -> Beside | None:
    """The row, ended on `day`; None when it had ended already."""
    row: Beside = model.objects.select_for_update(no_key=True).get(pk=row_id)
    if row.until is not None:
        return None
    row = locked(model, row_id, seen)
    require_day(day, row.since)
    if day == row.since:
        raise Refused({"day": _("请写登记以后的日期。")})
    row.until = day
    row.save(update_fields=["until"])
    return row


def _record(action: str, subject: str, actor: int | None, **detail: int) -> None:
    audit.record(action, actor=actor, subject=subject, **detail)
