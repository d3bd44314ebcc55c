"""Apply the planned changes whose day has come."""

from __future__ import annotations

from django.db import IntegrityError, models, transaction

from huisheng.core import audit, clock
from huisheng.network.actions.change_rows import settle
from huisheng.network.actions.one_act import rule_of
from huisheng.network.models import Change, ChangeEnd
from huisheng.network.timeline import model_of, pending


def apply_changes() -> int:
    """Apply what is due, row by row, each in a transaction of its own; how many changes. Called twice, nothing.

    What the network no longer allows is written down as refused and holds back nothing else.
    """
    due = list(pending().filter(effective__lte=clock.today()))
    rows = sorted({(change.table, change.row) for change in due}, key=lambda row: _first(due, row))
    return sum(_apply(table, row) for table, row in rows)


def _first(due: list[Change], row: tuple[str, int]) -> int:
    return next(at for at, change in enumerate(due) if (change.table, change.row) == row)


def _apply(table: str, row_id: int) -> int:
    with transaction.atomic():
        row = model_of(table)._default_manager.select_for_update().filter(pk=row_id).first()
        # Read again under the lock: somebody may have called it off, or applied it.
        due = list(pending().filter(table=table, row=row_id, effective__lte=clock.today()))
        if not due:
            return 0
        rule = "network_row_gone" if row is None else _settled(row, due)
        if rule:
            ChangeEnd.objects.bulk_create(ChangeEnd(change=each, kind=ChangeEnd.Kind.REFUSED) for each in due)
        audit.record(
            "network.change_refused" if rule else "network.change_applied",
            actor=None,
            subject=f"{table.removeprefix('network_')}:{row_id}",
            changes=[change.pk for change in due],
            **({"rule": rule} if rule else {}),
        )
        return 0 if rule else len(due)


def _settled(row: models.Model, due: list[Change]) -> str:
    """Apply within a savepoint; the rule that was broken, or nothing."""
    try:
        with transaction.atomic():
            settle([row], due, actor=None)
    except IntegrityError as refused:
        return rule_of(refused) or "unknown"
    return ""
