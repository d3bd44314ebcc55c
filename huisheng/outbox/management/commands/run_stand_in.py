"""`huisheng run_stand_in`: a gateway and a mail server of the demo, which show what residents would get."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from huisheng.outbox.stand_in import StandIn


def _is_even(number: str) -> bool:
    """Half of the demo's residents use the chat, so that both ways can be seen."""
    return number[-1:] in {"0", "2", "4", "6", "8"}


class Command(BaseCommand):
    help = "Runs a stand-in for SMS, chat and mail: takes them, shows them on a page, sends them to nobody."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--http", type=int, required=True, help="port of the gateway and of the page")
        parser.add_argument("--mail", type=int, required=True, help="port of the mail server")

    def handle(self, *args: Any, http: int, mail: int, **options: Any) -> None:
        stand_in = StandIn(http, mail, key=settings.GATEWAY_KEY, has_chat=_is_even)
        stand_in.start()
        self.stdout.write(f"The stand-in listens on {stand_in.http_port} and {stand_in.mail_port}.")
        stand_in.wait()
