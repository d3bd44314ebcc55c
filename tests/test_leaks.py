"""Nothing that could betray a resident comes out anywhere: pages, exports, search, API, jobs, logs, mail, errors.

One walk, shared by all tests here: three cases full of planted words (tests/support/plants.py), every route as every
role in every relation, every search, everything that was sent and logged, and the whole database. That the walk can
fail is tried at the end: each kind of leak is made on purpose, and found.
"""

from __future__ import annotations

import inspect
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.core import mail
from django.db import IntegrityError
from django.test import Client, override_settings
from django.urls import reverse

from huisheng.cases.actions import course
from huisheng.cases.models import Case
from huisheng.cases.queries import case as queries
from huisheng.cases.queries.case import Opened
from huisheng.core import audit
from huisheng.core.jobs import deliver
from huisheng.core.prepared import Prepared
from tests.support.everywhere import found_in_database
from tests.support.leaks import Log, Walk, in_lines, in_messages, sent
from tests.support.plants import ROUTES, plant
from tests.support.worker import work
from tests.support.world import Caller, World, undone

# Words of a case lie in the open in two places, both of which one act erases.
MAY_HOLD_WORDS = {("cases_words", "text"), ("cases_case", "title")}


# One walk over all pages for all of them: in one process.
pytestmark = pytest.mark.xdist_group("leaks")


class Everything(Walk):
    """The walk with what it left behind."""

    lines: list[str]
    messages: list[tuple[str, str]]
    stored: dict[tuple[str, str], set[str]]


@pytest.fixture(scope="module")
def walk(world: World, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everything]:
    """Plant, deliver all that waits, walk, and look at what is there afterwards."""
    folder = tmp_path_factory.mktemp("messages")
    ways: dict[str, Any] = {"GATEWAYS": {"sms": "", "chat": ""}, "MESSAGE_FOLDER": folder}
    with undone(), Log() as log, override_settings(**ways):
        mail.outbox = []
        walked = Everything(world, plant(world.cast))
        work()
        walked.messages = sent(folder / "sms")
        walked.over_routes()
        walked.over_searches()
        walked.lines = log.lines
        walked.stored = found_in_database(walked.planted.texts())
        yield walked


def caller_of(world: World, role: str, relation: str) -> Caller:
    return next(each for each in world.callers if (each.role, each.relation) == (role, relation))


def test_no_page_export_search_or_answer_tells_what_its_reader_may_not_know(walk: Everything) -> None:
    assert walk.leaks == []
    assert walk.answers > 2_000


def test_what_is_planted_is_really_there_to_be_found(walk: Everything) -> None:
    """Otherwise nothing could leak: whoever may read it, reads it."""
    clerk = caller_of(walk.world, "station_clerk", "inside")
    number = walk.planted.numbers["home"]
    with undone():
        page = clerk.call("GET", reverse("cases:case", args=[number])).content.decode()
        address = clerk.call("POST", reverse("cases:address", args=[number])).content.decode()
        officer = caller_of(walk.world, "identity_officer", "above")
        identity = officer.call("POST", reverse("cases:identity_look", args=[number])).content.decode()
    assert all(text in page for text in walk.planted.texts("note"))
    assert walk.planted.texts("address")[0] in address
    assert walk.planted.texts("contact")[0] in identity


def test_nothing_that_is_logged_tells_anything(walk: Everything) -> None:
    assert in_lines(walk.lines, walk.planted.plants) == []
    assert any("huisheng.access" in line for line in walk.lines)


def test_messages_go_to_the_resident_alone_and_tell_only_of_their_own_matter(walk: Everything) -> None:
    assert in_messages(walk.messages, walk.planted) == []
    assert {to for to, _text in walk.messages} == set(walk.planted.texts("contact"))


def test_nothing_personal_lies_in_the_open_in_any_table(walk: Everything) -> None:
    """The audit, events' codes, arguments of jobs and sessions are tables too."""
    sealed = set(walk.planted.texts("contact", "address", "secret"))
    assert not [place for place, found in walk.stored.items() if found & sealed]
    assert set(walk.stored) == MAY_HOLD_WORDS


def test_error_pages_and_what_they_log_tell_nothing(
    walk: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    """400, 403, 404, 409 and 500, with what the database says of a row that it refuses."""
    row = " ".join(walk.planted.texts())

    def refuse(rows: Any) -> None:
        raise IntegrityError(f"DETAIL:  Failing row contains ({row}).")

    monkeypatch.setattr(course, "insert_rows", refuse)
    number, secret = walk.planted.numbers["home"], walk.planted.secrets["home"]
    with undone(), Log() as log:
        answers = list(_errors(walk.world, number, secret))
    assert sorted({answer.status_code for answer in answers}) == [400, 403, 404, 409, 500]
    pages = [answer.content.decode() for answer in answers if answer.status_code != 409]
    # A page that its owner opened by the link may carry that link on.
    assert in_lines(pages, [each for each in walk.planted.plants if each.kind != "secret"]) == []
    assert in_lines(log.lines, walk.planted.plants) == []
    assert any("IntegrityError" in line for line in log.lines)


def _errors(world: World, number: str, secret: str) -> Iterator[Any]:
    clerk, outsider = (
        caller_of(world, "station_clerk", "inside"),
        caller_of(world, "station_clerk", "outside"),
    )
    note, typed = reverse("cases:notes", args=[number]), {"words": "看过了，明天再来。"}
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = clerk.session
    form = {name: _field(client.get(note).content.decode(), name) for name in ("key", "seen")}
    yield client.post(note, {**form, **typed})  # 500
    yield client.post(note, {**form, **typed, "seen": "1"})  # 409: the page is out of date
    yield outsider.call("POST", note)  # 404
    yield caller_of(world, "auditor", "").call("GET", note)  # 403
    yield Client(raise_request_exception=False).post(f"/t/{secret}/additions", typed)  # 500
    yield Client().get(f"/t/{secret}x")  # 404
    yield Client().get(f"/t/{secret}%00")  # 400
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[settings.SESSION_COOKIE_NAME] = clerk.session
    yield strict.post(note, {**form, **typed})  # 403


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_a_leak_on_a_page_is_found(walk: Everything, monkeypatch: pytest.MonkeyPatch) -> None:
    (number, *_others) = walk.planted.texts("contact")
    monkeypatch.setattr(Opened, "plot", property(lambda self: number))
    again = Walk(walk.world, walk.planted)
    again.over_routes([ROUTES["cases:case"]])
    assert any("learns contact of home: GET cases:case" in leak for leak in again.leaks)


def test_a_complaint_shown_to_whom_it_is_about_is_found(
    walk: Everything, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "visible", lambda viewer: Case.objects.all())
    # Made anew each time: what was kept before would hide the leak, and what is kept now would outlive this test.
    make = inspect.unwrap(queries._by_number)
    monkeypatch.setattr(queries, "_by_number", lambda viewer: Prepared(lambda: make(viewer)))
    again = Walk(walk.world, walk.planted)
    again.over_routes([ROUTES["cases:case"]])
    accused = "station_clerk inside learns words of complaint: GET cases:case of complaint → 200"
    assert accused in again.leaks


def test_leaks_in_logs_messages_and_tables_are_found(walk: Everything, tmp_path: Path) -> None:
    contact = walk.planted.texts("contact")[0]
    with Log() as log:
        logging.getLogger("huisheng.test").info("called %s", contact)
    assert in_lines(log.lines, walk.planted.plants)
    assert in_messages([("13000000000", contact)], walk.planted)
    with undone():
        audit.record("test", actor=None, note=contact)
        deliver.defer(reaction="test", fields={"to": contact})
        session = SessionStore()
        session["typed"] = contact
        session.save()
        places = set(found_in_database([contact]))
    assert {("core_audit", "detail"), ("procrastinate_jobs", "args")} < places
    assert any(table == "django_session" for table, _column in places)
