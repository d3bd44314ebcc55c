"""What a look at a file has to say besides the difference: faults summed up, sheets not allowed, moved boundaries."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from huisheng.network.faults import Fault
from huisheng.network.files.tables import Reading
from huisheng.network.files.words import sheet_of
from huisheng.network.kinds import FURTHER_KINDS, KINDS
from huisheng.network.models import Import
from huisheng.network.rows import Bundle

SHOWN_FAULTS, SHOWN_ROWS = 100, 5


def summed(faults: list[Fault]) -> dict[str, Any]:
    """Each reason with the number of its rows and the first of them."""
    origins: dict[str, list[str]] = {}
    for fault in faults:
        origins.setdefault(fault.message, []).append(fault.origin)
    shown = [[words, len(rows), rows[:SHOWN_ROWS]] for words, rows in list(origins.items())[:SHOWN_FAULTS]]
    return {"faults": shown, "fault_count": len(faults), "reason_count": len(origins)}


def barred_sheets(reading: Reading, import_: Import) -> list[Fault]:
    """The sheets whose rows whoever gave the file in may not change."""
    words = _("这张表不归您管，整份文件都没有留下。去掉这张表再传，或者请管它的人来导入。")
    allowed = {True: import_.may_be_personal, False: import_.may_be_network}
    return [Fault(sheet_of(kind), words) for kind in reading.kinds if not allowed[kind in FURTHER_KINDS]]


def moved_shapes(bundle: Bundle) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Boundaries held and those that would take their place, where they differ."""
    pairs = []
    for kind in ("areas", "plots"):
        new = {row.code: row.boundary for row in getattr(bundle, kind) if row.boundary}
        held = KINDS[kind].model._default_manager.filter(code__in=new, boundary__isnull=False)
        pairs += [(old, new[code]) for code, old in held.values_list("code", "boundary") if old != new[code]]
    return pairs
