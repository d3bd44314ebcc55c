"""A real gateway and a real mail server on this machine, and a resident to tell something."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from huisheng.core import clock
from huisheng.outbox.stand_in import StandIn

KEY = "the key of the tests"


@pytest.fixture
def stand_in(settings: Any) -> Iterator[StandIn]:
    """Everything goes to a stand-in. Its reports lie in `stand_in.reports` until a test takes them."""
    reports: list[tuple[str, dict[str, str]]] = []
    made = StandIn(key=KEY, report=lambda _address, body, headers: reports.append((body, headers)), pause=0.0)
    made.reports = reports  # type: ignore[attr-defined]
    address = f"http://127.0.0.1:{made.http_port}/send"
    settings.GATEWAYS, settings.GATEWAY_KEY = {"sms": address, "chat": ""}, KEY
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", made.mail_port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_TIMEOUT = 1
    made.start()
    yield made
    made.end()


@pytest.fixture(autouse=True)
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A gateway that hangs is left after a moment instead of ten seconds."""
    monkeypatch.setattr("huisheng.core.outbound.TIMEOUT_SECONDS", 0.5)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`later(days=3)`: from here on it is so much later than when the test began."""
    start = clock.now()

    def pass_time(**time: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(**time))

    return pass_time
