"""A real browser for tests; where there is no Chromium they are skipped, and the run says why."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from huisheng.config.env import environment
from tests.support.quiet_server import QuietServer

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1366, "height": 768}
NONE_FOUND = (
    "no Chromium found: install one (Debian: apt-get install chromium) or name it in HUISHENG_CHROMIUM"
)
TIMEOUT_MS = 10_000


def chromium() -> str:
    """Path of a Chromium, or an empty string."""
    chosen = environment().text("HUISHENG_CHROMIUM")
    candidates = [chosen] if chosen else [shutil.which(name) or "" for name in PROGRAMS]
    return next((path for path in candidates if path and Path(path).exists()), "")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    found = chromium()
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            if not found:
                item.add_marker(pytest.mark.skip(reason=NONE_FOUND))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end, plainly, that browser tests did not run; `-q` would hide it."""
    skipped = [r for r in terminalreporter.stats.get("skipped", []) if NONE_FOUND in str(r.longrepr)]
    if skipped:
        terminalreporter.write_line(f"{len(skipped)} browser tests were skipped: {NONE_FOUND}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop runs in this thread; Django would take every query of a test for one in async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        # Chromium's own sandbox cannot start as root nor in most containers.
        launched = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def quiet_server(live_server: Any) -> QuietServer:
    return QuietServer(live_server.thread.httpd)


@pytest.fixture
def new_context(
    browser: Browser, live_server: Any, quiet_server: QuietServer
) -> Iterator[Callable[..., BrowserContext]]:
    """`new_context(phone=True, java_script_enabled=False)`: the browser of one person."""
    opened: list[BrowserContext] = []

    def make(*, phone: bool = False, **options: Any) -> BrowserContext:
        context = browser.new_context(
            **{
                "base_url": live_server.url,
                "viewport": PHONE if phone else DESK,
                "locale": "zh-CN",
                **options,
            }
        )
        context.set_default_timeout(TIMEOUT_MS)
        opened.append(context)
        return context

    yield make
    for context in opened:
        context.close()
    quiet_server.wait()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page at desk size, with JavaScript."""
    return new_context().new_page()


@pytest.fixture
def phone_page(new_context: Callable[..., BrowserContext]) -> Page:
    """A page at phone size, without JavaScript."""
    return new_context(phone=True, java_script_enabled=False).new_page()
