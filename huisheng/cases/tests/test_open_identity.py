"""Opening who a resident is: an officer's act, for a reason, for a quarter of an hour, on record."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.open_identity import (
    LegalOrder,
    NoOrder,
    Why,
    look_at_identity,
    open_identity,
)
from huisheng.cases.models import Case, CaseEvent, CaseOpening
from huisheng.cases.models.codes import IdentityReason
from huisheng.cases.models.transitions import Act
from huisheng.cases.permissions import Refused
from huisheng.cases.tests.matters import answered, asked, case_of, token, viewer
from huisheng.cases.tests.pages import act_on, at, signed_in, text
from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.people import reference
from huisheng.people.contacts import Contact
from huisheng.people.models import Person
from tests.cast import Cast, add_person, appoint

PHONE, ADDRESS = "13804310001", "3号楼2单元501"
DANGER = Why(IdentityReason.DANGER, "邻居说屋里有煤气味，敲门不应。")
ORDER = LegalOrder("绿园区公安分局", "绿公调字〔2026〕12号", date(2026, 11, 20))


@pytest.fixture
def officer(cast: Cast) -> Person:
    person = add_person("林密", "lin.mi")
    appoint([(person, "identity_officer", cast.centre)])
    return person


@pytest.fixture
def case(cast: Cast) -> Case:
    return case_of(asked(cast, contact=Contact("phone", PHONE), address=ADDRESS))


def opened(case: Case, officer: Person, why: Why = DANGER) -> Case:
    return open_identity(case.id, viewer(officer), token(), why)


def test_the_role_is_granted_by_two_people() -> None:
    row = next(role for role in reference.roles() if role.code == "identity_officer")
    assert row.kind == reference.CASES
    assert "open_identity" in row.functions and "handle" not in row.functions
    others = [role.code for role in reference.roles() if "open_identity" in role.functions]
    assert others == ["identity_officer"]


def test_it_is_shown_for_a_quarter_of_an_hour_and_no_longer(
    case: Case, officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(case, officer)
    shown = look_at_identity(case, viewer(officer))
    assert (shown.contact, shown.address) == (Contact("phone", PHONE), ADDRESS)
    later = clock.now() + timedelta(minutes=15, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Refused):
        look_at_identity(case, viewer(officer))


def test_an_opening_is_for_one_case_and_one_person(cast: Cast, case: Case, officer: Person) -> None:
    second = add_person("另一位", "ling.yi")
    appoint([(second, "identity_officer", cast.centre)])
    other = case_of(asked(cast, contact=Contact("phone", PHONE)))
    opened(case, officer)
    for who, which in ((second, case), (officer, other)):
        with pytest.raises(Refused):
            look_at_identity(which, viewer(who))


def test_the_opening_is_an_event_a_row_and_an_entry_without_anything_personal(
    case: Case, officer: Person
) -> None:
    opened(case, officer)
    event = CaseEvent.objects.get(case_id=case.id, act=Act.UNSEAL)
    row = CaseOpening.objects.get(case_id=case.id, seq=event.seq)
    assert row.person_id == event.actor_id == officer.pk
    assert row.until - row.at == timedelta(minutes=15)
    assert event.codes["reason"] == "danger" and event.words_hash
    look_at_identity(case, viewer(officer))
    entries = AuditEntry.objects.filter(action__in=["case.unseal", "contact_opened"])
    assert [entry.actor for entry in entries] == [officer.account.pk] * 2
    assert PHONE not in str([entry.detail for entry in entries])


def test_the_row_can_neither_be_changed_nor_removed(case: Case, officer: Person) -> None:
    opened(case, officer)
    rows = CaseOpening.objects.filter(case_id=case.id)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows.update(reason="own_request")
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        rows.delete()


@pytest.mark.parametrize(
    "why",
    [
        Why(IdentityReason.LEGAL_ORDER, "公安要求调取。"),
        Why(IdentityReason.LEGAL_ORDER, "公安要求调取。", LegalOrder(" ", "12号", date(2026, 11, 20))),
        Why(IdentityReason.LEGAL_ORDER, "公安要求调取。", LegalOrder("公安分局", "", date(2026, 11, 20))),
        Why(IdentityReason.DANGER, "有人有危险。", ORDER),
    ],
)
def test_without_the_whole_order_nobody_gets_it_by_law(case: Case, officer: Person, why: Why) -> None:
    with pytest.raises(NoOrder):
        opened(case, officer, why)
    assert not CaseOpening.objects.exists()


def test_the_database_refuses_an_order_without_its_number(case: Case, officer: Person) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseOpening.objects.create(
            case_id=case.id,
            seq=9,
            at=clock.now(),
            until=clock.now() + timedelta(minutes=1),
            person_id=1,
            reason=IdentityReason.LEGAL_ORDER,
            authority="公安分局",
        )


@pytest.mark.parametrize(
    "who", ["wang_fang", "sun_li", "qian_li", "chen_jing", "wu_shen", "zheng_guan", "he_san"]
)
def test_nobody_else_may(cast: Cast, case: Case, who: str) -> None:
    with pytest.raises(Refused):
        opened(case, getattr(cast, who))


def test_an_officer_who_stands_in_the_handling_unit_may_not(cast: Cast, case: Case) -> None:
    inside = add_person("站里的", "zhan.li")
    appoint([(inside, "identity_officer", cast.station)])
    with pytest.raises(Refused):
        opened(case, inside)


def test_the_accused_never_open_who_complained(cast: Cast, case: Case) -> None:
    accused = add_person("街道的", "jie.dao")
    appoint([(accused, "identity_officer", cast.street)])
    opened(case, accused)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.street.id)
    with pytest.raises(Refused):
        look_at_identity(case, viewer(accused))
    assert signed_in(accused).get(at(case, "identity")).status_code == 404


def test_the_page_shows_it_under_a_watermark_that_says_who_when_and_why(case: Case, officer: Person) -> None:
    client = signed_in(officer)
    assert "林密 · " not in text(client.get(at(case, "identity")))
    assert act_on(client, case, "identity", reason="danger", words=DANGER.words).status_code == 302
    waiting = text(client.get(at(case, "identity")))
    assert PHONE not in waiting
    page = text(client.post(at(case, "identity_look")))
    assert PHONE in page and ADDRESS in page
    assert page.count("林密 · ") == 60 and "有人有危险，为了救人 · " + case.number in page


def test_a_look_without_an_opening_leads_back_to_the_form(case: Case, officer: Person) -> None:
    answer = signed_in(officer).post(at(case, "identity_look"))
    assert (answer.status_code, answer["Location"]) == (302, at(case, "identity"))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"words": "有人有危险，快。"}, "请选一个理由"),
        ({"reason": "danger", "words": "急"}, "太短了"),
        ({"reason": "legal_order", "words": "公安来函要求调取。"}, "机关、编号、日期都要写"),
        ({"reason": "danger", "words": "有人有危险，快。", "authority": "公安"}, "理由却不是法律文书"),
        (
            {"reason": "legal_order", "words": "公安来函要求调取。", "authority": "公安", "order_number": "1号",
             "order_date": "2999-01-01"},
            "文书日期还没有到",
        ),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_by_the_field_and_nothing_is_opened(
    case: Case, officer: Person, typed: dict[str, Any], wrong: str
) -> None:
    page = act_on(signed_in(officer), case, "identity", **{"reason": "", **typed})
    assert page.status_code == 422
    assert wrong in text(page) and typed["words"] in text(page)
    assert not CaseOpening.objects.exists()


def test_a_second_click_opens_once(case: Case, officer: Person) -> None:
    form = token()
    for _twice in range(2):
        open_identity(case.id, viewer(officer), form, DANGER)
    assert CaseOpening.objects.count() == 1


def test_colleagues_learn_that_it_was_opened_and_not_why(cast: Cast, officer: Person) -> None:
    case = answered(cast, contact=Contact("phone", PHONE))
    opened(case, officer, Why(IdentityReason.LEGAL_ORDER, "法院调取证据，案号见文书。", ORDER))
    page = text(signed_in(cast.wang_fang).get(at(case)))
    assert "打开过居民的身份，理由记录在案" in page
    assert "法院调取" not in page and "绿公调字" not in page
    assert case.number not in text(signed_in(cast.wang_fang).get("/cases/search?q=法院调取"))


def test_an_opening_does_not_pass_for_an_answer_to_the_resident(
    cast: Cast, case: Case, officer: Person
) -> None:
    from huisheng.cases.actions.resident import add_words

    add_words(case.id, token(), "门铃坏了，请敲门。")
    assert opened(case, officer).resident_spoke
