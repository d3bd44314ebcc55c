"""Indicators from counts, by the version in force; and the published page."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from huisheng.cases.models import Case
from huisheng.cases.queries.durations import Durations
from huisheng.cases.queries.figures import Counts, Figures, Received, Satisfaction
from huisheng.cases.queries.misroute import Charged
from huisheng.cases.tests.test_figures import closed_row, row
from huisheng.core import clock
from huisheng.goals.actions.load_indicators import NotAsBefore, NotSound, load_indicators
from huisheng.goals.indicators.published import BY_CODE, INDICATORS
from huisheng.goals.indicators.shipped import shipped
from huisheng.goals.models import IndicatorVersion
from huisheng.goals.queries.indicators import Version, forget, measure, month_before, next_month, versions
from tests.cast import Cast

SOME = Figures(
    counts=Counts(
        due=972, closed=911, on_time=737, confirmed=60, partly=20, unsolved=20, contacted=45, not_contacted=5,
        to_call=80, reached=50, reopened=30, ever_closed=930, still_fixed=90, came_back=10,
    ),
    received=Received(received=1000, excluded=12, reviewed=10, overturned=3),
    satisfaction=Satisfaction({"5": 40, "4": 30, "3": 20, "2": 6, "1": 4}, policy_limit=9),
    assigned=1000,
    signed_in_time=950,
    durations=Durations(911, 12.5, 38.0),
    misrouted={"catalogue": Charged(8, 700), "person": Charged(4, 290), "ruling": Charged(0, 10), "taken": Charged()},
)  # fmt: skip
REFERENCE = Path(__file__).parents[3] / "docs/reference/indicators.md"
FIRST = {said["code"]: said["parameters"] for said in shipped()}


def text(response: Any) -> str:
    """What a reader reads, without markup and blanks."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture(autouse=True)
def _anew():
    forget()
    yield
    forget()


@pytest.mark.parametrize(
    ("code", "share", "n"),
    [
        ("closure", 911 / 972, 972),
        ("on_time", 737 / 972, 972),
        ("sign_off", 0.95, 1000),
        ("response", 0.9, 50),
        ("resolution", 0.7, 100),
        ("satisfaction", 0.9, 100),
        ("call_back", 0.625, 80),
        ("reopen", 30 / 930, 930),
        ("durable_fix", 0.9, 100),
        ("exclusion", 0.012, 1000),
        ("overturned", 0.3, 10),
        ("misroute", 0.012, 1000),
    ],
)
def test_each_share_is_reckoned_as_defined(code, share, n):
    value = BY_CODE[code].reckon(SOME, FIRST[code])[""]
    assert value.n == n
    assert value.share == pytest.approx(share)
    assert value.interval is not None
    assert value.interval[0] <= share <= value.interval[1]


def test_other_parameters_give_other_shares():
    assert BY_CODE["resolution"].reckon(SOME, {"beta": 0.0})[""].share == pytest.approx(0.6)
    assert BY_CODE["satisfaction"].reckon(SOME, {"gamma": 0.0})[""].share == pytest.approx(0.7)


def test_time_is_no_share():
    median = BY_CODE["time"].reckon(SOME, {})["median"]
    assert (median.amount, median.share, median.interval) == (12.5, None, None)


def test_every_indicator_has_a_first_version_and_stands_in_the_reference():
    assert {one.code for one in INDICATORS} == set(FIRST)
    reference = REFERENCE.read_text(encoding="utf-8")
    for one in INDICATORS:
        assert f"| `{one.code}` | {one.name}" in reference
        for name, value in FIRST[one.code].items():
            assert f"| `{one.code}` | `{name}` | {value:g} |" in reference


def measured(**parameters: dict[str, float]):
    """All indicators of `SOME` by code, with other parameters where they are given."""
    known = {
        code: Version(1, date(2026, 1, 1), {**FIRST[code], **parameters.get(code, {})}) for code in FIRST
    }
    return {one.indicator.code: one for one in measure(SOME, known)}


def test_the_composite_is_the_weighted_sum_of_its_rates():
    """Of the check values 93.72 % and 75.82 %, and of 0.9, 0.7 and 0.9: a fifth each."""
    found = measured()["composite"].values[""]
    assert found.share == pytest.approx((911 / 972 + 737 / 972 + 0.9 + 0.7 + 0.9) / 5)
    assert found.n == 50, "as many as its smallest part, the response, has"
    two = {"closure": 0.5, "on_time": 0.5, "response": 0.0, "resolution": 0.0, "satisfaction": 0.0}
    half = measured(composite=two)["composite"].values[""]
    assert f"{half.share:.2%}" == "84.77%"
    low, high = half.interval or (1, 0)
    ends = [BY_CODE[code].reckon(SOME, {})[""].interval for code in ("closure", "on_time")]
    assert (low, high) == pytest.approx(tuple(sum(each) / 2 for each in zip(*ends, strict=True)))


def test_the_composite_is_not_said_while_one_of_its_parts_is_of_fewer_than_ten():
    few = replace(SOME, counts=replace(SOME.counts, contacted=8, not_contacted=1))
    known = {code: Version(1, date(2026, 1, 1), FIRST[code]) for code in FIRST}
    found = {one.indicator.code: one.values.get("") for one in measure(few, known)}
    assert found["composite"] is not None
    assert found["composite"].is_suppressed
    nobody = replace(SOME, counts=replace(SOME.counts, contacted=0, not_contacted=0))
    found = {one.indicator.code: one.values.get("") for one in measure(nobody, known)}
    assert found["composite"] is not None
    assert (found["composite"].n, found["composite"].share) == (0, None)


def test_misroute_is_told_by_how_it_was_assigned_and_a_thousand_residents_by_how_many_there_are():
    found = measured(per_thousand={"residents": 50_000})
    ways = {part.name: (part.value.hits, part.value.n) for part in found["misroute"].parts}
    assert ways == {"按目录": (8, 700), "由人交办": (4, 290), "按裁定": (0, 10)}
    assert found["per_thousand"].values[""].amount == pytest.approx(20.0)
    assert [part.value for part in found["per_thousand"].parts] == [1000, 50_000]
    assert "50,000 人" in found["per_thousand"].definition


@pytest.mark.django_db
@pytest.mark.parametrize(
    "parameters",
    [
        "{ closure = 0.5, on_time = 0.5 }",
        "{ closure = 0.5, on_time = 0.2, response = 0.2, resolution = 0.2, satisfaction = 0.2 }",
        "{ closure = 1.2, on_time = -0.2, response = 0, resolution = 0, satisfaction = 0 }",
    ],
)
def test_weights_that_are_not_whole_are_refused(tmp_path: Path, parameters: str):
    file = tmp_path / "weights.toml"
    file.write_text(
        f'[[version]]\ncode = "composite"\nversion = 2\nsince = 2026-07-01\nparameters = {parameters}\n'
    )
    with pytest.raises(NotSound):
        load_indicators(file)
    assert not IndicatorVersion.objects.exists()


@pytest.mark.django_db
def test_a_change_is_a_new_version_and_old_periods_keep_theirs(tmp_path: Path):
    assert load_indicators() == len(FIRST)
    assert load_indicators() == 0
    changed = tmp_path / "changed.toml"
    changed.write_text(
        '[[version]]\ncode = "resolution"\nversion = 2\nsince = 2026-07-01\nparameters = { beta = 0.25 }\n'
    )
    assert load_indicators(changed) == 1
    assert versions(date(2026, 6, 1))["resolution"].parameters == {"beta": 0.5}
    assert versions(date(2026, 7, 1))["resolution"].number == 2
    assert versions(date(2020, 1, 1))["resolution"].number == 1
    changed.write_text(
        '[[version]]\ncode = "resolution"\nversion = 2\nsince = 2026-07-01\nparameters = { beta = 0.9 }\n'
    )
    with pytest.raises(NotAsBefore):
        load_indicators(changed)
    assert IndicatorVersion.objects.filter(code="resolution").count() == 2


def test_months_follow_one_another():
    assert next_month(date(2026, 12, 1)) == date(2027, 1, 1)
    assert month_before(date(2026, 1, 15)) == date(2025, 12, 1)
    day = date(2026, 3, 1)
    assert month_before(next_month(day)) == day


def test_the_page_gives_share_n_interval_and_definition_and_no_rank(
    cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 4, tzinfo=UTC))
    done = [closed_row(cast, n, -1 if n < 80 else 1) for n in range(90)]
    Case.objects.bulk_create([*done, *(row(cast, n) for n in range(90, 100))])
    few = {"unit_id": cast.other_street.id, "subcentre_id": cast.other_street.id}
    Case.objects.bulk_create(row(cast, 200 + n, **few) for n in range(9))
    shown = text(client.get("/goals/figures"))
    assert "2026年10月到期该办的事" in shown
    assert "n=109" in shown
    assert "82.6%" in shown
    assert "春城街道分中心10090.0%（83%到94%）80.0%" in shown
    assert "锦程街道分中心9——" in shown
    assert "第1版，2026年1月1日起" in shown
    assert "办结率×0.2：82.6%，n=109" in shown
    assert "响应率×0.2：少于10件，不显示" in shown
    assert "常住人口：714,919" in shown
    assert "名次" in shown
    assert client.get("/goals/figures?month=2024-01").status_code == 404
    assert client.get("/goals/figures?month=nonsense").status_code == 404


def test_a_month_without_cases_says_so(db: None, client: Client):
    shown = text(client.get("/goals/figures"))
    assert "少于10件，不显示" in shown
    assert "这个月还没有到期的事" in shown
