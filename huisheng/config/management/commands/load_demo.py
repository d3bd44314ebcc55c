"""`huisheng load_demo`: the demo district whole: network, calendar, catalogue, people, a year of matters."""

import json
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.actions.load_demo_cases import MATTERS, load_demo_cases
from huisheng.cases.models import Case
from huisheng.config import state
from huisheng.config.management.commands.demo import LINKS
from huisheng.core import audit
from huisheng.core.holidays import load_announced
from huisheng.core.models import AuditEntry
from huisheng.evidence.actions.publish import publish_openings
from huisheng.evidence.actions.sign import sign_checkpoint
from huisheng.evidence.keys import make_log_key
from huisheng.evidence.management.commands.make_log_key import default_origin
from huisheng.evidence.models import OpeningFile
from huisheng.goals.actions.load_demo_goals import load_demo_goals
from huisheng.network.actions.load_demo import load_demo_district
from huisheng.network.models import Unit
from huisheng.people.actions.load_demo_people import load_demo_people
from huisheng.people.models import Account

LOADED = "demo.loaded"
NOT_EMPTY = (
    "This database holds {what} that are not the demo's. Use another one: HUISHENG_STATE or DATABASE_URL."
)


class Command(BaseCommand):
    """Runs all loaders; a second time it does nothing; broken off, it goes on where it was."""

    help = "Loads the demo district, its people and an invented year. Only with HUISHENG_DEMO=1."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--matters", type=int, default=MATTERS, help="how many matters the year has")

    def handle(self, *args: Any, matters: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo exists only where HUISHENG_DEMO=1 is set.")
        if AuditEntry.objects.filter(action=LOADED).exists():
            self.stdout.write("The demo district is there already.")
            _begin_log()
            return
        _refuse_other_data()
        begun = time.perf_counter()
        self._load("district, plots, dwellings", load_demo_district)
        self._load("working calendar", load_announced)
        self._load("catalogue", load_catalogue)
        self._load("people and accounts", load_demo_people)
        self._load("goals", load_demo_goals)
        self._load("a year of matters", lambda: _load_matters(matters))
        self._load("tamper-evident log", _begin_log)
        self.stdout.write(f"Loaded in {time.perf_counter() - begun:.0f} s.")

    def _load(self, what: str, loader: Any) -> None:
        begun = time.perf_counter()
        loader()
        self.stdout.write(f"  {what}: {time.perf_counter() - begun:.1f} s")


def _refuse_other_data() -> None:
    """Invented matters must never come to lie among real ones."""
    others = {
        "units": Unit.objects.filter(illustrative=False),
        "accounts": Account.objects.filter(demo=False),
        "cases": Case.objects.all(),
    }
    for what, rows in others.items():
        if rows.exists():
            raise CommandError(NOT_EMPTY.format(what=what))


def _begin_log() -> None:
    """The demo's log with a key of its own, and all of its cases opened; nothing when that was done before."""
    path = Path(settings.LOG_KEY_FILE)
    if not path.exists():
        make_log_key(path, default_origin())
    if not OpeningFile.objects.exists():
        publish_openings()
        sign_checkpoint()


def _load_matters(count: int) -> None:
    with transaction.atomic():
        loaded = load_demo_cases(count)
        audit.record(LOADED, actor=None, matters=loaded.matters, records=loaded.records)
        # Before the foreign keys are looked at, which is at the end: after a load that was cut off, PostgreSQL may
        # believe that the tables are empty, and would look for each row in the wrong index.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    state.write_privately(state.folder() / LINKS, json.dumps(loaded.links, indent=1))
