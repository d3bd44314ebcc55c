"""`huisheng database`: the embedded PostgreSQL by hand, and SQL for a server of one's own."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huisheng.config import postgres, postgres_launch, postgres_roles


class Command(BaseCommand):
    help = "Starts, stops and shows the embedded database; prints the SQL that prepares another server."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("act", choices=["start", "stop", "status", "url", "sql"])
        parser.add_argument(
            "--owner", action="store_true", help="url: the owner's login instead of the runtime's"
        )

    def handle(self, *args: Any, act: str, owner: bool, **options: Any) -> None:
        getattr(self, act)(postgres_roles.OWNER if owner else postgres_roles.RUNTIME)

    def start(self, _role: str) -> None:
        """Keep it running after this command."""
        postgres.keep_file().touch()
        postgres.use()
        self.stdout.write(f"The database runs (process {self._pid()}). Stop it with: huisheng database stop")

    def stop(self, _role: str) -> None:
        if not postgres.stop():
            raise CommandError("Somebody still uses the database. It stops when the last one ends.")
        self.stdout.write("The database is stopped.")

    def status(self, _role: str) -> None:
        pid = self._pid()
        self.stdout.write(f"The database runs (process {pid})." if pid else "The database does not run.")

    def url(self, role: str) -> None:
        """A libpq address of the running database."""
        self.stdout.write(postgres_launch.address(role))

    def sql(self, _role: str) -> None:
        """For a superuser of another server, with fresh passwords."""
        owner, runtime = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.stdout.write(postgres_roles.statements_for_own_server(owner, runtime))
        self.stdout.write(f"-- DATABASE_URL=postgresql://{postgres_roles.RUNTIME}:{runtime}@HOST/huisheng")
        self.stdout.write(f"-- DATABASE_OWNER_URL=postgresql://{postgres_roles.OWNER}:{owner}@HOST/huisheng")

    def _pid(self) -> int:
        running = postgres.server()
        return running.pid if running else 0
