"""What a resident holds of the tamper-evident log: promise and proof, in plain words and as files."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huisheng.core import clock
from huisheng.evidence.actions.append import append_pending
from huisheng.evidence.actions.export import export_log
from huisheng.evidence.actions.sign import sign_checkpoint
from huisheng.evidence.keys import LogKey
from huisheng.portal.tests.residents import WORDS, asked, case_of, text
from huisheng.verify.__main__ import FINE, main
from huisheng.verify.note import read_note
from huisheng.verify.promise import read_promise
from tests.cast import Cast


def test_the_receipt_s_promise_is_kept_and_the_verifier_says_so(
    client: Client, committed_cast: Cast, log: LogKey, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = asked(client, plot=committed_cast.plots[0].code)
    assert "这张回执带着一份签了名的承诺" in text(client.get(f"/t/{secret}/receipt"))
    waiting = text(client.get(f"/t/{secret}/evidence"))
    assert "已经承诺，还没有记入" in waiting
    promise = client.get(f"/t/{secret}/promise.txt")
    note = read_note(promise.content)
    assert note.signed_by(log.signer.key)
    said = read_promise(note)
    assert said.logged_by - said.received == 24 * 3600
    assert client.get(f"/t/{secret}/proof.json").status_code == 404
    assert "防篡改记录：承诺和证明" in text(client.get(f"/t/{secret}"))
    assert "已记入防篡改记录" not in waiting

    append_pending()
    sign_checkpoint()
    assert client.get(f"/t/{secret}/promise.txt").content == promise.content
    kept = text(client.get(f"/t/{secret}/evidence"))
    assert "已记入防篡改记录" in kept
    assert "您的事是第" in kept
    export_log(tmp_path / "copy")
    (tmp_path / "promise").write_bytes(promise.content)
    (tmp_path / "proof").write_bytes(client.get(f"/t/{secret}/proof.json").content)
    given = [
        str(tmp_path / "copy"),
        "--promise",
        str(tmp_path / "promise"),
        "--proof",
        str(tmp_path / "proof"),
    ]
    assert main(given) == FINE
    told = capsys.readouterr().out
    assert "the promise is kept" in told
    assert f"is received: month {clock.now().astimezone():%Y-%m}" in told


def test_the_files_name_nobody_and_tell_nothing_of_the_matter(
    client: Client, committed_cast: Cast, log: LogKey
) -> None:
    secret = asked(client, plot=committed_cast.plots[0].code, contact="13804310001")
    append_pending()
    sign_checkpoint()
    case = case_of(secret)
    for name in ("promise.txt", "proof.json"):
        content = client.get(f"/t/{secret}/{name}").content.decode()
        for kept in (WORDS[:6], "13804310001", secret, case.number, str(case.id), case.id.hex):
            assert kept not in content
    leaves = json.loads(client.get(f"/t/{secret}/proof.json").content)["leaves"]
    assert [leaf["kind"] for leaf in leaves] == ["received", "promised"]


def test_an_overdue_promise_is_called_evidence(
    client: Client, cast: Cast, log: LogKey, monkeypatch: Any
) -> None:
    secret = asked(client)
    now = clock.now() + timedelta(hours=25)
    monkeypatch.setattr(clock, "now", lambda: now)
    page = text(client.get(f"/t/{secret}/evidence"))
    assert "早该记入，还没有记入" in page
    assert "就是证据" in page


def test_where_there_is_no_log_nothing_is_promised(
    client: Client, cast: Cast, settings: Any, tmp_path: Path
) -> None:
    settings.LOG_KEY_FILE = tmp_path / "none"
    secret = asked(client)
    assert "承诺和证明" not in text(client.get(f"/t/{secret}/receipt"))
    assert client.get(f"/t/{secret}/evidence").status_code == 404
    assert client.get(f"/t/{secret}/promise.txt").status_code == 404
    assert "还没有开始记录" in text(client.get("/log/"))


def test_the_public_page_shows_the_checkpoint_and_how_to_check(
    client: Client, committed_cast: Cast, log: LogKey
) -> None:
    asked(client)
    append_pending()
    sign_checkpoint()
    page = client.get("/log/")
    assert str(log.signer.key) in page.content.decode().replace("&#x2B;", "+")
    assert "— log.example/test" in page.content.decode()
    assert "不到10件，还没有公开。" in text(page)
    assert "社区、村和工作站的数字不能从外面核对" in text(page)


def test_files_of_a_matter_are_nobody_else_s_to_keep(client: Client, cast: Cast, log: LogKey) -> None:
    secret = asked(client)
    answer = client.get(f"/t/{secret}/promise.txt")
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Disposition"].startswith("attachment")
    assert client.get("/t/wrongwrongwrongwrong/promise.txt").status_code == 404
