"""`huisheng make_log_key`: the key of this installation's log, once."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from huisheng.evidence.keys import make_log_key


def default_origin() -> str:
    """The name of a log is its address without `https://`."""
    return f"{settings.PUBLIC_ADDRESS.split('://', 1)[1]}/log"


class Command(BaseCommand):
    help = "Makes the key of the tamper-evident log, once; prints the public half, which outsiders need."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--origin", default="", help="name of the log; default: its address without https://"
        )

    def handle(self, *args: Any, origin: str, **options: Any) -> None:
        path = Path(settings.LOG_KEY_FILE)
        try:
            key = make_log_key(path, origin or default_origin())
        except FileExistsError:
            raise CommandError(
                f"{path} is there already. Another key would begin another log, and every kept checkpoint "
                "and promise would be void."
            ) from None
        except ValueError as fault:
            raise CommandError(str(fault)) from fault
        self.stdout.write(f"{key.signer.key}")
        self.stderr.write(f"Keep {path} apart from backups of the database, and publish the line above.")
