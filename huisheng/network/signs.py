"""The code on a plot's printed sign."""

from __future__ import annotations

import secrets

# No 0 O 1 I L U: read aloud over the telephone and typed from a sign on a wall.
SIGN_LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
SIGN_LENGTH = 6


def new_sign_code() -> str:
    """A random code: 30⁶ ≈ 7 × 10⁸ of them, so that a thousand plots are not found by guessing."""
    return "".join(secrets.choice(SIGN_LETTERS) for _place in range(SIGN_LENGTH))


def tidy_sign_code(typed: str) -> str:
    """What somebody typed from a sign as the code meant; small letters, blanks, hyphens are forgiven."""
    return "".join(typed.split()).replace("-", "").upper()
