"""Call off a change that is planned."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from huisheng.core import audit
from huisheng.network.actions.one_act import one_act
from huisheng.network.editing import Refused
from huisheng.network.models import Change, ChangeEnd
from huisheng.network.timeline import model_of


def call_off_change(change_id: int, *, actor: int | None, key: UUID | None = None) -> Change:
    """Let a planned change never come. Raises `Change.DoesNotExist`, and `Refused` when it has taken effect."""
    with one_act(key, actor):
        change = Change.objects.get(pk=change_id)
        # Whoever applies it locks its row first.
        list(model_of(change.table)._default_manager.select_for_update().filter(pk=change.row))
        end = ChangeEnd.objects.filter(change=change).first()
        if end is not None and end.kind == ChangeEnd.Kind.CALLED_OFF:
            return change
        if end is not None:
            raise Refused({"": _("这个变动已经生效，不能取消。要改回去，请再做一次变动。")})
        ChangeEnd.objects.create(change=change, kind=ChangeEnd.Kind.CALLED_OFF, actor=actor)
        subject = f"{change.table.removeprefix('network_')}:{change.row}"
        audit.record("network.change_called_off", actor=actor, subject=subject, change=change.pk)
        return change
