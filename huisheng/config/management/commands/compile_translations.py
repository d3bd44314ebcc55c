"""`huisheng compile_translations`: .po files to .mo files."""

from typing import Any

from django.core.management.base import BaseCommand

from huisheng.config import translations


class Command(BaseCommand):
    help = "Compiles the translations that changed."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{translations.compile_all()} translations compiled.")
