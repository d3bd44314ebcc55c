"""Records written by stencil are, to the letter, what the real steps would have written."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

import pytest

from huisheng.cases.actions import bulk, past
from huisheng.cases.actions.bulk import lines_of
from huisheng.cases.actions.imported import Arrival
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.actions.past import Past
from huisheng.cases.importing.matters import Matter
from huisheng.cases.importing.places import Spot
from huisheng.cases.models.codes import Channel, Urgency
from huisheng.cases.queries.catalogue import catalogue
from tests.cast import Cast

NOW = datetime(2026, 3, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def one_salt(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (bulk, past):
        monkeypatch.setattr(module, "new_salt", lambda: bytes(16))


def test_a_line_by_stencil_is_the_line_of_the_real_course(cast: Cast, one_salt: None):
    load_catalogue()
    made = Past("hotline", NOW)
    plot = cast.plots[0]
    spots = [
        Spot(),
        Spot(outside=True, point=(116.4, 39.9)),
        Spot(unit_id=cast.station.id),
        Spot(plot.id, plot.unit_id, (plot.lon, plot.lat)),
    ]
    categories = [None, catalogue().by_code["heating"].id, catalogue().by_code["refuse"].id]
    texts = ["暖气不热", "100% 退款\n\t第二行 \\ 反斜杠", "null"]
    cases = product(spots, categories, texts, [None, NOW - timedelta(days=500)], ["", "已办。%s"])
    for number, (spot, category, words, received, answer) in enumerate(cases):
        matter = Matter(
            line=number,
            key=str(number),
            words=words,
            received_at=received,
            category_id=category,
            urgency=Urgency.URGENT if number % 2 else Urgency.NORMAL,
            channel=Channel.PHONE if number % 3 else Channel.FILE,
            answer=answer,
            record=["原系统状态：办结"] if number % 2 else [],
        )
        arrival = Arrival(UUID(int=number + 1), f"2024-区-{number:06d}", matter, spot, None)
        quick = {model: lines for model, lines in made.lines(arrival).items() if lines}
        real = {model: lines for model, lines in lines_of(made.course(arrival)).items() if lines}
        assert quick == real
