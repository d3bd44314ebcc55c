"""`huisheng demo`: the demo district at work, from nothing to addresses and accounts on the screen."""

import json

from huisheng.config import serving, state
from huisheng.config.env import environment
from huisheng.config.management.commands.serve import Command as Serve

LINKS = "demo-links.json"
SITUATIONS = {
    "answered": "answered, to be confirmed",
    "handling": "being worked on",
    "question": "with a question",
}


class Command(Serve):
    help = "Makes and runs the demo district: database, data, web server and workers."

    def logs_to_files(self) -> bool:
        return True

    def make_ready(self) -> None:
        serving.step("prepare_demo")

    def _print_links(self, address: str) -> None:
        """Residents' secret links to three matters: the only ones that anybody knows."""
        links = state.folder() / LINKS
        if links.exists():
            self.stdout.write("\nWhat a resident sees with the link of a receipt:")
            for situation, secret in json.loads(links.read_text()).items():
                self.stdout.write(f"  {SITUATIONS[situation]:<28}{address}/t/{secret}")

    def announce(self, health: dict[str, str]) -> None:
        super().announce(health)
        address = environment().text("HUISHENG_ADDRESS") or f"http://localhost:{environment().text('PORT')}"
        self.stdout.write(f"\n  For residents   {address}/\n  For staff       {address}/desk/\n")
        serving.step("demo_codes")
        self._print_links(address)
        self.stdout.write(f"Logs: {state.folder() / 'log'}\nCtrl-C stops everything.")
        self.stdout.flush()
