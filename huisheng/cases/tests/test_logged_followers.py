"""Cases that follow another one in the tamper-evident log: counted at the head, whatever their own residents say."""

import pytest

from huisheng.cases.actions.resident import confirm_case, send_back
from huisheng.cases.models.codes import Outcome
from huisheng.cases.tests.matters import answer_case, token, viewer
from huisheng.cases.tests.several import merged
from huisheng.cases.tests.test_logged import public
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("log")


def test_whoever_follows_counts_at_the_head_until_they_say_that_it_is_not_solved(cast: Cast) -> None:
    head, content, unsolved = merged(cast)
    answer_case(head.id, viewer(cast.wang_fang), token(), "灯泡换好了，昨晚已亮。", Outcome.FIXED)
    confirm_case(content.id, token())
    send_back(unsolved.id, token(), "还黑着")
    ends = [fields["as"] for kind, fields in public(content.id) if kind == "CLOSED"]
    assert ends == ["merged"]
    kinds = [kind for kind, _fields in public(unsolved.id)]
    assert kinds[-2:] == ["CLOSED", "REOPENED"]
