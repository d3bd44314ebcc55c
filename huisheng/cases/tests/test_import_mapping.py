"""Mappings: what people write down once about a file. Faults are all said at once."""

from pathlib import Path

import pytest

from huisheng.cases.importing.faults import FileRefused
from huisheng.cases.importing.mapping import checked, read_mapping, shipped

SMALL = {"source": "s", "columns": {"words": "内容"}}


def test_all_shipped_mappings_can_be_read():
    assert {"messages-4326", "baltimore-311"} <= set(shipped())
    for name in shipped():
        assert read_mapping(name).columns["words"]


def test_the_columns_that_a_file_must_have_are_those_named():
    mapping = checked(
        {"source": "s", "key": "编号", "columns": {"words": ["题", "文"], "received_at": "时间"}}
    )
    assert mapping.needed == {"编号", "题", "文", "时间"}


def test_words_mean_codes_by_themselves_by_their_beginning_and_else_the_rest():
    words = {"HCD-Rodents": "refuse", "HCD-*": "housing", "HCD-Abandoned*": "parking", "*": "other"}
    listed = checked({**SMALL, "categories": words}).lists["categories"]
    asked = ["HCD-Rodents", "HCD-Vacant", "HCD-Abandoned Vehicle", "X"]
    assert [listed.meaning(word) for word in asked] == ["refuse", "housing", "parking", "other"]
    assert checked({**SMALL, "categories": {"a": "refuse"}}).lists["categories"].meaning("b") is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"source": ""}, "缺少 source"),
        ({"columns": {"received_at": "时间"}}, r"缺少 \[columns\] words"),
        ({"columns": {"words": "内容", "longtitude": "x"}}, r"\[columns\] longtitude 不认得"),
        ({"colums": {}}, "colums 不认得"),
        ({"columns": {"words": 3}}, "列名的清单"),
        ({"key": [1]}, "key 要写成列名"),
        ({"categories": {"a": 1}}, r"\[categories\] 的每一行"),
        ({"places": {"coordinates": "gps"}}, "只能是：wgs84、gcj02、bd09"),
        ({"times": {"zone": "Asia/Peking"}}, "没有“Asia/Peking”这个时区"),
    ],
)
def test_a_fault_in_a_mapping_is_said_in_words(changed: dict[str, object], words: str):
    with pytest.raises(FileRefused, match=words):
        checked({**SMALL, **changed})


def test_several_faults_are_said_at_once():
    with pytest.raises(FileRefused) as refused:
        checked({"columns": {"lon": "x"}, "unknown": 1})
    assert len(str(refused.value).splitlines()) == 4


def test_a_mapping_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(FileRefused, match=r"找不到对照表 nothing。自带的有：.*messages-4326"):
        read_mapping("nothing")


def test_a_file_that_is_no_toml_is_said_to_be_none(tmp_path: Path):
    path = tmp_path / "m.toml"
    path.write_text("source = \n", encoding="utf-8")
    with pytest.raises(FileRefused, match="不是 TOML 文件"):
        read_mapping(str(path))
