"""Cells of a spreadsheet that look filled but hold no value: formulas never computed, and formula errors.

The reader gives such cells as empty, which would silently lose what the person sees on the screen.
"""

import re
import zipfile
from pathlib import Path
from posixpath import normpath

from django.utils.translation import gettext as _

CELL = re.compile(rb"<c\b([^>]*)>(.*?)</c>", re.DOTALL)
AT = re.compile(rb'\br="([A-Z]+)(\d+)"')
SHEET = re.compile(r'<(?:\w+:)?sheet\b[^>]*?\bname="([^"]*)"[^>]*?\b\w+:id="([^"]*)"')
RELATION = re.compile(r"<Relationship\b[^>]*>")
ATTRIBUTE = re.compile(r'\b(Id|Target)="([^"]*)"')
FOLDER = "xl"


class CellFaults:
    """The faults of one sheet by row, found in the file itself."""

    def __init__(self, path: Path, sheet: str) -> None:
        self._words: dict[int, list[str]] = {}
        with zipfile.ZipFile(path) as packed:
            content = _content(packed, sheet)
        if b"<f" in content or b't="e"' in content:
            for cell in CELL.finditer(content):
                self._look(cell[1], cell[2])

    def of_row(self, number: int) -> str:
        """What is wrong in a row, by the number that the spreadsheet shows; empty when nothing is."""
        return "；".join(self._words.get(number, ()))

    def _look(self, attributes: bytes, inside: bytes) -> None:
        at = AT.search(attributes)
        if at is None:
            return
        if b't="e"' in attributes:
            words = _("%s 格是公式错误，请先改好。")
        elif b"<f" in inside and (b"<v></v>" in inside or b"<v" not in inside or b"<v/>" in inside):
            words = _("%s 格是公式，但文件里没有算好的值。请在表格软件里打开、保存一次，再导入。")
        else:
            return
        self._words.setdefault(int(at[2]), []).append(words % (at[1] + at[2]).decode())


def _content(packed: zipfile.ZipFile, sheet: str) -> bytes:
    """The XML of a sheet; empty when it is not where the format says."""
    try:
        book = packed.read(f"{FOLDER}/workbook.xml").decode()
        relations = packed.read(f"{FOLDER}/_rels/workbook.xml.rels").decode()
        places = dict(_relation(found) for found in RELATION.findall(relations))
        ids = {_unescaped(name): relation for name, relation in SHEET.findall(book)}
        target = places[ids[sheet]]
        return packed.read(target.lstrip("/") if target.startswith("/") else normpath(f"{FOLDER}/{target}"))
    except (KeyError, UnicodeDecodeError):
        return b""


def _relation(text: str) -> tuple[str, str]:
    found = dict(ATTRIBUTE.findall(text))
    return found.get("Id", ""), found.get("Target", "")


def _unescaped(name: str) -> str:
    for code, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        name = name.replace(code, letter)
    return name
