"""What serving consists of: one web server and three workers, one of them for what runs by the clock only and
one for messages out, since the other side may keep it waiting."""

import json
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path

from huisheng.config import state, supervisor
from huisheng.config.env import CHECKOUT, Environment
from huisheng.config.supervisor import Child

POOL = "4"
CLOCK_QUEUE = "clock"
MESSAGES_QUEUE = "messages"
STATIC_SECONDS = 30 * 24 * 3600
LOG_BYTES = 5_000_000
READY_SECONDS = 60


def console(*arguments: str) -> list[str]:
    """A command line of `huisheng`; by module, since scripts of a venv break when a path has spaces."""
    return [sys.executable, "-m", "huisheng", *arguments]


def web_server(env: Environment) -> list[str]:
    return [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        env.text("HUISHENG_BIND"),
        "--port",
        env.text("PORT"),
        "--workers",
        env.text("HUISHENG_WEB_WORKERS"),
        "--blocking-threads",
        env.text("HUISHENG_WEB_THREADS"),
        "--workers-kill-timeout",
        "10s",
        "--respawn-failed-workers",
        "--no-ws",
        "--log-level",
        "warning",
        "--static-path-route",
        "/static",
        "--static-path-mount",
        str(env.state / "static"),
        "--static-path-expires",
        str(STATIC_SECONDS),
        "--working-dir",
        str(CHECKOUT),
        "huisheng.config.wsgi:application",
    ]


def children(env: Environment, logs_to_files: bool) -> list[Child]:
    def log(name: str) -> Path | None:
        return fresh_log(name) if logs_to_files else None

    own = {"HUISHENG_STATE": str(env.state), "PYTHONPATH": str(CHECKOUT), "HUISHENG_LOGIN": "runtime"}
    first = env.number("HUISHENG_STAND_IN")
    ports = ("--http", str(first), "--mail", str(first + 1))
    stand_in = [Child("The stand-in", console("run_stand_in", *ports), log("stand_in"), own)] if first else []
    return [
        *stand_in,
        Child("The web server", web_server(env), log("web"), own | {"HUISHENG_POOL": POOL}),
        Child(
            "The worker",
            console("run_worker", "--all-but", f"{CLOCK_QUEUE},{MESSAGES_QUEUE}"),
            log("worker"),
            own,
        ),
        Child("The clock's worker", console("run_worker", "--only", CLOCK_QUEUE), log("clock"), own),
        Child("The messages' worker", console("run_worker", "--only", MESSAGES_QUEUE), log("messages"), own),
    ]


def fresh_log(name: str) -> Path:
    path = state.folder() / "log" / f"{name}.log"
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_suffix(".old"))
    return path


def step(*arguments: str) -> None:
    """Run one command of `huisheng` to its end. `CannotServe` when it fails; it has said why itself."""
    done = subprocess.run(console(*arguments), cwd=CHECKOUT, check=False)
    if done.returncode:
        raise supervisor.CannotServe(f"`huisheng {arguments[0]}` failed; what it says stands above.")


def static_files_are_fresh(env: Environment) -> bool:
    """Whether no source of a static file, and no locked version, is newer than what was collected."""
    collected = env.state / "static" / "staticfiles.json"
    if not collected.exists():
        return False
    sources = [CHECKOUT / "requirements" / "base.txt", *(CHECKOUT / "huisheng").glob("*/static/**/*")]
    return max(source.stat().st_mtime for source in sources) <= collected.stat().st_mtime


def wait_until_ready(env: Environment, guard: supervisor.Supervisor) -> dict[str, str]:
    """What /healthz says once all is well, or what it said last."""
    host = "127.0.0.1" if env.text("HUISHENG_BIND") in {"0.0.0.0", "::"} else env.text("HUISHENG_BIND")  # noqa: S104
    address = f"http://{f'[{host}]' if ':' in host else host}:{env.text('PORT')}/healthz"
    first_name = env.text("HUISHENG_HOSTS").split(",")[0].strip(" .*") or "localhost"
    end = time.monotonic() + READY_SECONDS
    found: dict[str, str] = {"web": "down"}
    while time.monotonic() < end and not guard.told_to_stop:
        found = _health(address, first_name)
        if set(found.values()) == {"ok"} or found.get("migrations") == "down":
            break
        time.sleep(0.3)
    return found


def _health(address: str, host: str) -> dict[str, str]:
    request = urllib.request.Request(address, headers={"Host": host})  # noqa: S310  (our own server)
    try:
        with urllib.request.urlopen(request, timeout=5) as response:  # noqa: S310
            return dict(json.load(response))
    except urllib.error.HTTPError as answer:
        return (
            dict(json.load(answer))
            if answer.code == HTTPStatus.SERVICE_UNAVAILABLE
            else {"web": f"answers {answer.code}"}
        )
    except (OSError, ValueError):
        return {"web": "down"}
