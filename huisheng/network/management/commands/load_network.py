"""`huisheng load_network FOLDER|FILE…`: load areas, units, organisations, plots and dwellings from files."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from huisheng.network.actions.load_network import Loaded
from huisheng.network.actions.take_in import rehearse, right_rows, take_reading
from huisheng.network.difference import Difference
from huisheng.network.faults import NetworkRefused
from huisheng.network.files.coordinates import SYSTEMS, WGS84
from huisheng.network.files.reading import read_files
from huisheng.network.files.tables import WrongRow
from huisheng.network.files.writing import wrong_rows_workbook
from huisheng.network.kinds import sheet_kinds
from huisheng.network.spoken import SpokenLine, spoken

SHOWN = 200


class Command(BaseCommand):
    """Reads the files, loads them all or not at all, and says what was added, changed, or the same."""

    help = (
        "Load the network from files (CSV, XLSX, GeoJSON; see docs/how-to/network-files.md). "
        "All or nothing, unless --partly."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Folders, files, and how to take them."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="FOLDER|FILE")
        parser.add_argument("--dry-run", action="store_true", help="only say what would change")
        parser.add_argument(
            "--coordinates", choices=list(SYSTEMS), default=WGS84, help="the system of the files' boundaries"
        )
        parser.add_argument(
            "--partly", type=Path, metavar="FILE",
            help="take the right rows, and write the wrong ones with their reason into this workbook",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or print every fault and change nothing."""
        reading = read_files(options["paths"], options["coordinates"])
        for note in reading.notes:
            self.stdout.write(note)
        back: Path | None = options["partly"]
        try:
            if options["dry_run"]:
                bundle, wrong = right_rows(reading, partly=back is not None)
                difference, loaded = rehearse(bundle)
                lines = [*_report(loaded), *_shown(difference), _("只是试算，什么都没有载入。")]
            else:
                name = " ".join(path.name for path in options["paths"])
                coordinates = options["coordinates"]
                loaded, wrong = take_reading(reading, name, partly=back is not None, coordinates=coordinates)
                lines = _report(loaded)
        except NetworkRefused as refused:
            raise CommandError(_refusal(refused)) from refused
        for line in lines:
            self.stdout.write(line)
        if back is not None and wrong:
            self.stdout.write(_give_back(wrong, back))


def _give_back(wrong: list[WrongRow], path: Path) -> str:
    path.write_bytes(wrong_rows_workbook(wrong))
    return _("有 %(count)d 行不对，没有载入，写在 %(path)s 里。") % {"count": len(wrong), "path": path}


def _refusal(refused: NetworkRefused) -> str:
    lines = [str(fault) for fault in refused.faults[:SHOWN]]
    more = len(refused.faults) - len(lines)
    if more:
        lines.append(_("另有 %(count)d 处。") % {"count": more})
    return "\n".join([_("有 %(count)d 处要改，什么都没有载入。") % {"count": len(refused.faults)}, *lines])


def _report(loaded: Loaded) -> list[str]:
    if loaded.is_nothing:
        return [_("都已经在了，没有改动。")]
    return [
        _("%(what)s：新增 %(added)d，改动 %(changed)d，没变 %(same)d。")
        % {
            "what": sheet_kinds()[kind].model._meta.verbose_name,
            "added": tally.added,
            "changed": tally.changed,
            "same": tally.same,
        }
        for kind, tally in loaded.tallies.items()
        if tally.added or tally.changed or tally.same
    ]


def _shown(difference: Difference) -> Iterator[str]:
    """The difference row by row, as far as it is kept."""
    for group in spoken(difference):
        yield f"{group.kind} · {group.what_words} {group.count}"
        yield from map(_row, group.lines)
        if group.more:
            yield "  " + _("另有 %(count)d 处。") % {"count": group.more}


def _row(line: SpokenLine) -> str:
    changes = "; ".join(f"{field} {old} → {new}" for field, old, new in line.changes)
    return "  " + " ".join(filter(None, (line.key, line.name, changes)))
