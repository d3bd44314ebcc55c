"""An accusation that was lifted: the news and the log tell the unit that was meant nothing of it."""

import pytest

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.models import Case
from huisheng.cases.models.transitions import Act
from huisheng.cases.tests.matters import handling, token, viewer
from huisheng.cases.tests.test_unaccused import accused_and_back
from huisheng.desk.queries.log import Sought, log_page
from huisheng.desk.queries.news import count_news, news_of
from tests.cast import Cast, appoint


@pytest.fixture
def back(cast: Cast) -> Case:
    """With the station again, which was accused meanwhile."""
    case = handling(cast)
    accuse_unit(case.id, viewer(cast.sun_li), token(), cast.station.id)
    return accused_and_back(cast, case)


def test_it_is_no_news_to_them(cast: Cast, back: Case) -> None:
    said = [each.said for each in news_of(viewer(cast.wang_fang))]
    assert "居民补充" not in said
    assert count_news(viewer(cast.wang_fang)) == len(said)


def test_the_log_tells_an_auditor_of_that_unit_nothing_of_it(cast: Cast, back: Case) -> None:
    def told() -> set[str]:
        page = log_page(viewer(cast.wu_shen), Sought(subject=f"case:{back.id}"))
        return {line.action for line in page.lines}

    of_accusing = {f"诉求：{act.label}" for act in (Act.ACCUSE, Act.LIFT)}
    assert of_accusing < told()
    appoint([(cast.wu_shen, "volunteer", cast.station)])
    assert told().isdisjoint(of_accusing)
    assert f"诉求：{Act.ACCEPT.label}" in told()
