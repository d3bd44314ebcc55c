"""`huisheng publish_openings`: what the job does four nights a month, now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huisheng.evidence.actions.publish import publish_openings
from huisheng.evidence.actions.sign import sign_checkpoint
from huisheng.evidence.keys import NoKey


class Command(BaseCommand):
    help = "Appends what waits to the log, opens its cases and signs: what the job does four nights a month."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            files = publish_openings()
            sign_checkpoint()
        except NoKey:
            raise CommandError("There is no log yet: huisheng make_log_key") from None
        self.stdout.write(
            "\n".join(f"{file.path}: {file.cases} cases" for file in files) or "Nothing changed."
        )
