"""Cases full of words that can be told anywhere, so that a test sees where they come out.

Each `Plant` says what it is and which case it is of; `may_know` says who may read it and where. Everything that is
not said there is a leak.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image

from huisheng.cases.actions.ask import Receipt
from huisheng.cases.actions.call import call_unit
from huisheng.cases.actions.open_identity import Why, open_identity
from huisheng.cases.actions.photos import read_picture
from huisheng.cases.actions.report import write_note
from huisheng.cases.actions.resident import Rating, add_words, confirm_case, rate_case, send_back
from huisheng.cases.actions.write import write_to_resident
from huisheng.cases.models.codes import IdentityReason, Outcome
from huisheng.cases.tests.matters import answer_case, asked, case_of, token, viewer
from huisheng.people.contacts import EMAIL, PHONE, Contact
from huisheng.people.models import Account
from huisheng.people.viewer import viewer_for
from tests.access_table import ROWS, Row
from tests.cast import Cast
from tests.support.world import Caller

ROUTES = {row.route: row for row in ROWS}
OFFICER = ("identity_officer", "above")
# Who sees a complaint about the station, which its street handles: whoever reads cases at the street or above.
SEES_COMPLAINT = Row("", "*:above")
TRIAGES_COMPLAINT = Row("", "station_clerk:above dispatcher:above")


@dataclass(frozen=True)
class Plant:
    """A string, what it is (`contact`, `address`, `secret`, `words`, `note`, `comment`, `reason`), and its case."""

    text: str
    kind: str
    case: str


@dataclass(frozen=True)
class Planted:
    """The cases by name: their number, the resident's secret, and everything that was planted."""

    numbers: dict[str, str]
    secrets: dict[str, str]
    plants: tuple[Plant, ...]

    def texts(self, *kinds: str) -> list[str]:
        """The strings of some kinds; all, when none is named."""
        return [plant.text for plant in self.plants if not kinds or plant.kind in kinds]


PLANTS = (
    Plant("13912340087", "contact", "home"),
    Plant("柳影巷77号楼3单元902", "address", "home"),
    Plant("暖气管漏水，屋主名叫植木春", "words", "home"),
    Plant("补充：植木春的老伴行动不便", "words", "home"),
    Plant("转给植木春：明早几点方便", "words", "home"),
    Plant("内部：植木春那户去年也漏过", "note", "home"),
    Plant("评价：办事的人态度植冷", "comment", "home"),
    Plant("理由：植木春敲门不应", "reason", "home"),
    Plant("li.zhimu@example.org", "contact", "complaint"),
    Plant("银杏里88号楼1单元404", "address", "complaint"),
    Plant("站里办事员植秋实骂人收礼", "words", "complaint"),
    Plant("13912340099", "contact", "unclear"),
    Plant("不知哪个窗口的植冬青推人", "words", "unclear"),
)


@dataclass(frozen=True)
class Spot:
    """Where something came out: on which route, by which method, for whom, of which case (empty: of none)."""

    route: str
    method: str
    caller: Caller
    case: str = ""


def may_know(plant: Plant, at: Spot) -> bool:
    """Whether this may come out there."""
    caller, on_its_own = at.caller, plant.case == at.case
    if at.route.startswith("portal:"):
        return on_its_own and plant.kind in ("words", "comment", "reason", "secret")
    if plant.kind == "contact":
        on_record = at.route == "cases:contact" and caller.role == "call_back_clerk"
        return on_its_own and at.method == "POST" and (on_record or _is_opened(plant, at))
    if plant.kind == "address":
        shown = at.route == "cases:address" and _works_on(plant, caller)
        return on_its_own and at.method == "POST" and (shown or _is_opened(plant, at))
    if plant.kind == "comment":
        return _sees(plant, caller) and (caller.role, caller.relation) in (
            ("leader", "above"),
            ("call_back_clerk", "above"),
        )
    return plant.kind in ("words", "note") and _sees(plant, caller)


def may_find(name: str, caller: Caller) -> bool:
    """Whether this caller may learn that a case exists."""
    return _sees(Plant("", "words", name), caller)


def _is_opened(plant: Plant, at: Spot) -> bool:
    is_officer = (at.caller.role, at.caller.relation) == OFFICER
    return at.route == "cases:identity_look" and plant.case == "home" and is_officer


def _sees(plant: Plant, caller: Caller) -> bool:
    if plant.case == "unclear":
        return caller.relation == "centre"
    row = SEES_COMPLAINT if plant.case == "complaint" else ROUTES["cases:case"]
    return row.allows(caller.role, caller.relation, "GET")


def _works_on(plant: Plant, caller: Caller) -> bool:
    row = TRIAGES_COMPLAINT if plant.case == "complaint" else ROUTES["cases:address"]
    return row.allows(caller.role, caller.relation, "POST")


def plant(cast: Cast) -> Planted:
    """The three cases, in the states in which most of them is on pages: sent back, at a desk, at the centre."""
    receipts = {
        "home": _home(cast),
        "complaint": asked(
            cast,
            words=_said("complaint"),
            contact=Contact(EMAIL, _text("contact", "complaint")),
            address=_text("address", "complaint"),
            at_home=True,
            about_a_unit=True,
            accused_unit_id=cast.station.id,
        ),
        "unclear": asked(
            cast,
            words=_said("unclear"),
            contact=Contact(PHONE, _text("contact", "unclear")),
            about_a_unit=True,
        ),
    }
    secrets = tuple(Plant(receipt.secret, "secret", name) for name, receipt in receipts.items())
    return Planted(
        {name: receipt.number for name, receipt in receipts.items()},
        {name: receipt.secret for name, receipt in receipts.items()},
        (*PLANTS, *secrets),
    )


def _home(cast: Cast) -> Receipt:
    """Handled by the station with another unit called, written to, answered, rated, sent back, and opened."""
    clerk = viewer(cast.wang_fang)
    receipt = asked(
        cast,
        words=_said("home"),
        contact=Contact(PHONE, _text("contact", "home")),
        address=_text("address", "home"),
        at_home=True,
        pictures=(read_picture(_jpeg()),),
    )
    case = case_of(receipt)
    _first, addition, message = (each.text for each in PLANTS if (each.kind, each.case) == ("words", "home"))
    write_to_resident(case.id, clerk, token(), message)
    add_words(case.id, token(), addition)
    call_unit(case.id, clerk, token(), cast.civil_affairs.id)
    write_note(case.id, clerk, token(), _text("note", "home"))
    answer_case(case.id, clerk, token(), "修好了。", Outcome.FIXED)
    confirm_case(case.id, token())
    rate_case(case.id, token(), Rating(attitude="1"), _text("comment", "home"))
    send_back(case.id, token(), "又漏了。")
    officer = Account.objects.select_related("person").get(
        login=".".join((OFFICER[0].replace("_", "-"), OFFICER[1]))
    )
    why = Why(IdentityReason.DANGER, _text("reason", "home"))
    open_identity(case.id, viewer_for(officer), token(), why)
    return receipt


def _said(case: str) -> str:
    return f"{_text('words', case)}。请快点处理。"


def _text(kind: str, case: str) -> str:
    return next(each.text for each in PLANTS if (each.kind, each.case) == (kind, case))


def _jpeg() -> bytes:
    image = io.BytesIO()
    Image.new("RGB", (8, 8)).save(image, "JPEG")
    return image.getvalue()


def kwargs_of(row: Row, planted: Planted, name: str) -> dict[str, Any]:
    """The arguments of a route that is about a case or a secret, for one of the planted cases."""
    more = {"n": 1} if row.about.endswith("photo") else {}
    if row.about.startswith("case"):
        return {"number": planted.numbers[name], **more}
    return {"secret": planted.secrets[name], **more}
