"""Files of matters for tests of importing: rows by the names of their columns, and the act on them."""

import csv
from pathlib import Path
from typing import Any

from huisheng.cases.actions.import_cases import Imported, import_cases
from huisheng.cases.importing.mapping import checked

MAPPING: dict[str, Any] = {
    "source": "hotline",
    "key": "编号",
    "columns": {
        "words": "内容",
        "received_at": "时间",
        "category": "类别",
        "longitude": "经度",
        "latitude": "纬度",
        "place": "社区",
        "answer": "答复",
        "closed_at": "办结时间",
        "address": "地址",
        "contact": "电话",
    },
    "categories": {"供热": "heating", "垃圾": "refuse"},
}
COLUMNS = ["编号", "内容", "时间", "类别", "经度", "纬度", "社区", "答复", "办结时间", "地址", "电话"]


def row(number: int, **cells: Any) -> dict[str, Any]:
    plain = {"编号": number, "内容": f"第{number}件：暖气不热", "时间": "2024-03-05 09:30:00", "类别": "供热"}
    return {**plain, **cells}


def at(plot: Any, **cells: Any) -> dict[str, Any]:
    """Cells that put a row on a plot."""
    return {"经度": plot.lon, "纬度": plot.lat, **cells}


class Sheet:
    """`sheet(row(1), row(2), live=True)`: the rows as a file, taken in. `rejected()`: the rows that came back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rejected_file = folder / "rejected.csv"

    def __call__(
        self, *rows: dict[str, Any], live: bool = False, mapping: dict[str, Any] = MAPPING
    ) -> Imported:
        path = self.folder / "matters.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            out = csv.DictWriter(lines, COLUMNS)
            out.writeheader()
            out.writerows(rows)
        return import_cases(path, checked(mapping), self.rejected_file, as_new=live)

    def rejected(self) -> list[dict[str, str]]:
        """The rows of the file of rejected ones."""
        with self.rejected_file.open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))
