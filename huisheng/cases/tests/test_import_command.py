"""`huisheng import_cases`: what it says to whoever runs it."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from huisheng.cases.actions import import_cases as act
from huisheng.cases.actions.load_catalogue import load_catalogue
from huisheng.cases.models import Case
from tests.cast import Cast

MAPPING = """
source = "s"
key = "编号"
[columns]
words = "内容"
longitude = "经度"
latitude = "纬度"
place = "社区"
"""
FILE = "编号,内容,经度,纬度,社区\n1,暖气不热,125,44,\n2,路灯坏了,,,天上社区\n3,,,,\n"


@pytest.fixture
def run(cast: Cast, tmp_path: Path) -> Any:
    load_catalogue()
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "f.csv").write_text(FILE, encoding="utf-8")

    def call(*arguments: str, err: StringIO | None = None) -> str:
        out, file, mapping = StringIO(), str(tmp_path / "f.csv"), str(tmp_path / "m.toml")
        call_command(
            "import_cases", file, "--mapping", mapping, *arguments, stdout=out, stderr=err or StringIO()
        )
        return out.getvalue()

    return call


def test_it_says_what_came_in_what_did_not_and_where_that_lies(run: Any, tmp_path: Path):
    said = run()
    assert said.splitlines() == [
        "已写入 2 行。",
        "没有写位置：1 行",
        "坐标取整到了整度，不能当位置用：1 行",
        "网络里没有的地名：1 个，例如 天上社区。",
        "新增 2 行，原来就有 0 行，退回 1 行。",
        f"退回的行和原因在：{tmp_path / 'f.csv.rejected.csv'}。改好以后，用同一个对照表导入这个文件就行。",
    ]
    assert (tmp_path / "f.csv.rejected.csv").exists()


def test_the_rejected_rows_go_where_one_wants_them(run: Any, tmp_path: Path):
    run("--rejected", str(tmp_path / "back.csv"))
    assert (tmp_path / "back.csv").exists()


def test_a_folder_that_is_not_there_is_said_before_anything_is_written(run: Any, tmp_path: Path):
    with pytest.raises(CommandError, match=r"没有 .*none 这个文件夹"):
        run("--rejected", str(tmp_path / "none/back.csv"))
    assert not Case.objects.exists()


def test_an_area_of_another_city_is_refused(run: Any):
    with pytest.raises(CommandError, match="不能再放“Baltimore”"):
        run("--area", "baltimore")


def test_broken_off_it_says_what_is_in_and_that_it_may_be_run_again(
    run: Any, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(act, "BATCH", 1)
    write, calls = act._write, []

    def dies(*what: Any, **how: Any) -> int:
        calls.append(1)
        if len(calls) == 2:
            raise SystemExit(143)
        return write(*what, **how)

    monkeypatch.setattr(act, "_write", dies)
    err = StringIO()
    with pytest.raises(SystemExit):
        run(err=err)
    assert err.getvalue() == "中断了：已写入的 1 行都在。再运行一次同样的命令，会接着做，不会重复。\n"
