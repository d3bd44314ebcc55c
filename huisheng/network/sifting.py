"""Rows told apart: those that can be taken in, and those that cannot, each with its reason."""

from __future__ import annotations

import re
from dataclasses import replace

from huisheng.network.checks import faults_of
from huisheng.network.faults import Fault, NetworkRefused
from huisheng.network.files.tables import Reading, WrongRow
from huisheng.network.kinds import sheet_kinds
from huisheng.network.known import Known, with_held_boundaries
from huisheng.network.queries.rows import cells_of
from huisheng.network.rows import Bundle


def sift(reading: Reading, known: Known, *, partly: bool) -> tuple[Bundle, list[WrongRow]]:
    """The rows that stand on their own, and the others.

    `partly`: rows that need a wrong row are wrong with it, since it will not be there. Otherwise everything is
    to be mended anyway, and only what is itself wrong is named. `NetworkRefused` when whole files or sheets
    could not be read.
    """
    if reading.broken:
        raise NetworkRefused(reading.broken)
    bundle, wrong = with_held_boundaries(reading.bundle), list(reading.wrong)
    if not partly:
        known = _as_if_mended(known, wrong)
    while faults := faults_of(bundle, known):
        alone = [fault for fault in faults if fault.at < 0]
        if alone:
            raise NetworkRefused(alone)
        rest, found = _without(bundle, faults)
        wrong += found
        if not partly:
            break
        bundle = rest
    return bundle, sorted(wrong, key=_place)


def _place(row: WrongRow) -> tuple[int, int]:
    """Where a row stands: sheets in their order, lines by number."""
    numbers = re.findall(r"\d+", row.origin)
    return list(sheet_kinds()).index(row.kind), int(numbers[-1]) if numbers else 0


def _as_if_mended(known: Known, wrong: list[WrongRow]) -> Known:
    """As if the rows that could not be read were there already."""
    ids = {kind: dict(codes) for kind, codes in known.ids.items()}
    for row in wrong:
        if row.kind in ids and row.cells.get("code"):
            ids[row.kind].setdefault(row.cells["code"].strip(), 0)
    return replace(known, ids=ids)


def _without(bundle: Bundle, faults: list[Fault]) -> tuple[Bundle, list[WrongRow]]:
    reasons: dict[str, dict[int, list[str]]] = {}
    for fault in faults:
        reasons.setdefault(fault.kind, {}).setdefault(fault.at, []).append(fault.message)
    wrong, kept, origins = [], {}, dict(bundle.origins)
    for kind, by_row in reasons.items():
        rows = bundle.rows_of(kind)
        for at in sorted(by_row):
            reason = "".join(dict.fromkeys(by_row[at]))
            boundary = getattr(rows[at], "boundary", None)
            wrong.append(WrongRow(kind, bundle.origin(kind, at), reason, cells_of(rows[at]), boundary))
        kept[kind] = [row for at, row in enumerate(rows) if at not in by_row]
        lines = origins.get(kind, [])
        origins[kind] = [line for at, line in enumerate(lines) if at not in by_row]
    return bundle.with_rows(kept, origins), wrong
