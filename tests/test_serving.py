"""`huisheng serve` as an operator meets it: it answers, survives, and ends without a trace."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from huisheng.config import processes
from huisheng.config.env import CHECKOUT
from tests.support.database import OwnDatabase

READY_SECONDS = 90
WELL = {"database": "ok", "migrations": "ok", "workers": "ok"}


class Site:
    """One served installation with a port and a state folder of its own."""

    def __init__(self, database: OwnDatabase, state_folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.state_folder = state_folder
        self.said = state_folder.with_name("said.txt")
        self.environment = database.environment(
            PORT=str(self.port), HUISHENG_STATE=str(state_folder), HUISHENG_DEMO="1"
        )
        self.process = self.start()

    def start(self) -> "subprocess.Popen[bytes]":
        # Not a pipe: children that outlive a killed supervisor would keep it open.
        with self.said.open("w") as out:
            command = [sys.executable, "-m", "huisheng", "serve"]
            return subprocess.Popen(command, cwd=CHECKOUT, env=self.environment, stdout=out, stderr=out)

    def ask(self, method: str = "GET", path: str = "/healthz", **options: Any) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, **options)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def wait_until_well(self) -> None:
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            # What a killed supervisor left behind would answer as well; so the new one has to say it.
            if "Huisheng answers." in self.said.read_text():
                assert json.loads(self.ask()[1]) == WELL
                return
            time.sleep(0.3)
        self.end()
        pytest.fail(f"never well:\n{self.said.read_text()[-3000:]}")

    def children(self) -> list[int]:
        return [each.pid for each in processes.remembered(self.state_folder / "children.json")]

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(60)


@pytest.fixture
def site(own_database: OwnDatabase, tmp_path: Path) -> Iterator[Site]:
    served = Site(own_database, tmp_path / "状态 文件夹")
    yield served
    if served.process.poll() is None:
        served.end()


def test_a_site_answers_refuses_survives_kill_9_and_ends_without_a_trace(site: Site) -> None:
    site.wait_until_well()

    assert site.ask("GET", "/look/")[0] == 200
    assert site.ask("POST", "/", body=b"x", headers={"Content-Length": "99999999"})[0] == 413
    chunked = {"Transfer-Encoding": "chunked", "Content-Type": "text/plain"}
    assert site.ask("POST", "/", body=iter([b"words"]), headers=chunked, encode_chunked=True)[0] == 411

    before = site.children()
    assert len(before) == 4, "web, and a worker for the clock, for messages, for the rest"
    os.kill(site.process.pid, signal.SIGKILL)
    site.process.wait()
    assert len(processes.groups(before)) >= 4, "children outlive a supervisor that was killed"

    site.process = site.start()
    site.wait_until_well()
    assert processes.groups(before) == [], "the next start ends them"

    after = site.children()
    site.end()
    said = site.said.read_text()
    assert "4 programs left over from a killed start were ended." in said
    assert said.endswith("Huisheng is stopped.\n")
    assert processes.groups(after) == []
    assert site.process.returncode == 0
