"""An accusation that was lifted: the news and the log tell the unit that was meant nothing of it."""

from datetime import timedelta
from typing import Any

import pytest

from huisheng.cases.actions.accuse import accuse_unit
from huisheng.cases.actions.assign import assign_case
from huisheng.cases.actions.triage import Decision, triage_case
from huisheng.cases.models import Case
from huisheng.cases.models.codes import Outcome
from huisheng.cases.models.transitions import Act
from huisheng.cases.tests.matters import answer_case, category_id, handling, token, viewer
from huisheng.cases.tests.test_unaccused import accused_and_back
from huisheng.core import clock
from huisheng.desk.queries.log import Sought, log_page
from huisheng.desk.queries.news import count_news, news_of
from huisheng.outbox.queries import lost_replies
from huisheng.people.contacts import read_contact
from tests.cast import Cast, add_person, appoint
from tests.support.worker import work


@pytest.fixture
def no_gateway(settings: Any, tmp_path: Any) -> None:
    """SMS are files."""
    settings.GATEWAYS, settings.MESSAGE_FOLDER = {"sms": "", "chat": ""}, tmp_path


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


@pytest.mark.usefixtures("no_gateway")
def test_an_answer_of_that_time_that_was_lost_is_no_news_to_them_either(cast: Cast) -> None:
    case, clerk = handling(cast, contact=read_contact("0431-87654321")), viewer(cast.sun_li)
    handler = add_person("街道丁", "jie.dao.ding")
    appoint([(handler, "station_clerk", cast.street)])
    accuse_unit(case.id, clerk, token(), cast.station.id)
    triage_case(case.id, clerk, token(), Decision(category_id("heating")))
    assign_case(case.id, clerk, token(), cast.street.id)
    answer_case(case.id, viewer(handler), token(), "查过了，没有这回事。", Outcome.NOT_UPHELD)
    work()
    accuse_unit(case.id, clerk, token(), cast.station.id)
    back = accused_and_back(cast, case)
    lost = lost_replies([back.id], clock.now() - timedelta(days=1))
    assert [message.case_id for message in lost] == [back.id]
    assert not any(each.is_lost for each in news_of(viewer(cast.wang_fang)))
    appoint([(handler, "dispatcher", cast.street)])
    assert any(each.is_lost for each in news_of(viewer(handler)))


def test_the_log_tells_an_auditor_of_that_unit_nothing_of_it(cast: Cast, back: Case) -> None:
    def told() -> set[str]:
        page = log_page(viewer(cast.wu_shen), Sought(subject=f"case:{back.id}"))
        return {line.action for line in page.lines}

    of_accusing = {f"诉求：{act.label}" for act in (Act.ACCUSE, Act.LIFT)}
    assert of_accusing < told()
    appoint([(cast.wu_shen, "volunteer", cast.station)])
    assert told().isdisjoint(of_accusing)
    assert f"诉求：{Act.ACCEPT.label}" in told()
