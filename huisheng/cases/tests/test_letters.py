"""Letters: asked for, printed by a call-back clerk outside the unit, on record, posted once, taken as delivered."""

import io
import re
import unicodedata
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from pypdf import PdfReader

from huisheng.cases.models import Case, CaseWords
from huisheng.cases.models.codes import Outcome, WordsKind
from huisheng.cases.queries.letter_paper import helping_office
from huisheng.cases.tests.matters import answer_case, asked, case_of, token, viewer
from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.models import Unit
from huisheng.network.tree import forget
from huisheng.outbox.actions.letters import take_letters_as_delivered
from huisheng.outbox.models import Message
from huisheng.people.actions.subjects import Wishes, erase_subject
from tests.cast import Cast, add_person, appoint, sign_in
from tests.support.worker import work

ADDRESS = "锦江花园3号楼2单元501室"


@pytest.fixture
def clerk(client: Client, cast: Cast) -> Client:
    """陈静, who calls back for the whole district."""
    return sign_in(client, cast.chen_jing)


def answered_by_letter(cast: Cast, **fields: Any) -> Case:
    """A matter of somebody who left an address only, answered."""
    made = {"address": ADDRESS, "wishes": Wishes(by_letter=True), **fields}
    case = case_of(asked(cast, **made))
    answer_case(case.id, viewer(cast.wang_fang), token(), "修好了。", Outcome.FIXED)
    work()
    return Case.objects.get(pk=case.id)


def batch(client: Client) -> UUID:
    """Put what waits into a batch."""
    made = uuid4()
    client.post("/cases/letters", {"batch": str(made)})
    return made


def printed(client: Client) -> UUID:
    """Put what waits into a batch and open its sheets."""
    made = batch(client)
    client.post(f"/cases/letters/{made}/paper")
    return made


def states() -> set[str]:
    """Where the letters stand."""
    return set(Message.objects.values_list("state", flat=True))


def test_a_letter_waits_for_whoever_left_only_an_address(clerk: Client, cast: Cast) -> None:
    case = answered_by_letter(cast)
    assert set(Message.objects.values_list("kind", "channel", "state")) == {
        ("received", "letter", "queued"),
        ("answered", "letter", "queued"),
    }
    page = clerk.get("/cases/letters").content.decode()
    assert case.number in page and "答复了" in page and ADDRESS not in page


def test_an_address_that_nobody_wants_letters_at_gets_none(cast: Cast) -> None:
    answered_by_letter(cast, wishes=Wishes())
    assert set(Message.objects.values_list("channel", "state")) == {("page", "delivered")}


def test_the_sheets_are_a_pdf_the_same_each_time_and_each_opening_is_on_record(
    clerk: Client, cast: Cast
) -> None:
    case = answered_by_letter(cast)
    made = batch(clerk)
    sheets = [clerk.post(f"/cases/letters/{made}/paper") for _again in range(2)]
    assert sheets[0].content[:5] == b"%PDF-" and sheets[0].content == sheets[1].content
    openings = AuditEntry.objects.filter(action="contact_opened", subject=f"subject:{case.subject_id}")
    assert [line.detail for line in openings] == [
        {"reason": "letter", "about": f"case:{case.id}"} for _each in range(4)
    ]
    assert {line.actor for line in openings} == {cast.chen_jing.account.pk}
    assert ADDRESS not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


@pytest.mark.usefixtures("moment")
@pytest.mark.parametrize("moment", [datetime(2028, 2, 29, 4, tzinfo=UTC)], indirect=True)
def test_a_letter_is_printed_on_the_day_that_most_years_do_not_have(client: Client, cast: Cast) -> None:
    answered_by_letter(cast)
    clerk = sign_in(client, cast.chen_jing)
    sheets = clerk.post(f"/cases/letters/{batch(clerk)}/paper")
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(sheets.content)).pages)
    assert "2028年2月29日" in re.sub(r"\s", "", unicodedata.normalize("NFKC", said))


def test_the_same_form_sent_twice_makes_one_batch(clerk: Client, cast: Cast) -> None:
    answered_by_letter(cast)
    made = batch(clerk)
    answered_by_letter(cast)
    clerk.post("/cases/letters", {"batch": str(made)})
    assert Message.objects.filter(batch=made).count() == 2
    assert Message.objects.filter(batch__isnull=True).count() == 2


def test_posted_letters_are_printed_no_more_and_count_after_three_days(
    clerk: Client, cast: Cast, later: Any
) -> None:
    case = answered_by_letter(cast)
    made = printed(clerk)
    assert clerk.post(f"/cases/letters/{made}/posting").status_code == 302
    assert states() == {"handed_over"}
    assert Message.objects.filter(body_sealed__isnull=False).count() == 0
    assert clerk.post(f"/cases/letters/{made}/paper").status_code == 302  # nothing to print
    later(days=2)
    assert take_letters_as_delivered() == 0
    later(days=3, minutes=1)
    assert take_letters_as_delivered() == 2
    work()
    posted = Message.objects.get(kind="answered")
    case.refresh_from_db()
    assert states() == {"delivered"} and case.reply_delivered_at == posted.delivered_at


def test_a_letter_that_came_back_did_not_arrive(clerk: Client, cast: Cast, later: Any) -> None:
    case = answered_by_letter(cast)
    clerk.post(f"/cases/letters/{printed(clerk)}/posting")
    letter = Message.objects.get(kind="answered")
    assert "在路上" in clerk.get("/cases/letters").content.decode()
    clerk.post(f"/cases/letters/{letter.id}/coming-back")
    later(days=4)
    take_letters_as_delivered()
    work()
    letter.refresh_from_db()
    case.refresh_from_db()
    assert (letter.state, case.reply_delivered_at) == ("failed", None)


def test_a_resident_erased_meanwhile_gets_no_letter(clerk: Client, cast: Cast) -> None:
    case = answered_by_letter(cast)
    made = batch(clerk)
    assert case.subject_id
    erase_subject(case.subject_id, actor=None, reason="own_request")
    assert clerk.post(f"/cases/letters/{made}/paper").status_code == 302
    assert states() == {"given_up"}


def test_what_nobody_printed_cannot_be_posted_by_a_slip(clerk: Client, cast: Cast) -> None:
    answered_by_letter(cast)
    made = batch(clerk)
    assert "还没印" in clerk.get("/cases/letters").content.decode()
    said = clerk.post(f"/cases/letters/{made}/posting", follow=True).content.decode()
    assert "这一批还没有印" in said and states() == {"queued"}
    clerk.post(f"/cases/letters/{made}/paper")
    assert "寄出 2 封" in clerk.post(f"/cases/letters/{made}/posting", follow=True).content.decode()
    assert "已经记过寄出" in clerk.post(f"/cases/letters/{made}/posting", follow=True).content.decode()


def test_a_letter_without_an_address_left_never_counts_as_delivered(
    clerk: Client, cast: Cast, later: Any
) -> None:
    nowhere, fine = answered_by_letter(cast), answered_by_letter(cast)
    CaseWords.objects.filter(case_id=nowhere.id, kind=WordsKind.ADDRESS).update(
        sealed=None, erased_at=clock.now()
    )
    clerk.post(f"/cases/letters/{printed(clerk)}/posting")
    later(days=4)
    take_letters_as_delivered()
    work()
    state_of = dict(Message.objects.filter(kind="answered").values_list("case_id", "state"))
    assert state_of == {nowhere.id: "given_up", fine.id: "delivered"}
    nowhere.refresh_from_db()
    assert nowhere.reply_delivered_at is None


def test_who_comes_second_to_the_batch_is_told(clerk: Client) -> None:
    said = clerk.post("/cases/letters", {"batch": str(uuid4())}, follow=True).content.decode()
    assert "没有等着印的信了" in said


def rings(unit: Unit, number: str) -> None:
    """Give an office a telephone."""
    Unit.objects.filter(pk=unit.pk).update(office_phone=number)
    forget()


def words_on(sheet: bytes) -> str:
    """What a sheet says, without the spaces that the setter puts in."""
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(sheet)).pages)
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", read))


def test_the_sheet_says_what_to_do_without_a_telephone(clerk: Client, cast: Cast) -> None:
    rings(cast.station, "0431-81234567")
    answered_by_letter(cast)
    words = words_on(clerk.post(f"/cases/letters/{batch(clerk)}/paper").content)
    assert "带上这封信到" in words and "0431-81234567" in words and "/lost" in words
    assert "请不要回复" not in words and ADDRESS in words


def test_a_matter_about_a_unit_names_the_office_at_the_top(cast: Cast) -> None:
    rings(cast.station, "1111")
    rings(cast.centre, "2222")
    case = case_of(asked(cast))
    offices = []
    for case.about_a_unit in (False, True):
        office = helping_office(case)
        assert office is not None
        offices.append(office.office_phone)
    assert offices == ["1111", "2222"]


def test_a_clerk_inside_the_unit_neither_sees_nor_prints_nor_posts(client: Client, cast: Cast) -> None:
    case = answered_by_letter(cast)
    made = batch(sign_in(client, cast.chen_jing))
    inside = add_person("里面", "li.mian")
    appoint([(inside, "call_back_clerk", cast.station)])
    sign_in(client, inside)
    assert case.number not in client.get("/cases/letters").content.decode()
    letter = Message.objects.filter(kind="answered").get()
    for address in (f"{made}/paper", f"{made}/posting", f"{letter.id}/coming-back"):
        assert client.post(f"/cases/letters/{address}").status_code == 404
    assert states() == {"queued"}


def test_who_wants_letters_must_say_where(client: Client, cast: Cast) -> None:
    form = {"key": "x", "words": "路灯不亮。", "go": "send", "by_letter": "on"}
    response = client.post("/", form)
    assert response.status_code == 422 and "要寄信，请在“在哪里”写上" in response.content.decode()
    sign_in(client, cast.wang_fang)
    response = client.post(
        "/cases/new", {"channel": "counter", "words": "路灯不亮。", "urgency": "normal", "by_letter": "on"}
    )
    assert response.status_code == 422 and "要寄信，请写上" in response.content.decode()


def test_long_addresses_and_rare_letters_are_set(clerk: Client, cast: Cast) -> None:
    answered_by_letter(cast, address="𰻞" + "很长的地址" * 30, wishes=Wishes("en", by_letter=True))
    sheet = clerk.post(f"/cases/letters/{batch(clerk)}/paper")
    assert sheet.status_code == 200 and sheet.content[:5] == b"%PDF-"
