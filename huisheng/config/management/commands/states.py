"""`huisheng states`: writes docs/reference/states.md from the transition table."""

from typing import Any

from django.core.management.base import BaseCommand

from huisheng.config.env import CHECKOUT
from huisheng.config.states import states


class Command(BaseCommand):
    help = "Writes docs/reference/states.md, the course of a case, from the transition table."

    def handle(self, *args: Any, **options: Any) -> None:
        (CHECKOUT / "docs" / "reference" / "states.md").write_text(states(), encoding="utf-8")
        self.stdout.write("docs/reference/states.md")
