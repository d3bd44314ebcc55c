import time
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from huisheng.people.actions.demo_accounts import demo_password
from huisheng.people.models import Appointment
from huisheng.people.queries import demo_posts
from huisheng.ui.names import with_note

# Roles are given, and what was said is erased, by two people.
BY_TWO = ("administrator", "identity_officer")


class Command(BaseCommand):
    help = "Prints the demo's accounts: one of each role, or all; with the password and the code of now."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", nargs="?", help="print this account only")
        parser.add_argument("--all", action="store_true", help="print every account, not one of each role")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo accounts exist in the demo only (HUISHENG_DEMO=1).")
        posts = demo_posts(options["login"])
        if not options["all"]:
            posts = _some_of_each_role(posts)
        if not posts:
            raise CommandError("There is no such demo account. Is the demo loaded? (huisheng load_demo)")
        factors = {
            factor.user_id: factor for factor in Authenticator.objects.filter(type="totp", user__demo=True)
        }
        self.stdout.write(
            f"Password of all: {demo_password()}    Sign in: {settings.PUBLIC_ADDRESS}/people/sign-in"
        )
        for post in posts:
            code = _code(factors[post.person.account.pk])
            self.stdout.write(
                f"  {post.person.account.login:<16}{code}  {post.role.name} {with_note(post.person.name, post.unit)}"
            )
        self.stdout.write(f"Codes change every 30 s; print them again with: {_again()}")


def _some_of_each_role(posts: list[Appointment]) -> list[Appointment]:
    """The first of each role, and two of those without whom the other can do nothing."""
    seen: Counter[str] = Counter()
    chosen = []
    for post in posts:
        seen[post.role_id] += 1
        if seen[post.role_id] <= (2 if post.role_id in BY_TWO else 1):
            chosen.append(post)
    return chosen


def _again() -> str:
    """The command, with the port on which this demo answers, so that the address printed is the right one again."""
    here = urlsplit(settings.PUBLIC_ADDRESS)
    port = f"PORT={here.port} " if here.hostname == "localhost" and here.port else ""
    return f"{port}bin/huisheng demo_codes"


def _code(factor: Authenticator) -> str:
    step = int(time.time()) // settings.MFA_TOTP_PERIOD
    return str(auth.format_hotp_value(auth.hotp_value(decrypt(factor.data["secret"]), step)))
