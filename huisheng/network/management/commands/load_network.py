"""`huisheng load_network FOLDER|FILE…`: load areas, units, organisations, plots and dwellings from files."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from huisheng.network.actions.load_network import Loaded, load_network
from huisheng.network.faults import NetworkRefused
from huisheng.network.files.reading import read_bundle
from huisheng.network.kinds import KINDS

SHOWN = 200


class Command(BaseCommand):
    """Reads the files, loads them all or not at all, and says what was added, changed, or the same."""

    help = "Load the network from files (CSV, GeoJSON; see huisheng/network/README.md). All or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Folders and files."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="FOLDER|FILE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or print every fault and change nothing."""
        try:
            loaded = load_network(read_bundle(options["paths"]), actor=None)
        except NetworkRefused as refused:
            raise CommandError(_refusal(refused)) from refused
        for line in _report(loaded):
            self.stdout.write(line)


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
            "what": KINDS[kind].model._meta.verbose_name,
            "added": tally.added,
            "changed": tally.changed,
            "same": tally.same,
        }
        for kind, tally in loaded.tallies.items()
        if tally.added or tally.changed or tally.same
    ]
