"""`huisheng export_log FOLDER`: a copy of the log as it is served."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huisheng.evidence.actions.export import export_log
from huisheng.evidence.keys import NoKey


class Command(BaseCommand):
    help = "Writes the log as static files into a folder, for a mirror or for verifying offline."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            count = export_log(folder)
        except NoKey:
            raise CommandError("There is no log yet: huisheng make_log_key") from None
        self.stdout.write(f"{count} files in {folder}.")
