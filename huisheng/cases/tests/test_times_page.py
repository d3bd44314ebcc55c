"""The times of the catalogue: read by all who handle matters and by the public, changed by one edition at a time."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from huisheng.cases.forms.times import TimesForm
from huisheng.cases.models import CatalogueVersion
from huisheng.cases.queries import catalogue as editions
from huisheng.cases.queries.catalogue import catalogue, edition
from huisheng.cases.queries.lengths import read_length, say_minutes
from huisheng.cases.tests.matters import assigned, category_id, handling
from huisheng.core import clock
from huisheng.people.models import Person
from tests.cast import Cast, sign_in

TIMES, NEW = "cases:times", "cases:times_edit"


@pytest.fixture(autouse=True)
def loaded(cast: Cast) -> Iterator[None]:
    category_id("heating")
    yield
    editions.forget()


def typed(category: str = "", **changed: str) -> dict[str, Any]:
    held = catalogue()
    form = TimesForm(held=held, category=held.by_code.get(category))
    values = {name: form[name].value() for name in form.fields}
    kept = {name: value for name, value in values.items() if value not in (None, False)}
    return {**{name: str(value) for name, value in kept.items()}, **changed}


def send(client: Client, person: Person, category: str = "", **changed: str):
    """Preview, and then make what was previewed."""
    address = reverse(NEW) + (f"?category={category}" if category else "")
    form = typed(category, **changed)
    seen = sign_in(client, person).post(address, form)
    if seen.status_code != 200:
        return seen
    shown = seen.context["form"].data["shown"]
    return client.post(address, {**form, "shown": shown, "sure": "1"})


def test_everybody_who_handles_reads_them_and_so_does_the_public(client: Client, cast: Cast):
    page = sign_in(client, cast.zhao_qiang).get(reverse(TIMES)).content.decode()
    assert "5 个工作日" in page and "首次联系时限" in page and "编新的一版" not in page
    public = Client().get(reverse("portal:times")).content.decode()
    assert "供热" in public and "24 小时" in public


def test_an_edition_is_previewed_and_made_and_running_cases_keep_theirs(client: Client, cast: Cast):
    old = handling(cast, category="refuse")
    answer = sign_in(client, cast.sun_li).post(reverse(NEW), typed(handle_normal="8 个工作日"))
    assert "5 个工作日 → 8 个工作日" in answer.content.decode()
    assert CatalogueVersion.objects.count() == 1
    assert send(client, cast.sun_li, handle_normal="8 个工作日").status_code == 302
    editions.forget()
    new = handling(cast, category="refuse")
    assert edition(new.catalogue).minutes("handle", None, "normal") == (8 * 480, "working")  # type: ignore[arg-type]
    assert edition(old.catalogue).minutes("handle", None, "normal") == (5 * 480, "working")  # type: ignore[arg-type]
    assert old.promised_at and new.promised_at and new.promised_at > old.promised_at


def test_a_category_has_times_of_its_own_and_loses_them_again(client: Client, cast: Cast):
    assert send(client, cast.sun_li, "heating", handle_normal="12 小时").status_code == 302
    editions.forget()
    case = assigned(cast)
    assert case.promised_at == case.received_at + timedelta(hours=12)
    assert send(client, cast.sun_li, "heating", handle_normal="").status_code == 302
    editions.forget()
    assert catalogue().minutes("handle", category_id("heating"), "normal")[1] == "working"  # type: ignore[arg-type]


def test_leeway_is_changed_and_carried_from_edition_to_edition(client: Client, cast: Cast):
    assert send(client, cast.sun_li, extensions_normal="1", warn_normal="50").status_code == 302
    editions.forget()
    assert send(client, cast.sun_li, "heating", handle_normal="12 小时").status_code == 302
    editions.forget()
    leeway = catalogue().leeway(None, "normal")  # type: ignore[arg-type]
    assert (leeway.extensions, leeway.warn_percent) == (1, 50)
    case = handling(cast)
    assert case.warn_at and case.due_at and case.acted_at
    assert case.warn_at == case.acted_at + (case.due_at - case.acted_at) / 2


def test_what_cannot_be_read_is_said_by_its_field_and_kept(client: Client, cast: Cast):
    fields = {"handle_normal": "五天", "warn_normal": "99", "longest_complex": "9 小时"}
    answer = sign_in(client, cast.sun_li).post(reverse(NEW), typed(**fields))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请写成“5 个工作日”" in page and "五天" in page
    assert "10 到 95" in page and "都写工作日，或者都写小时" in page


def test_the_past_is_not_rewritten_and_nothing_is_no_edition(client: Client, cast: Cast):
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    early = send(client, cast.sun_li, handle_normal="8 个工作日", since=yesterday)
    assert early.status_code == 422 and "不能早于" in early.content.decode()
    assert send(client, cast.sun_li).status_code == 422


def test_what_was_not_previewed_is_not_made(client: Client, cast: Cast):
    form = {**typed(handle_normal="8 个工作日"), "sure": "1", "shown": "0" * 64}
    assert sign_in(client, cast.sun_li).post(reverse(NEW), form).status_code == 200
    assert CatalogueVersion.objects.count() == 1


@pytest.mark.parametrize("stranger", ["wang_fang", "qian_li", "he_san"])
def test_others_do_not_change_them(client: Client, cast: Cast, stranger: str):
    assert sign_in(client, getattr(cast, stranger)).get(reverse(NEW)).status_code == 403


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("5 个工作日", (2400, "working")),
        ("24小时", (1440, "elapsed")),
        ("2 Working Hours", (120, "working")),
        ("7 天", (10080, "elapsed")),
        ("30 min", (30, "elapsed")),
        ("0 天", None),
        ("很快", None),
        ("5", None),
    ],
)
def test_lengths_are_read_as_people_write_them(text: str, length):
    assert read_length(text) == length


@pytest.mark.parametrize("minutes", [1, 30, 60, 90, 480, 1440, 2400, 2880, 10080])
@pytest.mark.parametrize("basis", ["working", "elapsed"])
def test_what_is_said_is_read_back(minutes: int, basis: str):
    assert read_length(say_minutes(minutes, working=basis == "working")) == (minutes, basis)
