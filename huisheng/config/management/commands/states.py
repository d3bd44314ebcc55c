"""`huisheng states`: writes docs/reference/states.md and clocks.md from the transition table and the defaults."""

from typing import Any

from django.core.management.base import BaseCommand

from huisheng.config.clocks import clocks
from huisheng.config.env import CHECKOUT
from huisheng.config.states import states


class Command(BaseCommand):
    help = (
        "Writes docs/reference/states.md and clocks.md, the course of a case and its clocks, from the code."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for name, page in (("states", states()), ("clocks", clocks())):
            (CHECKOUT / "docs" / "reference" / f"{name}.md").write_text(page, encoding="utf-8")
            self.stdout.write(f"docs/reference/{name}.md")
