"""The embedded database, started for real, in a folder whose path is long, spaced and Chinese."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from huisheng.config import processes
from huisheng.config.env import CHECKOUT

Run = Callable[..., subprocess.CompletedProcess[str]]
USES = "from huisheng.config import postgres; postgres.use(); {then}"


@pytest.fixture
def state_folder(tmp_path: Path) -> Path:
    return tmp_path / "有 空格 的目录" / ("很长" * 20) / ".huisheng"


@pytest.fixture
def huisheng(state_folder: Path) -> Iterator[Run]:
    """Runs the console command on that folder, in a shell without any locale."""
    environment = {
        "PATH": os.environ["PATH"],
        "HUISHENG_STATE": str(state_folder),
        "PYTHONPATH": str(CHECKOUT),
    }

    def run(*arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "huisheng", *arguments]
        return subprocess.run(command, env=environment, cwd="/", capture_output=True, text=True, check=False)

    yield run
    run("database", "stop")


def _server(state_folder: Path) -> psutil.Process | None:
    try:
        return processes.live(int((state_folder / "pg" / "postmaster.pid").read_text().split()[0]))
    except FileNotFoundError:
        return None


def test_it_starts_finds_chinese_words_and_stops_without_a_trace(huisheng: Run, state_folder: Path) -> None:
    started = huisheng("database", "start")
    assert started.returncode == 0, started.stderr
    address = huisheng("database", "url").stdout.strip()
    with psycopg.connect(address) as connection:
        found = connection.execute("SELECT show_trgm('路灯'), '路'::ltree, current_user").fetchone()
    assert found is not None
    assert len(found[0]) > 0
    assert found[2] == "huisheng_runtime"
    socket = Path((state_folder / "socket").read_text())
    assert huisheng("database", "stop").returncode == 0
    assert _server(state_folder) is None
    assert not socket.exists()


def test_nobody_gets_in_without_the_password(huisheng: Run) -> None:
    huisheng("database", "start")
    address = huisheng("database", "url").stdout.strip()
    password = address.split(":")[2].split("@")[0]
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(address.replace(password, "guessed"))
    with pytest.raises(psycopg.OperationalError, match="no password"):
        psycopg.connect(address.replace(f":{password}", "").replace("huisheng_runtime", "postgres"))


def test_it_ends_with_its_last_user(huisheng: Run, state_folder: Path) -> None:
    used = huisheng(code=USES.format(then="print(postgres.server().pid)"))
    assert used.stdout.strip().isdigit(), used.stderr
    assert _server(state_folder) is None


def test_it_stays_while_another_uses_it(huisheng: Run, state_folder: Path) -> None:
    waiting = "import sys; print('ready', flush=True); sys.stdin.read()"
    user = subprocess.Popen(
        [sys.executable, "-c", USES.format(then=waiting)],
        env=os.environ | {"HUISHENG_STATE": str(state_folder), "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert user.stdout is not None
    assert user.stdout.readline() == b"ready\n"
    huisheng(code=USES.format(then="pass"))
    assert _server(state_folder) is not None
    assert "Somebody still uses" in huisheng("database", "stop").stderr
    user.communicate(b"")
    assert _server(state_folder) is None


def test_it_comes_back_after_everything_was_killed(huisheng: Run, state_folder: Path) -> None:
    huisheng("database", "start")
    before = _server(state_folder)
    assert before is not None
    for process in [before, *before.children(recursive=True)]:
        process.send_signal(signal.SIGKILL)
    before.wait(10)
    again = huisheng("database", "start")
    assert again.returncode == 0, again.stderr
    after = _server(state_folder)
    assert after is not None
    assert after.pid != before.pid


def test_a_server_whose_starter_died_before_it_was_made_ready_is_made_ready(
    huisheng: Run, state_folder: Path
) -> None:
    dies = "import os; from huisheng.config import postgres, postgres_roles as r; r.set_up = lambda _: os._exit(9)"
    assert huisheng(code=f"{dies}; postgres.use()").returncode == 9
    before = _server(state_folder)
    assert before is not None
    code = "import psycopg; psycopg.connect(postgres.launch.address('huisheng_runtime')).close()"
    used = huisheng(code=USES.format(then=code))
    assert used.returncode == 0, used.stderr
    assert _server(state_folder) is None


def test_a_process_id_that_now_belongs_to_a_stranger_is_left_alone(huisheng: Run, state_folder: Path) -> None:
    huisheng("database", "start")
    huisheng("database", "stop")
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        pid_file = state_folder / "pg" / "postmaster.pid"
        pid_file.write_text(f"{stranger.pid}\n{state_folder / 'pg'}\n{int(time.time())}\n5432\n")
        started = huisheng("database", "start")
        assert started.returncode == 0, started.stderr
        huisheng("database", "stop")
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_half_made_database_is_made_again(huisheng: Run, state_folder: Path) -> None:
    (state_folder / "pg.new").mkdir(parents=True)
    (state_folder / "pg.new" / "PG_VERSION").write_text("18\n")
    started = huisheng("database", "start")
    assert started.returncode == 0, started.stderr


def test_secrets_are_for_their_owner_only(huisheng: Run, state_folder: Path) -> None:
    huisheng("database", "start")
    for name in ("secrets.json", "keys.json"):
        assert (state_folder / name).stat().st_mode & 0o777 == 0o600
    assert (state_folder / "pg").stat().st_mode & 0o777 == 0o700
