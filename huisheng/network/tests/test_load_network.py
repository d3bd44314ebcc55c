"""`huisheng load_network`: files in, all or nothing (what it says of faults: test_load_network_faults)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions import load_network as act
from huisheng.network.actions.load_network import load_network
from huisheng.network.events import UnitClosed
from huisheng.network.faults import NetworkRefused
from huisheng.network.files.reading import read_bundle
from huisheng.network.models import (
    Area,
    Dwelling,
    Entity,
    Organisation,
    Plot,
    PlotHolding,
    Revision,
    Unit,
)
from huisheng.network.rows import Bundle, DwellingRow, HoldingRow
from huisheng.network.tests.files import AREAS, UNITS, Folder, folder
from tests.cast import Cast

__all__ = ["folder"]  # the fixture


def test_a_whole_network_is_loaded_from_a_folder(db: None, folder: Folder) -> None:
    loaded = load_network(read_bundle([folder()]), actor=7)
    assert {kind: tally.added for kind, tally in loaded.tallies.items()} == {
        "areas": 5, "units": 6, "organisations": 2, "plots": 1, "holdings": 1, "plot_hubs": 1, "dwellings": 2,
    }  # fmt: skip
    plot = Plot.objects.get()
    assert (plot.unit.name, plot.area.name, plot.drawn_from) == ("柳园工作室", "前社区", "estate")
    assert len(plot.sign_code) == 6
    assert Area.objects.get(code="D-1-1-1").since == date(2020, 1, 1)
    first, second = Dwelling.objects.order_by("label")
    assert (first.plot, first.hub) == (plot, Unit.objects.get(code="东-1-1-1"))
    assert (second.plot, second.hub) == (None, None)
    entry = AuditEntry.objects.get(action="network.loaded")
    assert entry.actor == 7
    assert entry.detail["rows"]["units"] == [6, 0]


def test_the_same_files_again_change_nothing(db: None, folder: Folder) -> None:
    load_network(read_bundle([folder()]), actor=None)
    sign, revisions = Plot.objects.get().sign_code, Revision.objects.count()
    again = load_network(read_bundle([folder()]), actor=None)
    assert again.is_nothing
    assert Revision.objects.count() == revisions
    assert AuditEntry.objects.filter(action="network.loaded").count() == 1
    assert Plot.objects.get().sign_code == sign


def test_what_differs_is_changed_and_what_is_left_out_stays(db: None, folder: Folder) -> None:
    load_network(read_bundle([folder()]), actor=None)
    path = folder(
        units__csv=UNITS.replace("柳园工作室", "柳园新工作室"),
        dwellings__csv="area,label,plot,hub,since\nD-1-1-1-1,1单元102,东-101,,2020-01-01\n",
    )
    loaded = load_network(read_bundle([path]), actor=None)
    assert (loaded.tallies["units"].changed, loaded.tallies["units"].same) == (1, 5)
    assert (loaded.tallies["dwellings"].changed, loaded.tallies["dwellings"].added) == (1, 0)
    assert Unit.objects.get(code="东-1-1").name == "柳园新工作室"
    assert Dwelling.objects.filter(plot=Plot.objects.get()).count() == 2


def test_single_files_are_checked_against_what_is_there(db: None, folder: Folder) -> None:
    load_network(read_bundle([folder()]), actor=None)
    header, row = (
        "code,name,level,kind,parent,area,stands_for,since",
        "东-2,后社区工作站,3,工作站,东,D-1,政府负责,2024-01-01",
    )
    path = folder(units__csv=f"{header}\n{row}\n")
    load_network(read_bundle([path / "units.csv"]), actor=None)
    assert Unit.objects.get(code="东-2").parent == Unit.objects.get(code="东")


def test_files_saved_in_gb18030_with_tabs_are_read(db: None, folder: Folder) -> None:
    path = folder(units__csv=UNITS.replace(",", "\t").encode("gb18030"), areas__csv="\ufeff" + AREAS)
    load_network(read_bundle([path]), actor=None)
    assert Unit.objects.get(code="MS").name == "民生局"


def test_what_only_the_database_sees_is_told_in_words_too(cast: Cast) -> None:
    row = HoldingRow(cast.plots[0].code, cast.other_branch.code, date(2024, 1, 1), None, illustrative=False)
    with pytest.raises(NetworkRefused) as refused:
        load_network(Bundle(holdings=[row]), actor=None)
    assert [fault.message for fault in refused.value.faults] == ["同一责任田在同一时间只能归一个党支部。"]
    assert PlotHolding.objects.filter(organisation=cast.other_branch).count() == 2


def test_a_load_cut_off_in_the_middle_leaves_nothing(
    db: None, folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(act, "load_dwellings", fail)
    with pytest.raises(RuntimeError):
        load_network(read_bundle([folder()]), actor=None)
    assert not Unit.objects.exists() and not Organisation.objects.exists()


def test_a_unit_that_a_file_closes_is_announced(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[Any] = []
    monkeypatch.setattr(act, "announce", told.append)
    row = next(row for row in _unit_rows([cast.empty_street]))
    load_network(Bundle(units=[row._replace(until=clock.today())]), actor=None)
    assert told == [UnitClosed(cast.empty_street.id)]
    load_network(Bundle(units=[row._replace(until=clock.today())]), actor=None)
    assert len(told) == 1


def _unit_rows(units: list[Unit]) -> Any:
    from huisheng.network.rows import UnitRow

    for unit in units:
        parent, area = unit.parent, unit.area
        assert parent and area
        yield UnitRow(
            unit.code, unit.name, unit.level, unit.kind, parent.code, area.code, unit.stands_for, "",
            unit.since, None, illustrative=False,
        )  # fmt: skip


def test_dwellings_of_two_batches_do_not_meet(cast: Cast) -> None:
    area = cast.studio.area
    assert area
    rows = [
        DwellingRow(area.code, f"{at}号", cast.plots[0].code, "", date(2020, 1, 1), None, illustrative=True)
        for at in range(10)
    ]
    first = load_network(Bundle(dwellings=rows[:6]), actor=None)
    second = load_network(Bundle(dwellings=rows[4:]), actor=None)
    assert first.tallies["dwellings"].added == 6
    assert (second.tallies["dwellings"].added, second.tallies["dwellings"].same) == (4, 2)


def test_the_command_says_what_it_did(db: None, folder: Folder, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_network", str(folder()))
    assert "单位：新增 6，改动 0，没变 0。" in capsys.readouterr().out
    call_command("load_network", str(folder()))
    assert capsys.readouterr().out == "都已经在了，没有改动。\n"


def test_the_command_lists_faults_and_fails(db: None, folder: Folder, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="有 1 处要改，什么都没有载入"):
        call_command("load_network", str(folder(units__csv=UNITS.replace(",4,", ",四,"))))
    with pytest.raises(CommandError, match="没有这个文件"):
        call_command("load_network", str(tmp_path / "nothing.csv"))
    other = tmp_path / "people.csv"
    other.write_text("x")
    with pytest.raises(CommandError, match="不认得这个文件名"):
        call_command("load_network", str(other))
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(CommandError, match="没有可载入的文件"):
        call_command("load_network", str(empty))


ENTITIES = """名称,领域,辖区,党员人数,统计日期,自己的党支部,起
回声面馆,非公企业,D-1-1,2,2026-05-01,,2024-01-01
大江书店,非公企业,D-1-1,5,2026-05-01,ZB,2024-01-01
"""


def test_firms_and_societies_come_with_their_counts_and_a_second_time_change_nothing(
    db: None, folder: Folder
) -> None:
    files = folder(entities__csv=ENTITIES)
    load_network(read_bundle([files]), actor=None)
    found = {each.name: (each.members, each.branch and each.branch.code) for each in Entity.objects.all()}
    assert found == {"回声面馆": (2, None), "大江书店": (5, "ZB")}
    assert load_network(read_bundle([files]), actor=None).is_nothing
    folder(entities__csv=ENTITIES.replace(",2,2026", ",3,2026"))
    assert load_network(read_bundle([files]), actor=None).counts["entities"] == [0, 1]
    folder(entities__csv=ENTITIES.replace("非公企业", "飞公企业").replace("2,2026", "两个,2026"))
    with pytest.raises(NetworkRefused) as refused:
        read_bundle([files])
    assert [str(fault) for fault in refused.value.faults] == ["entities.csv 第 2 行：“两个”不是整数。"]
