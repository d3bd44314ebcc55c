import pytest

from huisheng.core.numbers import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("12", 12), ("123456789", 123_456_789)])
def test_digits_are_a_number(text: str, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "²", "１２", "-1", "1.5", " 1", "1234567890", "1\0"])
def test_anything_else_is_none(text: str) -> None:
    assert whole_number(text) is None
