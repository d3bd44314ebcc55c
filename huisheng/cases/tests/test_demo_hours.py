"""Whatever the hour at which the demo is loaded, its people find a day's work, and its visitors sample links."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from huisheng.cases.actions.load_demo_cases import LoadedCases
from huisheng.cases.demo.days_work import DISTRICT, STATION, STUDIO
from huisheng.cases.models import Case, Handle
from huisheng.cases.models.handle import hash_of
from huisheng.cases.models.transitions import OPEN, State
from huisheng.network.tree import tree
from tests.cast import Cast
from tests.support.moment import MORNING

HERE = ZoneInfo("Asia/Shanghai")
HOURS = (
    MORNING,
    datetime(2026, 11, 27, 12, 6, tzinfo=HERE),  # a noon at which a sample's question stood open
    datetime(2026, 12, 31, 23, 58, tzinfo=HERE),
    datetime(2027, 2, 7, 3, 30, tzinfo=HERE),  # within the Spring Festival
    datetime(2027, 6, 6, 18, 45, tzinfo=HERE),  # a Sunday evening
)
pytestmark = [pytest.mark.usefixtures("moment"), pytest.mark.parametrize("moment", HOURS, indirect=True)]


def test_the_day_s_work_and_the_sample_links_are_there(cast: Cast, loaded: LoadedCases):
    the_clerk_finds_about_forty_open_matters(cast)
    the_desk_of_the_district_has_one_of_each_reason()
    sample_links_lead_to_a_matter_in_each_situation(loaded)


def the_clerk_finds_about_forty_open_matters(cast: Cast) -> None:
    theirs = Case.objects.filter(unit_id__in=tree().subtree(cast.station.id), state__in=OPEN, pending="")
    states = Counter(theirs.values_list("state", flat=True))
    planned, of_all_desks = (sum(lot.count for lot in lots) for lots in ((*STATION, *STUDIO), DISTRICT))
    assert 40 <= sum(states.values()) <= planned + of_all_desks, "a small district: half of it lies here"
    assert {State.RECEIVED, State.ASSIGNED, State.HANDLING, State.RETURNED, State.ANSWERED} <= set(states)
    owed, now = theirs.exclude(state=State.ANSWERED), timezone.now()
    assert owed.filter(due_at__lt=now).count() >= 3, "late"
    assert owed.filter(due_at__range=(now, now + timedelta(hours=11))).count() >= 3, "due soon"
    assert states[State.RETURNED] >= 3, "came back"
    assert theirs.filter(question_open=True).exists()


def the_desk_of_the_district_has_one_of_each_reason() -> None:
    waiting = Case.objects.filter(state=State.RECEIVED)
    reasons = set(waiting.values_list("desk_reason", flat=True))
    assert {"no_place", "no_category", "outside", "about_a_unit", "unusual_volume"} <= reasons


def sample_links_lead_to_a_matter_in_each_situation(loaded: LoadedCases) -> None:
    assert set(loaded.links) == {State.ANSWERED, State.HANDLING, "question", "mediated", "opened"}
    for situation, secret in loaded.links.items():
        handle = Handle.objects.get(kind=Handle.Kind.SECRET, value=hash_of(secret))
        case = Case.objects.get(pk=handle.case_id)
        assert case.question_open == (situation == "question") or situation == "opened"
        assert case.channel == "web" or situation == "opened"
        if situation in set(State):
            assert case.state == situation
