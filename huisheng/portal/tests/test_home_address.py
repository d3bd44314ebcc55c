"""这是在我家里的事: told before it is sent who will see the address, and afterwards who did."""

from django.test import Client

from huisheng.cases.actions.address import show_address
from huisheng.cases.tests.matters import viewer
from huisheng.portal.tests.residents import asked, case_of, text
from tests.cast import Cast

ADDRESS = "3号楼2单元501"


def test_who_will_see_it_is_told_before_it_is_sent(client: Client, cast: Cast) -> None:
    page = text(client.post("/", {"words": "暖气不热。", "go": "next"}))
    assert "这是在我家里的事" in page
    assert "只有上门办这件事的人看得到您写的地址；谁看过，您随时能查" in page


def test_the_tick_stays_while_a_place_is_chosen(client: Client, cast: Cast) -> None:
    page = client.post("/", {"words": "暖气不热。", "at_home": "on", "go": "look"}).content.decode()
    assert 'name="at_home" id="id_at_home"' in page or 'name="at_home"' in page
    box = page[page.index('name="at_home"') - 80 : page.index('name="at_home"') + 160]
    assert "checked" in box


def test_the_track_page_tells_who_sees_it_and_who_did(client: Client, cast: Cast) -> None:
    secret = asked(client, plot=cast.plots[0].code, address=ADDRESS, at_home="on")
    page = text(client.get(f"/t/{secret}"))
    assert "正在办的人上门时能看您写的地址" in page and "还没有人看过。" in page
    show_address(case_of(secret), viewer(cast.wang_fang))
    assert "看过1次" in text(client.get(f"/t/{secret}"))
    page = text(client.get(f"/t/{secret}/contact-openings"))
    assert "看了您家的地址，为了办这件事。" in page
    assert "景阳社区工作站工作站办事员" in page and "王芳" not in page
    assert "没有人看过。" in page  # the contact


def test_a_matter_in_public_says_nothing_of_homes(client: Client, cast: Cast) -> None:
    secret = asked(client, plot=cast.plots[0].code, address="3号楼东侧")
    assert not case_of(secret).at_home
    assert "在您家里" not in text(client.get(f"/t/{secret}"))
