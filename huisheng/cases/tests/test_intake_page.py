"""Intake at the telephone and the counter: one screen, and a receipt whose link is shown for some minutes only."""

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from huisheng.cases.models import Case, CasePhoto
from huisheng.cases.models.codes import Channel, DeskReason
from huisheng.cases.models.transitions import State
from huisheng.cases.queries.resident import find_case
from huisheng.cases.tests.matters import category_id
from huisheng.cases.tests.pages import Response, at, form_in, signed_in, text
from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.people.models import Subject
from tests.cast import Cast

INTAKE = "/cases/new"
WORDS = "井盖坏了半个月没人管，晚上看不见。"


@pytest.fixture
def clerk(cast: Cast):
    category_id("roads")
    return signed_in(cast.wang_fang)


def send(client: Client, **typed: object) -> Response:
    form = form_in(client.get(INTAKE), INTAKE)
    return client.post(INTAKE, {**form, "words": WORDS, **typed})


def test_it_is_taken_in_and_the_receipt_goes_with_the_resident(cast: Cast, clerk):
    response = send(
        clerk,
        channel="counter",
        category=category_id("roads"),
        place=cast.plots[0].code,
        address="锦江花园东门",
        contact="138 0431 0001",
    )
    assert response.status_code == 200
    case = Case.objects.get()
    assert (case.channel, case.plot_id, case.state) == (Channel.COUNTER, cast.plots[0].id, State.ASSIGNED)
    assert case.subject_id
    assert Subject.objects.get(pk=case.subject_id).contact_kind == "phone"
    page = text(response)
    assert case.number in page
    assert response.context["link"].startswith("http://testserver/t/")
    assert response.context["link"] in page
    assert "<svg" in page


def test_the_button_comes_last_for_the_keyboard_and_whoever_hears_the_page(clerk):
    main = clerk.get(INTAKE).content.decode().split('<form class="intake"')[1].split("</form>")[0]
    controls = re.findall(r'<(?:input|select|textarea|button)[^>]* name="([^"]+)"|(<button)', main)
    order = list(dict.fromkeys(name or "button" for name, _button in controls))
    assert order[order.index("channel") :] == [
        *("channel", "words", "category", "urgency", "place", "address", "at_home", "contact", "language"),
        *("by_letter", "photos", "about_a_unit", "accused", "button"),
    ]


def test_the_receipt_may_be_kept_by_nobody_on_the_way(clerk):
    response = send(clerk)
    assert "no-store" in response["Cache-Control"]
    assert response["Referrer-Policy"] == "no-referrer"


def test_an_answer_lost_on_the_way_is_given_again(clerk):
    form = {**form_in(clerk.get(INTAKE), INTAKE), "words": WORDS}
    first, again = clerk.post(INTAKE, form), clerk.post(INTAKE, form)
    assert Case.objects.count() == 1
    assert again.context["link"] == first.context["link"] != ""
    assert find_case(again.context["link"].rpartition("/")[2]) == Case.objects.get()


def test_other_words_in_a_form_that_was_taken_are_a_second_matter_and_not_lost(clerk):
    form = {**form_in(clerk.get(INTAKE), INTAKE), "words": WORDS}
    clerk.post(INTAKE, form)
    refused = clerk.post(INTAKE, {**form, "words": "楼道灯坏了。", "address": "东门"})
    assert refused.status_code == 409
    assert Case.objects.get().number in text(refused)
    typed = form_in(refused, INTAKE)
    assert (typed["words"].strip(), typed["address"]) == ("楼道灯坏了。", "东门")
    assert clerk.post(INTAKE, typed).status_code == 200
    assert Case.objects.count() == 2


def test_the_link_is_shown_for_ten_minutes_and_on_no_staff_page(cast: Cast, clerk, monkeypatch):
    form = {**form_in(clerk.get(INTAKE), INTAKE), "words": WORDS, "place": cast.plots[0].code}
    first = clerk.post(INTAKE, form)
    secret = first.context["receipt"].secret
    later = clock.now() + timedelta(minutes=10)
    monkeypatch.setattr(clock, "now", lambda: later)
    again = clerk.post(INTAKE, form)
    assert Case.objects.count() == 1
    assert again.context["link"] == ""
    assert "这张表已经交过了" in text(again)
    for page in (again, clerk.get(at(Case.objects.get())), clerk.get("/cases/"), clerk.get(INTAKE)):
        assert secret not in text(page)
    assert not any(secret in str(entry.detail) for entry in AuditEntry.objects.all())
    assert secret not in str(dict(clerk.session))


def test_what_was_typed_stays_when_something_is_wrong(cast: Cast, clerk):
    response = send(clerk, words="", contact="123", place="月亮上", address="东门", urgency="urgent")
    assert response.status_code == 422
    page = text(response)
    assert "请写几句。" in page
    assert "没有“月亮上”这个地方。请写责任田的编号或名称、街道或社区的名称，或者经纬度。" in page
    assert "手机号是 11 位，这里是 3 位" in page
    kept = form_in(response, INTAKE)
    assert (kept["contact"], kept["place"], kept["address"], kept["urgency"]) == (
        "123",
        "月亮上",
        "东门",
        "urgent",
    )
    assert Case.objects.count() == 0
    assert Subject.objects.count() == 0


def test_a_community_is_place_enough_for_its_desk(cast: Cast, clerk):
    send(clerk, place="景阳社区")
    case = Case.objects.get()
    assert (case.plot_id, case.unit_id) == (None, cast.station.id)


@pytest.mark.parametrize(
    ("typed", "meant"), [("景阳社去", "景阳社区"), ("景阳", "景阳社区"), ("景阳社区三号楼前", "景阳社区")]
)
def test_a_slip_in_a_places_name_is_met_with_what_was_perhaps_meant(cast: Cast, clerk, typed, meant):
    page = text(send(clerk, place=typed))
    assert "这个地方" in page and meant in page.split("是不是：")[1].split("？")[0]
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [("43.881,125.201", "好像写反了"), ("116.4,39.9", "这个位置不在本区"), ("999,999", "这不是一个位置")],
)
def test_a_point_that_is_no_place_here_is_said(clerk, typed, said):
    assert said in text(send(clerk, place=typed))
    assert Case.objects.count() == 0


def test_a_point_finds_its_plot(cast: Cast, clerk):
    send(clerk, place=f"{cast.plots[0].lon},{cast.plots[0].lat}")
    case = Case.objects.get()
    assert case.plot_id == cast.plots[0].id
    assert case.longitude == pytest.approx(cast.plots[0].lon)


def test_without_place_and_category_it_waits_for_triage(cast: Cast, clerk):
    send(clerk)
    assert (Case.objects.get().state, Case.objects.get().desk_reason) == (
        State.RECEIVED,
        DeskReason.NO_CATEGORY,
    )


def test_about_a_unit_goes_above_it_and_out_of_the_sight_of_who_took_it_in(cast: Cast, clerk):
    response = send(clerk, about_a_unit="on", accused=cast.station.name)
    case = Case.objects.get()
    assert (case.unit_id, case.accused_unit_id) == (cast.street.id, cast.station.id)
    assert response.context["link"]
    assert cast.street.name not in text(response)
    assert clerk.get(at(case)).status_code == 404


def test_naming_a_unit_says_that_it_is_about_one(cast: Cast, clerk):
    send(clerk, accused=cast.station.name)
    assert Case.objects.get().about_a_unit is True


def picture(name: str = "a.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "#888").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def test_several_pictures_come_along(clerk):
    send(clerk, photos=[picture(), picture("b.jpg")])
    assert CasePhoto.objects.count() == 2


def test_what_is_no_picture_is_said_by_its_name(clerk):
    response = send(clerk, photos=[picture(), SimpleUploadedFile("病历.pdf", b"%PDF-1.4 ...")])
    assert "“病历.pdf”不是能看的照片" in text(response)
    assert Case.objects.count() == 0


def test_too_many_pictures(clerk):
    response = send(clerk, photos=[picture(f"{n}.jpg") for n in range(7)])
    assert "最多 6 张" in text(response)


def test_the_words_suggest_a_category_without_standing_in_an_address(clerk):
    response = clerk.post("/cases/new/suggestion", {"words": "路灯连着三盏不亮"})
    assert "像是：路灯" in text(response)
    assert clerk.post("/cases/new/suggestion", {"words": "嗯"}).content.strip() == b""


@pytest.mark.parametrize("somebody", ["zhou_min", "qian_li", "wu_shen"])
def test_only_those_who_collect_take_in(cast: Cast, somebody):
    assert signed_in(getattr(cast, somebody)).get(INTAKE).status_code == 403
