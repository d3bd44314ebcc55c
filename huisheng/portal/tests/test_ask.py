"""Asking: the whole public form (issue 2, item 5)."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huisheng.cases.actions.ask import MOST_AN_HOUR
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.models import Case, CaseEvent, CaseWords, Handle
from huisheng.cases.models.codes import DeskReason, WordsKind
from huisheng.cases.models.transitions import State
from huisheng.cases.models.words import words_place
from huisheng.cases.queries.catalogue import catalogue
from huisheng.cases.slips import new_slip
from huisheng.core.models import RequestMark
from huisheng.network.tree import forget, tree
from huisheng.people.models import Subject
from huisheng.people.queries import subject_key
from huisheng.portal.tests.residents import WORDS, ask, asked, case_of, secret_of, text
from tests.cast import Cast


def category_of(case: Case) -> str:
    """The code of its category; empty for none."""
    return case.category.code if case.category is not None else ""


def test_words_and_a_plot_are_enough_and_go_straight_to_the_unit(client: Client, cast: Cast) -> None:
    case = case_of(asked(client, plot=cast.plots[0].code))
    assert (case.state, case.unit_id, category_of(case)) == (State.ASSIGNED, cast.station.id, "heating")
    assert case.title == WORDS.rstrip("。")[:28]


def test_words_alone_are_enough_and_wait_at_the_desk_with_the_reason(client: Client, cast: Cast) -> None:
    case = case_of(asked(client))
    assert (case.state, case.unit_id, case.desk_reason) == (
        State.RECEIVED,
        cast.centre.id,
        DeskReason.NO_PLACE,
    )


def test_a_create_with_contact_and_plot_takes_at_most_ten_statements(client: Client, cast: Cast) -> None:
    asked(client, plot=cast.plots[0].code)  # the snapshots of network and catalogue are warm now
    slip = new_slip().text
    with CaptureQueriesContext(connection) as statements:
        response = client.post(
            "/",
            {"key": slip, "words": WORDS, "go": "send", "plot": cast.plots[0].code, "contact": "13804310001"},
        )
    assert response.status_code == 303
    # The test's own transaction turns BEGIN and COMMIT into SAVEPOINT and RELEASE: the same number.
    assert len(statements) <= 10, [query["sql"][:90] for query in statements]


def test_pages_before_sending_ask_the_database_nothing(client: Client, cast: Cast) -> None:
    load_catalogue()
    tree(), catalogue()
    client.post("/", {"words": WORDS, "go": "look", "lon": "125.201", "lat": "43.881"})
    with CaptureQueriesContext(connection) as statements:
        client.get("/")
        client.post("/", {"words": WORDS, "go": "next"})
        client.post("/", {"words": WORDS, "go": "choose"})
        client.post("/suggestion", {"words": WORDS})
        client.get(f"/map/{cast.district.code}.svg")
    assert [query["sql"] for query in statements] == []


def test_no_cookie_is_set_by_any_page_of_asking(client: Client, cast: Cast) -> None:
    client.get("/")
    client.post("/", {"words": WORDS, "go": "next"})
    asked(client)
    assert dict(client.cookies) == {}


def test_contact_and_address_are_sealed_and_nowhere_in_the_open(client: Client, cast: Cast) -> None:
    secret = asked(client, address="锦江花园 3号楼 502", contact="138 0431 0001")
    case = case_of(secret)
    assert case.subject_id is not None
    subject = Subject.objects.get(pk=case.subject_id)
    assert b"13804310001" not in bytes(subject.contact_sealed or b"")
    words = CaseWords.objects.get(case_id=case.id, kind=WordsKind.ADDRESS)
    assert words.text == ""
    key = subject_key(case.subject_id)
    assert (
        key is not None and key.open(bytes(words.sealed or b""), words_place(words)) == "锦江花园 3号楼 502"
    )
    page = client.get(f"/t/{secret}").content.decode()
    assert "13804310001" not in page and "502" not in page


def test_the_category_is_suggested_and_may_be_changed_or_left_to_the_desk(client: Client, cast: Cast) -> None:
    load_catalogue()
    page = text(client.post("/", {"words": WORDS, "go": "next"}))
    assert "像是“供热”" in page
    plot = cast.plots[0].code
    assert category_of(case_of(asked(client, plot=plot))) == "heating"
    assert category_of(case_of(asked(client, plot=plot, category="noise"))) == "noise"
    left = case_of(asked(client, plot=plot, category="unknown"))
    assert (left.category_id, left.desk_reason) == (None, DeskReason.NO_CATEGORY)


def test_while_writing_the_page_says_what_it_sounds_like(client: Client, cast: Cast) -> None:
    load_catalogue()
    assert client.post("/suggestion", {"words": "路灯不亮"}).content.decode() == "像是：路灯"
    assert client.post("/suggestion", {"words": "嗯"}).content.decode() == ""


def test_about_a_unit_goes_to_the_level_above_it(client: Client, cast: Cast) -> None:
    case = case_of(asked(client, plot=cast.plots[0].code, about="on", accused=cast.station.code))
    assert (case.about_a_unit, case.accused_unit_id, case.unit_id) == (True, cast.station.id, cast.street.id)


def test_about_somebody_without_naming_the_unit_goes_to_the_centre(client: Client, cast: Cast) -> None:
    case = case_of(asked(client, plot=cast.plots[0].code, about="on"))
    assert (case.about_a_unit, case.accused_unit_id, case.unit_id) == (True, None, cast.centre.id)


def test_a_unit_named_without_the_tick_accuses_nobody(client: Client, cast: Cast) -> None:
    case = case_of(asked(client, plot=cast.plots[0].code, accused=cast.station.code))
    assert (case.about_a_unit, case.accused_unit_id) == (False, None)


def test_the_top_of_the_tree_is_not_offered_as_nobody_stands_above_it(client: Client, cast: Cast) -> None:
    load_catalogue()
    page = client.post("/", {"words": WORDS, "go": "next", "plot": cast.plots[0].code}).content.decode()
    assert f'value="{cast.station.code}"' in page
    assert f'value="{cast.bureau.code}"' not in page
    case = case_of(asked(client, about="on", accused=cast.bureau.code))
    assert (case.accused_unit_id, case.unit_id) == (None, cast.centre.id)


def test_sent_twice_it_is_one_case_and_the_same_receipt(client: Client, cast: Cast) -> None:
    slip = new_slip().text
    first = secret_of(ask(client, key=slip))
    assert secret_of(ask(client, key=slip)) == first
    assert Case.objects.count() == 1


def test_sent_again_with_other_words_it_is_neither_lost_nor_the_first(client: Client, cast: Cast) -> None:
    slip = new_slip().text
    first = secret_of(ask(client, key=slip))
    response = ask(client, key=slip, words="楼道灯也坏了")
    assert response.status_code == 409
    page = response.content.decode()
    assert "楼道灯也坏了" in page and f"/t/{first}" in page
    again = page.split('name="key" value="')[1].split('"')[0]
    assert again != slip
    second = secret_of(ask(client, key=again, words="楼道灯也坏了"))
    assert second != first
    assert Case.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_case(committed_cast: Cast) -> None:
    load_catalogue()
    slip, places = new_slip().text, []

    def press() -> None:
        try:
            places.append(ask(Client(), key=slip)["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _click in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(places) == 4 and len(set(places)) == 1
    assert Case.objects.count() == 1
    assert CaseEvent.objects.filter(act="ask").count() == 1


def test_neither_slip_nor_secret_is_stored(client: Client, cast: Cast) -> None:
    slip = new_slip()
    secret = secret_of(ask(client, key=slip.text))
    stored = set(Handle.objects.values_list("value", flat=True))
    assert secret not in stored and slip.text not in stored
    assert secret == slip.secret


def test_more_than_usual_from_one_address_is_held_and_nothing_refused(client: Client, cast: Cast) -> None:
    secrets = [asked(client, plot=cast.plots[0].code) for _matter in range(MOST_AN_HOUR + 2)]
    reasons = [case_of(secret).desk_reason for secret in secrets]
    assert reasons == [""] * MOST_AN_HOUR + [DeskReason.UNUSUAL_VOLUME] * 2
    assert not any(
        b"127.0.0.1" in bytes(source) for source in RequestMark.objects.values_list("source", flat=True)
    )


def test_addresses_are_told_apart_by_the_trusted_proxy_only(
    client: Client, cast: Cast, settings: Any
) -> None:
    settings.TRUSTED_PROXIES = 1
    load_catalogue()
    for number in range(3):
        form = {"key": new_slip().text, "words": WORDS, "go": "send"}
        client.post("/", form, headers={"X-Forwarded-For": f"1.2.3.4, 10.0.0.{number}"})
    assert len({bytes(source) for source in RequestMark.objects.values_list("source", flat=True)}) == 3


def test_the_form_is_the_same_for_everybody_so_danger_numbers_come_first(client: Client, cast: Cast) -> None:
    page = client.get("/").content.decode()
    assert page.index("tel:110") < page.index("<textarea")
    assert {"tel:119", "tel:120"} <= set(page.split('"'))


def test_nothing_is_asked_for_twice_when_going_back(client: Client, cast: Cast) -> None:
    load_catalogue()
    page = client.post(
        "/", {"words": WORDS, "go": "back", "contact": "13804310001", "plot": cast.plots[0].code}
    ).content.decode()
    assert WORDS in page and 'name="contact" value="13804310001"' in page
    assert f'name="plot" value="{cast.plots[0].code}"' in page


def test_without_a_network_the_words_are_kept_and_it_is_said(client: Client, db: None) -> None:
    forget()
    response = ask(client)
    assert response.status_code == 503
    assert WORDS in response.content.decode()
