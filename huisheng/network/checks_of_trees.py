"""Checks of rows against each other: levels, cycles, and who may hold what (domain.md D11, D13)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from huisheng.network.faults import Fault
from huisheng.network.known import Known, KnownUnit
from huisheng.network.models import LEVEL_OF_KIND, OrganisationKind, UnitKind
from huisheng.network.rows import Bundle

FOREVER = date.max


def tree_faults(bundle: Bundle, known: Known) -> Iterator[Fault]:
    """Faults of trees and relations, what the database holds and the bundle changes taken together."""
    units = known.units | {row.code: KnownUnit(row.level, row.kind, row.parent) for row in bundle.units}
    organisations = known.organisations | {row.code: (row.kind, row.superior) for row in bundle.organisations}
    areas = known.area_parents | {row.code: row.parent for row in bundle.areas}
    yield from _cycles(bundle, "areas", areas)
    yield from _cycles(bundle, "units", {code: unit.parent for code, unit in units.items()})
    yield from _cycles(
        bundle, "organisations", {code: above for code, (_kind, above) in organisations.items()}
    )
    yield from _levels(bundle, units)
    yield from _missing_parents(bundle)
    yield from _holders(bundle, {code: kind for code, (kind, _above) in organisations.items()}, units)
    yield from _at_once(bundle, "holdings", "plot", _("同一责任田在同一时间只能归一个党支部。"))
    yield from _at_once(bundle, "teams", "plot", _("同一责任田在同一时间只能有一个服务团队。"))
    yield from _at_once(bundle, "plot_hubs", "unit", _("同一中心户在同一时间只能属于一块责任田。"))


def _cycles(bundle: Bundle, kind: str, above: Mapping[str, str]) -> Iterator[Fault]:
    safe: set[str] = set()
    for position, row in enumerate(getattr(bundle, kind)):
        path: list[str] = []
        code = row.code
        while code and code not in safe:
            if code in path:
                loop = " → ".join([*path[path.index(code) :], code])
                yield bundle.fault(kind, position, _("上级绕成了圈：%(loop)s。") % {"loop": loop})
                break
            path.append(code)
            code = above.get(code, "")
        safe.update(path)


def _levels(bundle: Bundle, units: Mapping[str, KnownUnit]) -> Iterator[Fault]:
    for position, row in enumerate(bundle.units):
        fits = LEVEL_OF_KIND.get(row.kind)
        parent = units.get(row.parent)
        if fits is not None and fits != row.level:
            word = _("%(kind)s是第 %(fits)d 级，不是第 %(level)d 级。") % {
                "kind": UnitKind(row.kind).label,
                "fits": fits,
                "level": row.level,
            }
            yield bundle.fault("units", position, word)
        elif parent and parent.level not in (row.level, row.level - 1):
            word = _("上级在第 %(above)d 级；第 %(level)d 级的上级只能在同级或高一级。") % {
                "above": parent.level,
                "level": row.level,
            }
            yield bundle.fault("units", position, word)


def _missing_parents(bundle: Bundle) -> Iterator[Fault]:
    """Only the district, the top unit and committees have nobody above them."""
    needs: tuple[tuple[str, str, Any], ...] = (
        ("areas", "parent", lambda row: row.kind != "district"),
        ("units", "parent", lambda row: row.level != 1),
        ("organisations", "superior", lambda row: row.kind != OrganisationKind.COMMITTEE),
    )
    for kind, name, needed in needs:
        for position, row in enumerate(getattr(bundle, kind)):
            if needed(row) and not getattr(row, name):
                yield bundle.fault(kind, position, _("没有写上级。"))
    tops = [at for at, row in enumerate(bundle.units) if not row.parent and row.until is None]
    for position in tops[1:]:
        yield bundle.fault("units", position, _("最上级单位只能有一个。"))


def _holders(
    bundle: Bundle, organisations: Mapping[str, str], units: Mapping[str, KnownUnit]
) -> Iterator[Fault]:
    for position, holding in enumerate(bundle.holdings):
        if organisations.get(holding.organisation, OrganisationKind.BRANCH) != OrganisationKind.BRANCH:
            yield bundle.fault("holdings", position, _("责任田只能归党支部，不能归党委或党总支。"))
    for position, place in enumerate(bundle.plot_hubs):
        unit = units.get(place.unit)
        if unit and unit.kind != UnitKind.HUB:
            yield bundle.fault("plot_hubs", position, _("这个单位不是党员中心户。"))
    for position, plot in enumerate(bundle.plots):
        unit = units.get(plot.unit)
        if unit and unit.level not in (3, 4):
            yield bundle.fault("plots", position, _("责任单位要是工作站或工作室。"))


def _at_once(bundle: Bundle, kind: str, name: str, message: str) -> Iterator[Fault]:
    """Rows with the same `name` whose days overlap."""
    by_value: dict[str, list[tuple[date, date, int]]] = {}
    for position, row in enumerate(getattr(bundle, kind)):
        by_value.setdefault(getattr(row, name), []).append((row.since, row.until or FOREVER, position))
    for spans in by_value.values():
        spans.sort()
        for (_since, until, _at), (since, _until, position) in pairwise(spans):
            if since < until:
                yield bundle.fault(kind, position, message)
