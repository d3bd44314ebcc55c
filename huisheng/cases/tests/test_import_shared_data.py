"""The two real files of the issue, with the mappings that ship. The files themselves are not ours to ship."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from huisheng.cases.actions.import_cases import import_cases
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.actions.use_area import use_area
from huisheng.cases.importing.areas import read_area
from huisheng.cases.importing.mapping import read_mapping
from huisheng.cases.models import Case, CaseWords
from huisheng.cases.models.codes import WordsKind
from huisheng.cases.models.transitions import State
from huisheng.cases.queries.tokens import tokens
from huisheng.network import tree as network
from tests.cast import Cast

DATA = Path(__file__).parents[4] / "shared/data"
MESSAGES = DATA / "messages/messages_4326.csv"
REPLIES = DATA / "messages/replies_2816.csv"
BALTIMORE = DATA / "requests311/baltimore_311_sample.csv"


def needs(path: Path) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not path.exists(), reason=f"the shared data is not here: {path}")


@pytest.fixture
def baltimore(db: None) -> Any:
    network.forget()
    use_area(read_area("baltimore"))
    load_catalogue()
    yield
    network.forget()


@needs(MESSAGES)
def test_residents_messages_are_taken_in_as_records_and_found(cast: Cast, tmp_path: Path):
    load_catalogue()
    mapping = read_mapping("messages-4326")
    done = import_cases(MESSAGES, mapping, tmp_path / "r.csv")
    assert (done.added, done.rejected, done.places) == (4326, 0, {"none": 4326})
    assert set(Case.objects.values_list("state", "channel")) == {(State.HISTORIC, "web")}
    found = CaseWords.objects.filter(tokens__contains=tokens("一米阳光婚纱"))
    assert any("A3区一米阳光婚纱艺术摄影是否合法纳税了" in words.text for words in found)
    again = import_cases(MESSAGES, mapping, tmp_path / "r.csv")
    assert (again.added, again.repeated) == (0, 4326)


@needs(MESSAGES)
def test_as_new_matters_messages_without_a_place_all_wait_for_triage(cast: Cast, tmp_path: Path):
    load_catalogue()
    done = import_cases(MESSAGES, read_mapping("messages-4326"), tmp_path / "r.csv", as_new=True)
    assert done.added == 4326
    waiting = Case.objects.values_list("state", "desk_reason", "unit_id")
    assert Counter(waiting) == {(State.RECEIVED, "no_category", cast.centre.id): 4326}


@needs(REPLIES)
def test_official_replies_are_kept_as_words(cast: Cast, tmp_path: Path):
    load_catalogue()
    done = import_cases(REPLIES, read_mapping("replies-2816"), tmp_path / "r.csv")
    assert done.added + done.rejected == 2816
    assert CaseWords.objects.filter(kind=WordsKind.ANSWER).count() > 2700
    assert CaseWords.objects.filter(kind=WordsKind.PROGRESS, text__startswith="原系统答复时间：20").exists()


@needs(BALTIMORE)
def test_requests_of_another_city_are_routed_by_its_area_file(baltimore: None, tmp_path: Path):
    done = import_cases(BALTIMORE, read_mapping("baltimore-311"), tmp_path / "r.csv", as_new=True)
    assert (done.added, done.rejected) == (10_000, 0)
    assert (done.places["rounded"], done.places["none"]) == (892, 590), "no point, as the data's page says"
    held = network.tree()
    levels = Counter(
        (state, held.unit(unit).level) for state, unit in Case.objects.values_list("state", "unit_id")
    )
    assert levels[State.ASSIGNED, 4] > 4000, "refuse goes to the neighbourhood"
    assert levels[State.ASSIGNED, 3] > 2000, "roads, water and lights go to the station"
    without_point = Case.objects.filter(plot__isnull=True)
    assert set(without_point.values_list("state", flat=True)) == {State.RECEIVED}


@needs(BALTIMORE)
def test_american_times_statuses_and_closings_are_kept(baltimore: None, tmp_path: Path):
    import_cases(BALTIMORE, read_mapping("baltimore-311"), tmp_path / "r.csv")
    words = CaseWords.objects.get(
        kind=WordsKind.REQUEST,
        text="TRT-Traffic Signal Repairs\nDorchester",
        case__received_at="2018-04-12T15:11:26Z",
    )
    record = CaseWords.objects.get(case_id=words.case_id, kind=WordsKind.PROGRESS)
    assert record.text == "原系统状态：已办结；原系统办结时间：2018-04-12 12:45"
