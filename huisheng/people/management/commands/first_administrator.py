from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from huisheng.people.actions.first_administrator import first_administrator
from huisheng.people.refusals import Refused


class Command(BaseCommand):
    help = "Makes an administrator of a real installation and prints the link for the password, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", help="login name, such as zheng.guan")
        parser.add_argument("name", help="the person's full name")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            invited = first_administrator(options["name"], options["login"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{invited.account.login} ({options['name']}) may set a password here, once:")
        self.stdout.write(settings.PUBLIC_ADDRESS + reverse("people:invitation", args=[invited.token]))
        self.stdout.write("Make a second administrator the same way: every role is given by two people.")
