from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huisheng.cases.actions.load_retention import EXAMPLE, BadRetention, load_retention


class Command(BaseCommand):
    """Bring rules of how long things are kept into force."""

    help = (
        "Load how long contacts and words of closed cases are kept, instead of the usual rules of `migrate`."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=EXAMPLE, help="JSON; the example rules")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            new = load_retention(file)
        except (OSError, BadRetention) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(str(new))
