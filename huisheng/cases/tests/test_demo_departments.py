"""In the demo departments are called, and given matters, that have to do with them."""

import random
import tomllib
from pathlib import Path
from typing import Any

from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.demo.crew import Crew
from huisheng.cases.demo.days_work import WITH_CIVIL_AFFAIRS
from huisheng.cases.demo.phrases import FILE, Phrases
from huisheng.cases.demo.stage import Stage
from huisheng.cases.queries.catalogue import catalogue
from huisheng.core import clock
from huisheng.network.tree import tree
from tests.cast import Cast

NETWORK = Path(__file__).parents[2] / "network" / "data" / "luyuan.toml"


def stage() -> Stage:
    rng = random.Random(1)
    calendar: Any = None  # nothing here takes time
    return Stage(rng, clock.now(), tree(), catalogue(), calendar, Crew(tree(), []), Phrases(rng))


def test_each_category_names_departments_that_the_demo_has(cast: Cast) -> None:
    load_catalogue()
    district = tomllib.loads(NETWORK.read_text(encoding="utf-8"))
    there = {each["name"] for each in district["departments"]}
    words = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for code in catalogue().by_code:
        assert len(set(words[code]["departments"]) & there) >= 3, code


def test_civil_affairs_is_called_to_what_is_theirs(cast: Cast) -> None:
    load_catalogue()
    assert all("民政" in Phrases(random.Random(1)).departments(code) for code in WITH_CIVIL_AFFAIRS)
    among = [cast.civil_affairs.id, cast.housing.id]
    for drawn in among:
        assert stage().concerned("social_aid", among, [drawn]) == [cast.civil_affairs.id]


def test_where_too_few_have_to_do_with_it_others_that_were_drawn_come_too(cast: Cast) -> None:
    load_catalogue()
    among = [cast.housing.id, cast.civil_affairs.id]
    assert stage().concerned("social_aid", among, among) == [cast.civil_affairs.id, cast.housing.id]
    assert stage().concerned("roads", among, [cast.civil_affairs.id]) == [cast.civil_affairs.id]
