"""Children are kept running, ended in order, and found again after the supervisor was killed."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from huisheng.config import processes, supervisor
from huisheng.config.supervisor import CannotServe, Child, Supervisor

SLEEP = "import time; time.sleep(60)"
ENDS_WELL = "import sys; sys.exit(0)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"


@pytest.fixture(autouse=True)
def _own_state_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUISHENG_STATE", str(tmp_path / "状态 文件夹"))


def _child(code: str, name: str = "child") -> Child:
    return Child(name, [sys.executable, "-c", code], None, dict([supervisor.mark()]))


def _until(true: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "did not happen in time"
        time.sleep(0.02)


def test_a_child_that_ended_well_is_started_again_as_well() -> None:
    child = _child(ENDS_WELL)
    child.start()
    assert child.process is not None
    first = child.process.pid
    _until(child.restart_when_dead)
    assert child.process.pid != first
    child.stop()


def test_a_child_that_keeps_ending_is_started_ever_more_slowly() -> None:
    child = _child(ENDS_WELL)
    child.start()
    _until(child.restart_when_dead)
    assert child.pause == 1.0
    child.stop()


def test_what_a_killed_child_had_started_ends_before_it_starts_again() -> None:
    code = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SLEEP!r}]); {SLEEP}"
    child = _child(code)
    child.start()
    assert child.process is not None
    leader = child.process.pid
    _until(lambda: len(processes.groups([leader])) == 2)
    os.kill(leader, signal.SIGKILL)
    _until(child.restart_when_dead)
    assert processes.groups([leader]) == []
    child.stop()


def test_a_child_that_does_not_listen_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "PATIENCE", 0.3)
    child = _child(STUBBORN)
    child.start()
    time.sleep(0.3)
    child.stop()
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL
    assert processes.groups([child.process.pid]) == []


def test_children_end_in_the_order_web_then_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    stop = Child.stop

    def note_and_stop(child: Child) -> None:
        ended.append(child.name)
        stop(child)

    monkeypatch.setattr(Child, "stop", note_and_stop)
    guard = Supervisor([_child(SLEEP, "web"), _child(SLEEP, "worker")], embedded=False)
    for child in guard.children:
        child.start()
    threading.Timer(0.3, lambda: setattr(guard, "told_to_stop", True)).start()
    guard.run()
    guard.end()
    assert ended == ["web", "worker"]


def test_what_a_killed_supervisor_left_is_found_and_ended() -> None:
    left = _child(SLEEP)
    left.start()
    assert left.process is not None
    processes.remember(supervisor.records_file(), [processes.of(left.process.pid)])
    assert supervisor.end_left_over() == 1
    assert left.process.wait(5) != 0
    assert supervisor.end_left_over() == 0


def test_workers_whose_leader_was_killed_are_found_by_their_mark() -> None:
    code = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {SLEEP!r}]); {SLEEP}"
    left = _child(code)
    left.start()
    assert left.process is not None
    leader = left.process.pid
    _until(lambda: len(processes.groups([leader])) == 2)
    processes.remember(supervisor.records_file(), [processes.of(leader)])
    os.kill(leader, signal.SIGKILL)
    left.process.wait()
    assert supervisor.end_left_over() == 1
    _until(lambda: processes.groups([leader]) == [])


def test_a_stranger_who_got_a_recorded_process_id_is_never_touched() -> None:
    stranger = subprocess.Popen([sys.executable, "-c", SLEEP], start_new_session=True)
    try:
        earlier = processes.Process(stranger.pid, time.time() - 3600)
        processes.remember(supervisor.records_file(), [earlier])
        assert supervisor.end_left_over() == 0
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_record_that_was_cut_off_is_passed_over() -> None:
    supervisor.records_file().write_text('[{"pid": 12')
    assert supervisor.end_left_over() == 0


def test_only_one_supervisor_runs_in_a_state_folder_and_an_old_lock_is_no_hindrance() -> None:
    first = supervisor.take_lock()
    with pytest.raises(CannotServe, match=f"process {os.getpid()}"):
        supervisor.take_lock()
    os.close(first)
    os.close(supervisor.take_lock())


def test_a_busy_port_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with pytest.raises(CannotServe, match=rf"Port {port} cannot be used .* make demo PORT="):
            supervisor.check_port("127.0.0.1", port)
    supervisor.check_port("127.0.0.1", port)
