"""The verifier as a command: its words, its exit codes, what it keeps, and that it stands alone."""

import subprocess
import sys
from pathlib import Path

import pytest

from huisheng.verify.__main__ import FAULTY, FINE, UNPROVEN, UNREADABLE, main
from huisheng.verify.tests.building import STREET, Story, built
from huisheng.verify.tests.test_verifier import STORIES, grown


def test_the_command_says_so_and_ends_accordingly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log, kept = built(STORIES), tmp_path / "kept"
    log.publish(tmp_path / "log")
    where = str(tmp_path / "log")
    assert main([where, "--save", str(kept)]) == UNPROVEN
    assert "This proves nothing yet" in capsys.readouterr().out
    assert main([where, "--checkpoint", str(kept), "--since", "2026-10", "--area", STREET]) == FINE
    told = capsys.readouterr().out
    assert f"Closure in {STREET} 春城街道, 2026-10 to 2026-10: 12 of 13 = 92.31%" in told
    assert "1 withdrawn" in told
    assert "Nothing is missing, and nothing was changed." in told
    assert "proves nothing" not in told
    built(STORIES[1:]).publish(tmp_path / "other")
    assert main([str(tmp_path / "other"), "--checkpoint", str(kept)]) == FAULTY
    assert "These figures are not to be believed" in capsys.readouterr().out
    assert main([str(tmp_path / "nowhere")]) == UNREADABLE
    assert main([where, "--checkpoint", str(tmp_path / "nowhere")]) == UNREADABLE
    assert main([where, "--key", "x"]) == UNREADABLE


@pytest.mark.parametrize("option", [["--since", "2026-13"], ["--since", "Oktober"], []])
def test_what_is_typed_wrongly_is_said(
    tmp_path: Path, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*(["x"] if option else []), *option])
    assert ended.value.code == 2
    assert "usage: huisheng verify" in capsys.readouterr().err


def test_it_runs_without_django_and_without_anything_else_of_ours(tmp_path: Path) -> None:
    """In a process that refuses to import them."""
    built(STORIES).publish(tmp_path)
    code = (
        "import sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        parts = name.split('.')\n"
        "        if parts[0] in ('django', 'psycopg', 'procrastinate') or (\n"
        "            parts[0] == 'huisheng' and parts[1:] and parts[1] not in ('verify', 'witness')):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "import huisheng.witness.__main__\n"
        "from huisheng.verify.__main__ import main\n"
        f"sys.exit(main([{str(tmp_path)!r}]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (UNPROVEN, "")


def test_a_copy_kept_outside_names_each_leaf_that_was_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    log, copy = built(STORIES), str(tmp_path / "copy")
    log.publish(tmp_path / "log")
    where = str(tmp_path / "log")
    assert main([where, "--copy", copy]) == UNPROVEN
    assert "This proves nothing yet" in capsys.readouterr().out
    grown(log, tmp_path / "log")
    assert main([where, "--copy", copy]) == FINE
    forged = built([*STORIES[:12], Story(), *STORIES[13:]])
    forged.publish(tmp_path / "log")
    capsys.readouterr()
    assert main([where, "--copy", copy]) == FAULTY
    told = capsys.readouterr().out
    assert "REWRITTEN: leaf 51 (closed) is not what it was in the copy." in told
    assert "the log was cut" in told
    assert main([where, "--copy", copy]) == FAULTY  # a copy is never written over by what it contradicts
