"""What the database already holds, by code, for checks and for resolving references."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from huisheng.network.kinds import CODED, KINDS
from huisheng.network.models import Area, AreaKind, Organisation, Unit
from huisheng.network.rows import Bundle


@dataclass(frozen=True)
class KnownUnit:
    """Level, kind and parent's code of a unit."""

    level: int
    kind: str
    parent: str


@dataclass(frozen=True)
class Known:
    """Ids by code for the coded kinds, and what the rules need to know of parents. Five statements."""

    ids: dict[str, dict[str, int]]
    units: dict[str, KnownUnit]
    area_parents: dict[str, str]
    organisations: dict[str, tuple[str, str]]  # kind, superior's code
    district: dict[str, Any] | None  # the district's boundary


def read_known() -> Known:
    """Read it from the database."""
    units = {
        code: KnownUnit(level, kind, parent or "")
        for code, level, kind, parent in Unit.objects.values_list("code", "level", "kind", "parent__code")
    }
    borders = Area.objects.filter(kind=AreaKind.DISTRICT, boundary__isnull=False)
    return Known(
        ids={kind: dict(KINDS[kind].model._default_manager.values_list("code", "id")) for kind in CODED},
        units=units,
        area_parents={
            code: parent or "" for code, parent in Area.objects.values_list("code", "parent__code")
        },
        organisations={
            code: (kind, superior or "")
            for code, kind, superior in Organisation.objects.values_list("code", "kind", "superior__code")
        },
        district=borders.values_list("boundary", flat=True).first(),
    )


def with_held_boundaries(bundle: Bundle) -> Bundle:
    """Areas and plots whose file says nothing of their boundary keep the one they have."""
    rows: dict[str, list[Any]] = {"areas": bundle.areas, "plots": bundle.plots}
    for name, given in rows.items():
        held = _held_boundaries(name, given)
        rows[name] = [
            row._replace(boundary=held[row.code]) if row.boundary is None and row.code in held else row
            for row in given
        ]
    return replace(bundle, areas=rows["areas"], plots=rows["plots"])


def _held_boundaries(kind: str, rows: Iterable[Any]) -> dict[str, dict[str, Any]]:
    """The boundaries held of those rows that come without one, by code. No statement when all have theirs."""
    codes = [row.code for row in rows if row.boundary is None]
    if not codes:
        return {}
    held = KINDS[kind].model._default_manager.filter(code__in=codes, boundary__isnull=False)
    return dict(held.values_list("code", "boundary"))
