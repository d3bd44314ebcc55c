"""`huisheng export_network` and what `load_network` can do besides loading."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from huisheng.network.actions.undo_import import last_import, undo_import
from huisheng.network.models import Import, Revision, Unit
from huisheng.network.tests.books import Book, book
from tests.cast import Cast

__all__ = ["book"]  # the fixture


def said(*words: object) -> str:
    out = StringIO()
    call_command(*map(str, words), stdout=out)
    return out.getvalue()


@pytest.fixture
def renamed(cast: Cast, book: Book, tmp_path: Path) -> Path:
    """A workbook in which the studio has another name and the hub an unknown parent."""
    path = tmp_path / "edited.xlsx"
    path.write_bytes(book(units={cast.studio.code: {"name": "新名字"}, cast.hub.code: {"parent": "没有"}}))
    return path


@pytest.mark.parametrize("name", ["network.xlsx", "plots.geojson"])
def test_what_is_exported_is_loaded_as_it_is(cast: Cast, tmp_path: Path, name: str) -> None:
    assert "写好了" in said("export_network", tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert said("load_network", tmp_path / name).endswith("都已经在了，没有改动。\n")
    assert not Import.objects.exists()


def test_a_file_that_it_cannot_write_is_refused(cast: Cast, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="文件要叫"):
        said("export_network", tmp_path / "network.ods")
    with pytest.raises(CommandError, match="这个文件夹"):
        said("export_network", tmp_path / "none" / "network.xlsx")


def test_a_dry_run_shows_old_and_new_and_changes_nothing(cast: Cast, book: Book, tmp_path: Path) -> None:
    path, before = tmp_path / "edited.xlsx", Revision.objects.count()
    path.write_bytes(book(units={cast.studio.code: {"name": "新名字", "stands_for": "法治保障"}}))
    lines = said("load_network", path, "--dry-run").splitlines()
    assert lines[-3:] == [
        "单位 · 改动 1",
        f"  {cast.studio.code} 新名字 名称 {cast.studio.name} → 新名字; 代表哪一方 政府负责 → 法治保障",
        "只是试算，什么都没有载入。",
    ]
    assert Revision.objects.count() == before


def test_the_right_rows_are_taken_and_the_wrong_written_beside(
    cast: Cast, renamed: Path, tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="没有代码为“没有”的单位"):
        said("load_network", renamed)
    assert Unit.objects.get(pk=cast.studio.pk).name == cast.studio.name
    back = tmp_path / "back.xlsx"
    assert f"有 1 行不对，没有载入，写在 {back} 里。" in said("load_network", renamed, "--partly", back)
    assert Unit.objects.get(pk=cast.studio.pk).name == "新名字"
    assert openpyxl.load_workbook(back)["单位 units"]["A2"].value == cast.hub.code


def test_what_the_command_loaded_can_be_undone(cast: Cast, renamed: Path, tmp_path: Path) -> None:
    said("load_network", renamed, "--partly", tmp_path / "back.xlsx")
    last = last_import()
    assert last is not None and last.name == "edited.xlsx"
    undo_import(last.pk, actor=None)
    assert Unit.objects.get(pk=cast.studio.pk).name == cast.studio.name
