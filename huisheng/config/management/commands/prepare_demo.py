"""`huisheng prepare_demo`: tables and data of the demo district, and what `prepare` makes."""

from typing import Any

from django.core.management import call_command

from huisheng.config.management.commands.prepare import Command as Prepare


class Command(Prepare):
    help = "Migrates the database, loads the demo district, and does what `prepare` does."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Making the tables of the database …")
        call_command("migrate", verbosity=0, interactive=False)
        self.stdout.write("Loading the demo district …")
        call_command("load_demo")
        self.stdout.write("Compiling translations, collecting styles …")
        super().handle(*args, **options)
