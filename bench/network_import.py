"""bench-network-import: a district's workbook, from the file to what it changed.

566 organisations, 12,408 members, 554 plots and 200,000 dwellings besides the tree, in one workbook as the export
writes it, into a database that holds no network. Limit: 60 s for reading, checking, the difference and taking it in.
Told besides: the export, the same file again (which changes nothing), a file with one change in it, and the undo.
BENCH_DWELLINGS="20000" measures with fewer.
"""

import json
import os
import resource
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

DWELLINGS = 200_000
LIMIT_SECONDS = 60


def main() -> None:
    """Measure and print one JSON line last."""
    os.environ["HUISHENG_STATE"] = os.environ.get("BENCH_STATE", ".huisheng/bench-network-import")
    _prepare()
    wanted = int(os.environ.get("BENCH_DWELLINGS", DWELLINGS))
    with TemporaryDirectory() as folder:
        figures = _measured(Path(folder), wanted)
    right = (
        figures["added"] == figures["rows"]
        and figures["same_again"]
        and figures["changed_of_one"] == 1
        and figures["left_after_undo"] == 0
    )
    figures |= {"bench": "network_import", "load": round(os.getloadavg()[0], 2)}
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps(figures | {"pass": right and figures["shown_and_taken_s"] <= LIMIT_SECONDS}))


def _prepare() -> None:
    """An own database, migrated and without a network."""
    from huisheng.config.start import prepare

    prepare("owner")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    _empty()


def _measured(folder: Path, wanted: int) -> dict[str, Any]:
    from huisheng.network.actions import take_in
    from huisheng.network.actions.load_network import load_network
    from huisheng.network.actions.undo_import import undo_import
    from huisheng.network.models import Dwelling, Unit
    from huisheng.people.models import Member, Person

    bundle = _district(wanted)
    load_network(bundle, actor=None)
    members = _with_members()
    content, export_s = _timed(lambda: _exported(folder / "network.xlsx"))
    changed = _with_one_change(folder)
    _empty()
    offered = take_in.offer("network.xlsx", content, actor=None, may_be_personal=True)
    shown, shown_s = _timed(lambda: take_in.look(offered.pk))
    taken, taken_s = _timed(lambda: take_in.take(offered.pk, actor=None))
    counts = shown.found["difference"]["counts"]
    same, same_s = _timed(lambda: _looked(content))
    one, one_s = _timed(lambda: _looked(changed))
    _undone, undo_s = _timed(lambda: undo_import(taken.pk, actor=None))
    return {
        "rows": sum(len(rows) for _kind, rows in bundle.kinds()) + members,
        "organisations": len(bundle.organisations),
        "members": members,
        "plots": len(bundle.plots),
        "dwellings": len(bundle.dwellings),
        "mb": round(len(content) / 1e6, 1),
        "export_s": round(export_s, 1),
        "shown_s": round(shown_s, 1),
        "taken_s": round(taken_s, 1),
        "shown_and_taken_s": round(shown_s + taken_s, 1),
        "added": sum(whats["added"] for whats in counts.values()),
        "same_again": same.state == "same",
        "same_again_s": round(same_s, 1),
        "changed_of_one": one.found["difference"]["counts"]["units"]["changed"],
        "one_change_s": round(one_s, 1),
        "undo_s": round(undo_s, 1),
        "left_after_undo": sum(kind.objects.count() for kind in (Dwelling, Unit, Member, Person)),
    }


def _district(wanted: int) -> Any:
    """The demo's district with exactly so many dwellings: more doors in the same buildings, or fewer."""
    from huisheng.network.demo.bundle import invent
    from huisheng.network.demo.figures import read_figures

    bundle = invent(read_figures())
    doors = bundle.dwellings[:wanted]
    more = [
        row._replace(label=f"{floor}-{row.label}")
        for floor in range(2, 2 + wanted // max(len(doors), 1))
        for row in bundle.dwellings
    ]
    return replace(bundle, dwellings=[*doors, *more[: wanted - len(doors)]])


def _with_members() -> int:
    """The demo's members in these organisations; how many."""
    import random

    from huisheng.network.models import Organisation
    from huisheng.people.actions.demo_members import make_members
    from huisheng.people.demo.figures import read_figures

    figures = read_figures()
    organisations = list(Organisation.objects.order_by("id"))
    made = make_members(figures, organisations, random.Random(figures.seed))
    return sum(map(len, made.values()))


def _exported(path: Path) -> bytes:
    from huisheng.network.files.writing import network_workbook

    network_workbook(path, ["members"])
    return path.read_bytes()


def _with_one_change(folder: Path) -> bytes:
    """The workbook after somebody renamed one unit."""
    from huisheng.network.models import Unit

    first = Unit.objects.order_by("id").first()
    if first is None:
        raise SystemExit("no units")
    Unit.objects.filter(pk=first.pk).update(name=f"{first.name}（新）")
    return _exported(folder / "changed.xlsx")


def _looked(content: bytes) -> Any:
    from huisheng.network.actions import take_in

    return take_in.look(take_in.offer("network.xlsx", content, actor=1, may_be_personal=True).pk)


def _empty() -> None:
    """A network with nothing in it; as the owner, who alone may."""
    from django.db import connection

    from huisheng.network.kinds import KINDS

    tables = ", ".join(kind.model._meta.db_table for kind in KINDS.values())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {tables}, network_revision, network_import, people_person CASCADE")
        cursor.execute("TRUNCATE people_memberchange, people_importedmember")


def _timed(do: Callable[[], Any]) -> tuple[Any, float]:
    begun = time.perf_counter()
    done = do()
    return done, time.perf_counter() - begun


if __name__ == "__main__":
    main()
