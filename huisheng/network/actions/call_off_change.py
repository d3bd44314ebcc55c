"""Call off a change that is planned."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.network.actions.one_act import one_act, stand_still
from huisheng.network.editing import Refused
from huisheng.network.models import Change, ChangeEnd
from huisheng.network.timeline import model_of, rows_with_from, timelines


def call_off_change(change_id: int, *, actor: int | None, key: UUID | None = None) -> Change:
    """Let a planned change never come. Raises `Change.DoesNotExist`, and `Refused` when it has taken effect, or when
    the row would hang on something that closes."""
    with one_act(key, actor):
        change = Change.objects.get(pk=change_id)
        # Whoever applies it locks its row first.
        stand_still(model_of(change.table)._default_manager.filter(pk=change.row))
        end = ChangeEnd.objects.filter(change=change).first()
        if end is not None and end.kind == ChangeEnd.Kind.CALLED_OFF:
            return change
        if end is not None:
            raise Refused({"": _("这个变动已经生效，不能取消。要改回去，请再做一次变动。")})
        ChangeEnd.objects.create(change=change, kind=ChangeEnd.Kind.CALLED_OFF, actor=actor)
        _must_not_be_left_alone(change)
        subject = f"{change.table.removeprefix('network_')}:{change.row}"
        audit.record("network.change_called_off", actor=actor, subject=subject, change=change.pk)
        return change


def _must_not_be_left_alone(change: Change) -> None:
    """Refuse when the row, without the change, hangs on something after that has closed."""
    model = model_of(change.table)
    above: Any = next(field for field in model._meta.concrete_fields if field.attname == change.field)
    if not above.is_relation:
        return
    line = timelines(model, [change.row])[change.row]
    named = {state[change.field] for state in line.since(change.effective)} - {None}
    closing = above.related_model._default_manager.filter(pk__in=named, until__isnull=False)
    for row in closing:
        if change.row in rows_with_from(model, change.field, row.pk, row.until):
            words = _("“%(name)s”定了 %(day)s 撤销，到那天这里就没有人接了，所以不能取消。")
            raise Refused({"": words % {"name": row.name, "day": row.until.isoformat()}})
