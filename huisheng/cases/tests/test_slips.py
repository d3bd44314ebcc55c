"""The slip in the form: key and secret follow from it, and do not lead back."""

from huisheng.cases.actions.handles import SECRET_LENGTH, SECRET_LETTERS
from huisheng.cases.slips import new_slip, read_slip


def test_a_slip_always_gives_the_same_key_and_secret() -> None:
    slip = new_slip()
    again = read_slip(slip.text)
    assert (again.key, again.secret) == (slip.key, slip.secret)


def test_a_secret_looks_like_every_other_secret() -> None:
    secrets = [new_slip().secret for _slip in range(50)]
    assert len(set(secrets)) == 50
    assert all(len(secret) == SECRET_LENGTH and not set(secret) - set(SECRET_LETTERS) for secret in secrets)


def test_a_form_without_a_proper_slip_gets_a_fresh_one() -> None:
    for bad in ("", "short", "x" * 500, "暖" * 32):
        assert read_slip(bad).text != bad
