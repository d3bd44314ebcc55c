"""`huisheng glossary`: writes docs/glossary.md from the code."""

from typing import Any

from django.core.management.base import BaseCommand

from huisheng.config.env import CHECKOUT
from huisheng.config.glossary import glossary


class Command(BaseCommand):
    help = "Writes docs/glossary.md from the code and the translations."

    def handle(self, *args: Any, **options: Any) -> None:
        (CHECKOUT / "docs" / "glossary.md").write_text(glossary(), encoding="utf-8")
        self.stdout.write("docs/glossary.md")
