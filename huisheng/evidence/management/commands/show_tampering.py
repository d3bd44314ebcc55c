"""`huisheng show_tampering`: forge copies of the demo's log in four ways, and let the verifier look at each."""

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from huisheng.evidence.actions.export import export_log
from huisheng.evidence.forging import FORGERIES, forge
from huisheng.evidence.keys import log_key
from huisheng.verify.__main__ import main as verify

KEPT = "kept-checkpoint.txt"


class Command(BaseCommand):
    help = "Forges copies of the demo's log, as somebody with database and key could, and verifies each. Demo only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, nargs="?", help="where to put the copies; default: a fresh folder"
        )

    def handle(self, *args: Any, folder: Path | None, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Forging is shown in the demo only.")
        place = folder or Path(tempfile.mkdtemp(prefix="huisheng-log-"))
        honest, kept = place / "honest", place / KEPT
        export_log(honest)
        kept.write_bytes((honest / "checkpoint").read_bytes())
        self._verify("The log as it is", honest, kept)
        for name in FORGERIES:
            done = forge(honest, place / name, name, log_key().signer)
            self._verify(f"Forged: {done}", place / name, kept)
            self._verify("The same, by somebody who kept no checkpoint", place / name, None)
        self.stdout.write(f"\nAll copies are in {place}.")

    def _verify(self, title: str, log: Path, kept: Path | None) -> None:
        given = [str(log), *(["--checkpoint", str(kept)] if kept else [])]
        self.stdout.write(f"\n== {title}\n$ huisheng verify {' '.join(given)}")
        code = verify([*given, "--brief"])
        self.stdout.write(f"→ exit code {code}")
