"""A district of its own to measure in: database, keys and web server apart from the demo and the tests."""

import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError

PORT = "8790"
READY_SECONDS = 60


def prepare() -> None:
    """Have Django set up as the owner on a migrated database with the demo's network and the catalogue."""
    os.environ.setdefault("HUISHENG_STATE", ".huisheng/bench")
    os.environ["PORT"] = PORT
    from huisheng.config.start import prepare as prepare_process

    prepare_process("owner")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_roles", verbosity=0)
    _load_district()
    call_command("collectstatic", "--no-input", "--verbosity", "0", "--ignore", "django_htmx")
    call_command("compile_translations", verbosity=0)


def _load_district() -> None:
    from huisheng.cases.actions.load_catalogue import load_catalogue
    from huisheng.core.holidays import load_announced
    from huisheng.network.actions.load_demo import load_demo_district
    from huisheng.network.models import Unit

    if not Unit.objects.exists():
        load_demo_district()
        load_announced()
        load_catalogue()


@contextmanager
def serving(processes: int = 2) -> Iterator[str]:
    """The web server alone, as production runs it; its address. Ended by its process group."""
    from huisheng.config import serving as parts
    from huisheng.config.env import environment

    os.environ["HUISHENG_WEB_WORKERS"] = str(processes)
    web = parts.children(environment(), logs_to_files=True)[0]
    web.start()
    address = f"http://127.0.0.1:{PORT}"
    try:
        _wait_for(address)
        yield address
    finally:
        if web.process is not None:
            web.stop()


def _wait_for(address: str) -> None:
    end = time.monotonic() + READY_SECONDS
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (URLError, ConnectionError):
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def run(*command: str) -> str:
    """Run a program to its end; what it printed. Its own words are shown when it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        raise SystemExit(f"{command[0]} failed")
    return done.stdout


def database_address() -> dict[str, str]:
    """Environment for PostgreSQL's own programs to reach the database of this bench."""
    from django.db import connection

    parameters = connection.get_connection_params()
    return {
        "PGHOST": str(parameters["host"]),
        "PGUSER": str(parameters["user"]),
        "PGPASSWORD": str(parameters["password"]),
        "PGDATABASE": str(parameters["dbname"]),
    }
