"""Telling a dwelling's address from that of a place which everybody can see."""

import re
import unicodedata

# 501室, 12号房 · 2单元501 · 3-2-501, 3号楼2-501: a number of three or four digits that follows another is a door's.
_DOOR = re.compile(r"\d{2,4}\s*(?:室|房|户)|(?:单元|门|栋|楼|幢|座|[-－—–#])\s*\d{3,4}(?!\d|\s*(?:米|路))")


def reads_as_home(address: str) -> bool:
    """Whether an address leads to one door, such as `3号楼2单元501`, and not only to a building or a lamp."""
    return _DOOR.search(unicodedata.normalize("NFKC", address)) is not None
