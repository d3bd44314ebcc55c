"""Cells of a spreadsheet that look filled but hold no value, in words."""

from pathlib import Path

from django.utils.translation import gettext as _

from huisheng.core.workbooks import cells_without_value


class CellFaults:
    """The faults of one sheet by row, found in the file itself."""

    def __init__(self, path: Path, sheet: str) -> None:
        self._words: dict[int, list[str]] = {}
        for row, cell, is_error in cells_without_value(path, sheet):
            words = (
                _("%s 格是公式错误，请先改好。")
                if is_error
                else _("%s 格是公式，但文件里没有算好的值。请在表格软件里打开、保存一次，再导入。")
            )
            self._words.setdefault(row, []).append(words % cell)

    def of_row(self, number: int) -> str:
        """What is wrong in a row, by the number that the spreadsheet shows; empty when nothing is."""
        return "；".join(self._words.get(number, ()))
