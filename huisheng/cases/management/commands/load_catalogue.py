from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huisheng.cases.actions.load_catalogue import EXAMPLE, BadCatalogue, load_catalogue


class Command(BaseCommand):
    """Bring an edition of the catalogue into force."""

    help = "Load an edition of the catalogue: categories, who is responsible for them, and their times."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=EXAMPLE, help="JSON; the example edition")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            loaded = load_catalogue(file)
        except (OSError, BadCatalogue) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{loaded.version}: {loaded.categories}")
