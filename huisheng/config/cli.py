"""The console command `huisheng`: Django's commands, each with the database login that it needs."""

import os
import signal
import sys
from importlib import import_module
from types import FrameType

from huisheng.config import start
from huisheng.config.env import SettingError
from huisheng.config.postgres_launch import CannotStart
from huisheng.config.postgres_roles import WrongLocale
from huisheng.config.system_user import NoUser

OWN = {"database", "serve", "demo", "compile_translations"}
"""Commands that do without Django's apps: they work, or explain, even while an app is broken."""

ALONE = {"verify", "witness"}
"""Commands of outsiders: no settings, no state, no Django. `python -m huisheng.verify` is the same."""

OWNER = {"prepare_demo", "migrate", "makemigrations", "flush", "sqlflush", "dbshell", "createcachetable"}
"""Commands that change the shape of the database, besides all that begin with load_."""

DEMO = {"demo", "demo_codes", "prepare_demo", "show_tampering"}
"""Commands that are about the demo only, and so do without being told HUISHENG_DEMO=1."""

WITHOUT_DATABASE = {
    "",
    "help",
    "version",
    "--version",
    "--help",
    "collectstatic",
    "findstatic",
    "diffsettings",
    "run_stand_in",
}


def main(arguments: list[str] | None = None) -> None:
    argv = sys.argv if arguments is None else ["huisheng", *arguments]
    name = argv[1] if len(argv) > 1 else ""
    if name in ALONE:
        sys.exit(import_module(f"huisheng.{name}.__main__").main(argv[2:]))
    signal.signal(signal.SIGTERM, _end)
    if name in DEMO:
        os.environ["HUISHENG_DEMO"] = "1"
    # Several processes print into one log or terminal: whole lines, at once.
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    try:
        if name in OWN:
            _run_own(name, argv)
        else:
            _run_django(name, argv)
    except (SettingError, CannotStart, NoUser, WrongLocale) as fault:
        sys.exit(f"{fault}")
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)


def _run_own(name: str, argv: list[str]) -> None:
    start.prepare(with_database=False)
    import_module(f"huisheng.config.management.commands.{name}").Command().run_from_argv(argv)


def _run_django(name: str, argv: list[str]) -> None:
    needs_owner = name in OWNER or name.startswith("load_")
    start.prepare("owner" if needs_owner else "", with_database=name not in WITHOUT_DATABASE)
    from django.core.management import execute_from_command_line

    execute_from_command_line(argv)


def _end(_signal: int, _frame: FrameType | None) -> None:
    """End in good order on SIGTERM, so that the database is given up as on any other end."""
    sys.exit(128 + signal.SIGTERM)
