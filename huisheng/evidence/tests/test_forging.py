"""Tampering by somebody who holds the database and the log's key (issue 4): what a checkpoint kept outside shows."""

from pathlib import Path

import pytest

from huisheng.evidence.forging import FORGERIES, forge
from huisheng.verify.__main__ import FAULTY, UNPROVEN, main
from huisheng.verify.tests.building import SIGNER, TOWN, Story, built

STORIES = [*[Story()] * 12, *[Story(area=TOWN, on_time=False)] * 10, Story(end="")]
NAMED = {
    "event": "REWRITTEN: the log was rewritten",
    "deletion": "REWRITTEN: the log was",
    "redating": "REWRITTEN: the log was rewritten",
    "withholding": "(received) is not opened",
}


@pytest.fixture
def honest(tmp_path: Path) -> Path:
    """A log, and its checkpoint in somebody's drawer."""
    note = built(STORIES).publish(tmp_path / "honest")
    (tmp_path / "kept").write_text(str(note))
    return tmp_path / "honest"


@pytest.mark.parametrize("what", FORGERIES)
def test_with_a_checkpoint_kept_outside_it_is_named(
    what: str, honest: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = forge(honest, tmp_path / "forged", what, SIGNER)
    assert done
    assert main([str(tmp_path / "forged"), "--checkpoint", str(tmp_path / "kept")]) == FAULTY
    assert NAMED[what] in capsys.readouterr().out


@pytest.mark.parametrize("what", ["event", "deletion", "redating"])
def test_without_one_everything_fits_and_the_verifier_says_that_this_proves_nothing(
    what: str, honest: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forge(honest, tmp_path / "forged", what, SIGNER)
    assert main([str(tmp_path / "forged")]) == UNPROVEN
    told = capsys.readouterr().out
    assert "This proves nothing yet" in told
    assert "REWRITTEN" not in told


def test_a_closure_dated_back_does_change_the_figures(
    honest: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """So the forgery is one that somebody would make."""
    main([str(honest)])
    assert "12 of 23" in capsys.readouterr().out
    forge(honest, tmp_path / "forged", "redating", SIGNER)
    main([str(tmp_path / "forged")])
    assert "13 of 23" in capsys.readouterr().out
