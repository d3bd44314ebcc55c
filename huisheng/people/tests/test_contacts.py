"""Reading what people type as their contact."""

import pytest
from django.core.exceptions import ValidationError

from huisheng.people.contacts import Contact, read_contact


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("13804310001", "13804310001"),
        (" 138 0431 0001 ", "13804310001"),
        ("138-0431-0001", "13804310001"),
        ("１３８０４３１０００１", "13804310001"),
        ("+86 13804310001", "13804310001"),
        ("＋８６　１３８０４３１０００１", "13804310001"),
        ("0086-138-0431-0001", "13804310001"),
        ("86 138 0431 0001", "13804310001"),
        ("19904310001", "19904310001"),
        ("0431-87654321", "043187654321"),
        ("（0431）8765 4321", "043187654321"),
        ("+86 431 8765 4321", "043187654321"),
        ("010 87654321", "01087654321"),
        ("0512-8765432", "05128765432"),
        ("400-123-4567", "4001234567"),
    ],
)
def test_numbers_are_read_however_they_are_written(typed: str, value: str) -> None:
    assert read_contact(typed) == Contact("phone", value)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Li@Example.com", "li@example.com"),
        ("li＠example．com", "li@example.com"),
        ("li @ example。com", "li@example.com"),
    ],
)
def test_addresses_are_read_however_they_are_written(typed: str, value: str) -> None:
    assert read_contact(typed) == Contact("email", value)


@pytest.mark.parametrize("typed", ["", "   ", "　"])
def test_nothing_is_fine(typed: str) -> None:
    assert read_contact(typed) is None


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1380431000", "这里是 10 位"),
        ("138043100011", "这里是 12 位"),
        ("87654321", "请带区号"),
        ("12345", "这里是 5 位"),
        ("12345678901", "这个号码不对"),
        ("+852 2345 6789", "国内"),
        ("微信 abc123", "手机号、座机号或邮箱"),
        ("li@", "邮箱不对"),
        ("@example.com", "邮箱不对"),
    ],
)
def test_what_cannot_be_read_is_answered_with_what_to_do(typed: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        read_contact(typed)
