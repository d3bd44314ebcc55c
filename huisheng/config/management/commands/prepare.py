"""`huisheng prepare`: what has to be made before serving, in one process, since each start of Python costs a second."""

from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from huisheng.config import serving, translations
from huisheng.config.env import environment


class Command(BaseCommand):
    help = "Checks the installation, compiles translations and collects static files."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        translations.compile_all()
        call_command("check", databases=["default"], stdout=StringIO())
        if not serving.static_files_are_fresh(environment()):
            # django_htmx brings copies of htmx that import what it does not bring; ours are in ui.
            call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["django_htmx"])
