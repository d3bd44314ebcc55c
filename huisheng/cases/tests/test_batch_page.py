"""Acts on several by pages: chosen in the list, tried out, done once, undone; printed without a resident's contact."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from huisheng.cases.actions.accept import accept_case
from huisheng.cases.actions.batch import Kind
from huisheng.cases.models import Batch, Case
from huisheng.cases.models.transitions import State
from huisheng.cases.queries.printed import LIST, SHEETS, on_paper
from huisheng.cases.tests.matters import asked, assigned, case_of, handling, token, viewer
from huisheng.cases.tests.pages import form_in, signed_in, text
from huisheng.cases.tests.several import batch, fresh, lights
from huisheng.people.contacts import Contact
from tests.cast import Cast

BATCH = "/cases/batch"


@pytest.fixture
def three(cast: Cast) -> list[Case]:
    """Three matters that the station handles."""
    return sorted((handling(cast) for _each in range(3)), key=lambda case: case.id)


def look(client: Client, act: str, cases: list[Case], **more: Any) -> Any:
    return client.get(BATCH, {"act": act, "n": [case.number for case in cases], **more})


def confirm(client: Client, preview: Any, cases: list[Case], **changed: Any) -> Any:
    form: dict[str, Any] = form_in(preview, BATCH)
    form["shown"] = [f"{case.id}:{case.version}" for case in cases]
    return client.post(BATCH, {**form, **changed}, follow=True)


def test_the_list_offers_boxes_and_acts_and_without_assigning_only_printing(cast: Cast, three):
    clerk, leader = (text(signed_in(person).get("/cases/")) for person in (cast.wang_fang, cast.qian_li))
    for case in three:
        assert f'name="n" value="{case.number}"' in clerk
    assert 'value="remind"' in clerk
    assert 'value="remind"' not in leader
    assert "打印清单" in leader


def test_a_unit_is_asked_for_then_it_is_tried_out_then_done(cast: Cast, three):
    client = signed_in(cast.wang_fang)
    assert "交给哪个单位" in text(look(client, "assign", three))
    preview = look(client, "assign", three, unit="锦江花园工作室")
    assert text(preview).count("交给锦江花园工作室") == 3
    assert {fresh(case).unit_id for case in three} == {cast.station.id}
    done = confirm(client, preview, three)
    assert "办了 3 件" in text(done)
    assert {fresh(case).unit_id for case in three} == {cast.studio.id}


@pytest.mark.parametrize("unit", ["", "没有的单位"])
def test_a_unit_that_is_none_is_said_and_the_choice_stays(cast: Cast, three, unit: str):
    response = look(signed_in(cast.wang_fang), "assign", three, unit=unit)
    assert response.status_code == 422
    assert unit in text(response)
    assert three[0].number in text(response)


def test_what_will_not_go_is_said_before_and_after(cast: Cast, three):
    other = assigned(cast)
    client = signed_in(cast.wang_fang)
    preview = look(client, "assign", [*three, other], unit="景阳社区工作站")
    assert text(preview).count("不能交给这个单位") == 4
    assert 'name="key"' in text(preview)
    accept_case(other.id, viewer(cast.wang_fang), token())
    done = confirm(client, look(client, "remind", [*three, other]), [*three, other])
    assert "办了 3 件" in text(done)
    assert "又有人办过它" in text(done)


def test_merging_says_which_is_the_head(cast: Cast):
    first, second = lights(cast, 2)
    preview = text(look(signed_in(cast.wang_fang), "merge", [second, first]))
    assert "先报的，照它办" in preview
    assert f"跟着 {first.number} 一起办" in preview


def test_sent_twice_it_is_done_once(cast: Cast, three):
    client = signed_in(cast.sun_li)
    preview = look(client, "remind", three)
    for _twice in range(2):
        assert "办了 3 件" in text(confirm(client, preview, three))
    assert fresh(three[0]).version == three[0].version + 1


def test_it_is_undone_on_the_page_that_says_what_was_done(cast: Cast, three):
    client = signed_in(cast.wang_fang)
    done = batch(Kind.ASSIGN, three, cast.wang_fang, unit_id=cast.studio.id)
    address = f"/cases/batches/{done.key}"
    undone = client.post(f"{address}/undoing", {"key": str(uuid4())}, follow=True)
    assert "已经撤销" in text(undone)
    assert "撤销</button>" not in text(undone)
    assert {fresh(case).state for case in three} == {State.HANDLING}


def test_where_somebody_acted_since_it_says_so_and_nothing_moves(cast: Cast, three):
    done = batch(Kind.ASSIGN, three, cast.wang_fang, unit_id=cast.studio.id)
    accept_case(three[1].id, viewer(cast.zhao_qiang), token())
    address = f"/cases/batches/{done.key}/undoing"
    assert "一件也没有动" in text(signed_in(cast.wang_fang).post(address, {"key": "x"}, follow=True))
    assert fresh(three[0]).unit_id == cast.studio.id


def test_what_one_did_is_nobody_elses_page(cast: Cast, three):
    done = batch(Kind.REMIND, three, cast.wang_fang)
    assert signed_in(cast.sun_li).get(f"/cases/batches/{done.key}").status_code == 404


@pytest.mark.parametrize(
    "sent", [{}, {"act": "fly"}, {"act": "remind", "key": "x"}, {"act": "remind", "shown": "x:y"}]
)
def test_a_form_that_was_tampered_with_does_nothing(cast: Cast, three, sent: dict[str, str]):
    response = signed_in(cast.wang_fang).post(BATCH, {"key": str(uuid4()), **sent})
    assert response.status_code == 422
    assert "回到清单再选一次" in text(response)
    assert not Batch.objects.exists()


def test_nothing_chosen_leads_back_to_the_list(cast: Cast):
    for address in (f"{BATCH}?act=remind", "/cases/batch/print.pdf?kind=list", f"{BATCH}?n=2026-春-999999"):
        assert signed_in(cast.wang_fang).get(address)["Location"] == "/cases/"


def test_a_reminder_is_seen_in_the_queue_and_on_the_day(cast: Cast, three):
    batch(Kind.REMIND, three[:1], cast.sun_li)
    client = signed_in(cast.wang_fang)
    assert "催办</span>" in text(client.get("/cases/"))
    assert "催过了，还没有动静" in text(client.get("/desk/today"))


@pytest.mark.parametrize("kind", [LIST, SHEETS])
def test_paper_has_no_contact_and_no_address(cast: Cast, kind: str):
    contact = Contact("phone", "13804310009")
    case = case_of(asked(cast, contact=contact, address="3号楼2单元501"))
    response = signed_in(cast.wang_fang).get("/cases/batch/print.pdf", {"kind": kind, "n": case.number})
    assert response.content.startswith(b"%PDF")
    said = str(on_paper([case], kind))
    assert case.number in said
    assert "13804310009" not in said
    assert "501" not in said


def test_foreign_cases_are_not_printed(cast: Cast, three):
    assert (
        signed_in(cast.he_san).get(
            "/cases/batch/print.pdf", {"kind": "list", "n": [case.number for case in three]}
        )["Location"]
        == "/cases/"
    )
