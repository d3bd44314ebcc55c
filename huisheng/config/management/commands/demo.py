"""`huisheng demo`: the demo district at work, from nothing to addresses and accounts on the screen."""

from huisheng.config import serving, state
from huisheng.config.env import environment
from huisheng.config.management.commands.serve import Command as Serve


class Command(Serve):
    help = "Makes and runs the demo district: database, data, web server and workers."

    def logs_to_files(self) -> bool:
        return True

    def make_ready(self) -> None:
        self.stdout.write("Making the tables of the database …")
        serving.step("migrate", "--verbosity", "0")
        self.stdout.write("Loading the demo district …")
        serving.step("load_demo")
        self.stdout.write("Compiling translations, collecting styles …")
        super().make_ready()

    def announce(self, health: dict[str, str]) -> None:
        super().announce(health)
        address = environment().text("HUISHENG_ADDRESS") or f"http://localhost:{environment().text('PORT')}"
        self.stdout.write(f"\n  For residents   {address}/\n  For staff       {address}/desk/\n")
        serving.step("demo_codes")
        self.stdout.write(f"Logs: {state.folder() / 'log'}\nCtrl-C stops everything.")
        self.stdout.flush()
