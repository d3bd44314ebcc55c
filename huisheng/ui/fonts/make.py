"""Make the subsets of Noto Sans CJK SC that lie beside this file. README.md says from what and why.

python -m huisheng.ui.fonts.make /usr/share/fonts/opentype/noto
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
FAMILY = "Huisheng Sans"
WEIGHTS = ("Regular", "Bold")
SIMPLIFIED = 2  # the place of "Noto Sans CJK SC" in the collection
FAMILY_NAMES, FULL_NAMES, POSTSCRIPT_NAME = (1, 16), (3, 4), 6
ROWS, CELLS = range(0xA1, 0xF8), range(0xA1, 0xFF)
LATIN = (*range(0x20, 0x7F), *range(0xA0, 0x100))
MARKS = "–—‘’“”…·•※→←↑↓✓×÷°′″€¥〇〓〔〕"


def main() -> None:
    """Write both weights."""
    folder = Path(sys.argv[1])
    for weight in WEIGHTS:
        font = TTFont(folder / f"NotoSansCJK-{weight}.ttc", fontNumber=SIMPLIFIED, recalcTimestamp=False)
        cut(font)
        rename(font, weight)
        font.save(HERE / f"HuishengSans-{weight}.otf")


def characters() -> set[int]:
    """GB 2312, the 8,105 characters of 通用规范汉字表 (2013), Latin 1, and some marks."""
    table = "".join((HERE / "general_standard.txt").read_text(encoding="utf-8").split())
    return {ord(each) for each in table + gb2312() + MARKS} | set(LATIN)


def gb2312() -> str:
    """The 7,445 characters of GB 2312-1980."""
    cells = (bytes([row, cell]).decode("gb2312", "ignore") for row in ROWS for cell in CELLS)
    return "".join(cells)


def cut(font: TTFont) -> None:
    """Leave the outlines of our characters; hints and features are for screens and other scripts."""
    options = Options(layout_features=["kern"], hinting=False, desubroutinize=False, notdef_outline=True)
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 16, 17]
    cutter = Subsetter(options)
    cutter.populate(unicodes=characters())
    cutter.subset(font)


def rename(font: TTFont, weight: str) -> None:
    """A name of its own, so that nobody takes the subset for the whole font that a system may have."""
    for record in font["name"].names:
        if record.nameID in FAMILY_NAMES:
            record.string = FAMILY
        elif record.nameID in FULL_NAMES:
            record.string = f"{FAMILY} {weight}"
        elif record.nameID == POSTSCRIPT_NAME:
            record.string = f"HuishengSans-{weight}"
    names = font["CFF "].cff
    names.fontNames = [f"HuishengSans-{weight}"]
    top = names.topDictIndex[0]
    top.FamilyName, top.FullName = FAMILY, f"{FAMILY} {weight}"


if __name__ == "__main__":
    main()
