from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huisheng.goals.actions.load_indicators import NotAsBefore, NotSound, load_indicators
from huisheng.goals.indicators.shipped import SHIPPED


class Command(BaseCommand):
    """Add versions of indicators from a file; without one, those that come with the programme."""

    help = "Add versions of indicators from a TOML file (docs/reference/indicators.md)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One optional file."""
        parser.add_argument("file", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say how many were new."""
        try:
            added = load_indicators(options["file"])
        except NotAsBefore as problem:
            raise CommandError(
                f"{problem} is in force and reads otherwise in the file. Give the change a version of its own."
            ) from problem
        except NotSound as problem:
            raise CommandError(
                f"{problem}: these are not parameters that it can be reckoned with."
            ) from problem
        self.stdout.write(f"{added} versions of indicators added.")
