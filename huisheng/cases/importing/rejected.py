"""The file of rejected rows: line, reason, and the row as it was, safe to open in a spreadsheet."""

import csv
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TextIO

from django.utils.translation import gettext as _

from huisheng.cases.importing.faults import FileRefused
from huisheng.cases.importing.tables import Cell

# A spreadsheet runs what begins with these (OWASP, CSV injection).
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
REJECTED_COLUMNS = ("行号", "退回原因")  # part of the format, so the same in every language


class RejectedFile:
    """Written beside the imported file while it is read; made only when there is something to say.

    Its header ends with the header of the file, so that rows mended in it can be imported with the same mapping.
    """

    def __init__(self, path: Path, header: Sequence[str]) -> None:
        self.path, self.count = path, 0
        self._header = header
        self._file: TextIO | None = None

    def __enter__(self) -> "RejectedFile":
        self.path.unlink(missing_ok=True)
        if not self.path.parent.is_dir():
            raise FileRefused(_("没有 %s 这个文件夹，被退回的行没有地方写。") % self.path.parent)
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _value: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def add(self, line: int, reason: str, cells: Sequence[Cell]) -> None:
        """Write one row."""
        if self._file is None:
            # The mark lets spreadsheets see that it is UTF-8.
            self._file = self.path.open("w", encoding="utf-8-sig", newline="")
            csv.writer(self._file).writerow([*REJECTED_COLUMNS, *map(harmless, self._header)])
        csv.writer(self._file).writerow([line, reason, *map(harmless, cells)])
        self.count += 1


def harmless(cell: Cell) -> str:
    """The cell as text that no spreadsheet takes for a formula; `as_it_was` gives the text back."""
    text = str(cell)
    return f"'{text}" if text.startswith(STARTS_FORMULA) and not _is_number(text) else text


def as_it_was(text: str) -> str:
    """What stood in a cell before `harmless`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(STARTS_FORMULA) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
