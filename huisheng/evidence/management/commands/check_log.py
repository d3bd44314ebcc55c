"""`huisheng check_log`: whether every event is still what its leaf says."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from huisheng.evidence.queries.compare import touched


class Command(BaseCommand):
    help = (
        "Compares every logged event with its leaf and names those that were changed or removed afterwards."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for each in touched():
            what = "was removed" if each.gone else "was changed"
            self.stdout.write(f"leaf {each.index}: {each.source} {each.subject} {each.seq} {what}")
            found += 1
        if found:
            raise CommandError(f"{found} events are not what they were when they were logged.")
        self.stdout.write("Every event is what its leaf says.")
