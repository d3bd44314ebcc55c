"""`huisheng demo`: the demo district at work, from nothing to addresses and accounts on the screen."""

import json
import os
import secrets
import socket
from collections.abc import MutableMapping

from huisheng.config import serving, state
from huisheng.config.env import environment
from huisheng.config.management.commands.serve import Command as Serve

LINKS = "demo-links.json"
SITUATIONS = {
    "answered": "answered, to be confirmed",
    "handling": "being worked on",
    "question": "with a question",
    "mediated": "a mediation, meeting arranged",
    "opened": "with an identity opened",
}


TAKEN_BY_STAND_IN = ("HUISHENG_SMS", "HUISHENG_CHAT", "HUISHENG_MAIL")


def use_stand_in(environ: MutableMapping[str, str]) -> None:
    """Let messages go to a stand-in on this machine, unless they were told to go somewhere."""
    if any(environ.get(name) for name in (*TAKEN_BY_STAND_IN, "HUISHENG_STAND_IN")):
        return
    first = _free_pair(int(environ.get("PORT") or environment().number("PORT")) + 1)
    gateway = f"http://127.0.0.1:{first}/send"
    environ.update(
        HUISHENG_STAND_IN=str(first),
        HUISHENG_SMS=gateway,
        HUISHENG_CHAT=gateway,
        HUISHENG_MAIL=f"smtp://127.0.0.1:{first + 1}",
        HUISHENG_GATEWAY_KEY=secrets.token_hex(),
    )


def _free_pair(start: int) -> int:
    """The first of two neighbouring ports that nobody listens on."""
    return next(port for port in range(start, start + 200) if _is_free(port) and _is_free(port + 1))


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


class Command(Serve):
    help = "Makes and runs the demo district: database, data, web server and workers."

    def logs_to_files(self) -> bool:
        return True

    def serve(self) -> None:
        use_stand_in(os.environ)
        super().serve()

    def make_ready(self) -> None:
        serving.step("prepare_demo")

    def _print_links(self, address: str) -> None:
        """Residents' secret links to some matters: the only ones that anybody knows."""
        links = state.folder() / LINKS
        if links.exists():
            self.stdout.write("\nWhat a resident sees with the link of a receipt:")
            for situation, secret in json.loads(links.read_text()).items():
                self.stdout.write(f"  {SITUATIONS[situation]:<32}{address}/t/{secret}")

    def announce(self, health: dict[str, str]) -> None:
        super().announce(health)
        address = environment().text("HUISHENG_ADDRESS") or f"http://localhost:{environment().text('PORT')}"
        self.stdout.write(f"\n  For residents   {address}/\n  For staff       {address}/desk/\n")
        if environment().number("HUISHENG_STAND_IN"):
            residents_get = f"http://localhost:{environment().number('HUISHENG_STAND_IN')}/"
            self.stdout.write(f"  SMS, chat, mail {residents_get}  (what residents would get)\n")
        serving.step("demo_codes")
        self._print_links(address)
        self.stdout.write(f"Logs: {state.folder() / 'log'}\nCtrl-C stops everything.")
        self.stdout.flush()
