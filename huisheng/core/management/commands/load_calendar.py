import csv
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huisheng.core.holidays import load_announced, load_file


class Command(BaseCommand):
    """Load holidays and make-up working days into the working calendar."""

    help = "Load statutory holidays and make-up working days (from the package, or from a CSV file)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="CSV: day,is_working,name (2027-01-01,0,元旦)")

    def handle(self, *args: Any, file: Path | None, **options: Any) -> None:
        if file is None:
            years = load_announced()
            self.stdout.write(f"{min(years)}–{max(years)}")
            return
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                rows = [
                    (date.fromisoformat(r["day"]), r["is_working"] == "1", r["name"])
                    for r in csv.DictReader(lines)
                ]
        except (OSError, KeyError, ValueError) as problem:
            raise CommandError(f"{file}: {problem}") from problem
        self.stdout.write(str(load_file(rows)))
