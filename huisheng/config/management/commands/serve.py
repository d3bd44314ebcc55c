"""`huisheng serve`: web server and workers, kept running until Ctrl-C or SIGTERM."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huisheng.config import postgres, serving, supervisor
from huisheng.config.database import is_embedded
from huisheng.config.env import environment


class Command(BaseCommand):
    help = "Runs the web server and the workers of an installation whose database is migrated."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.serve()
        except supervisor.CannotServe as fault:
            raise CommandError(str(fault)) from None

    def serve(self) -> None:
        lock = supervisor.take_lock()
        ended = supervisor.end_left_over()
        if ended:
            self.stdout.write(f"{ended} programs left over from a killed start were ended.")
        env = environment()
        supervisor.check_port(env.text("HUISHENG_BIND"), env.number("PORT"))
        if is_embedded(env):
            postgres.use()
        self.make_ready()
        guard = supervisor.Supervisor(serving.children(env, self.logs_to_files()), is_embedded(env))
        guard.begin()
        try:
            health = serving.wait_until_ready(env, guard)
            if not guard.told_to_stop:
                self.announce(health)
            guard.run()
        finally:
            guard.end()
        postgres.release()
        os.close(lock)
        self.stdout.write("Huisheng is stopped.")

    def logs_to_files(self) -> bool:
        """A supervisor such as systemd collects what is printed."""
        return False

    def make_ready(self) -> None:
        serving.step("prepare")

    def announce(self, health: dict[str, str]) -> None:
        down = [part for part, found in health.items() if found != "ok"]
        if "migrations" in down:
            self.stderr.write("The database is not migrated. Stop this, then: huisheng migrate")
        elif down:
            self.stderr.write(f"Not well yet: {', '.join(down)}. See /healthz and the logs.")
        else:
            self.stdout.write("Huisheng answers.")
