"""What stands on the printed signs of plots: places, units, offices' telephones; never a person. No statement."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.utils.translation import override

from huisheng.network.models import UnitKind
from huisheng.network.nodes import PlotNode, UnitNode
from huisheng.network.tree import tree
from huisheng.ui.typeset import missing, pdf, without_missing

TEMPLATE = "desk/typst/signs.typ"
SHEETS = ("one", "four")
STATION, STUDIO, SUBCENTRE, HUB = 3, 4, 2, 5
HALF = 3  # letters of a sign's code that are read together


def link_of(plot: PlotNode) -> str:
    """The address in a sign's code. It is printed on walls: it never changes, whatever routes are called."""
    return f"{settings.PUBLIC_ADDRESS}/p/{plot.sign_code}"


def signs_pdf(plots: Iterable[PlotNode], sheet: str, title: str) -> bytes:
    """Signs of these plots, one on a sheet of A4 or four; the same network gives the same bytes."""
    return pdf(TEMPLATE, on_signs(plots, sheet, title))


def on_signs(plots: Iterable[PlotNode], sheet: str, title: str) -> dict[str, Any]:
    """What the template gets."""
    return {"title": title, "sheet": sheet, "signs": [_sign(plot) for plot in plots]}


def missing_on(plots: Iterable[PlotNode]) -> list[str]:
    """Characters on the signs of these plots that no font here has."""
    return missing(text for plot in plots for text in _texts(_words(plot)))


def _sign(plot: PlotNode) -> dict[str, Any]:
    """What one sign says, with `〓` for characters that no font here has, which are listed by code point."""
    words = _words(plot)
    gone = missing(_texts(words))
    if gone:
        words = {name: _replaced(value) for name, value in words.items()}
    return {
        **words,
        "missing": " ".join(f"U+{ord(letter):04X}" for letter in gone),
        "link": link_of(plot),
        "qr": _qr(link_of(plot)),
    }


def _words(plot: PlotNode) -> dict[str, Any]:
    network = tree()
    line = [network.unit(id) for id in network.ancestors(plot.unit_id)]
    line = [unit for unit in line if not unit.closed and unit.level < HUB]
    call = next((unit for unit in line if unit.office_phone), None)
    path = network.area_path(plot.area_id)
    return {
        "district": settings.DISTRICT_NAME or (path[0].name if path else ""),
        "plot": plot.label,
        "place": " · ".join(area.name for area in path[1:]),
        "branch": plot.organisation_name or (line[0].name if line else ""),
        "units": [_unit(unit) for unit in reversed(_on_the_spot(line))],
        "phone": call.office_phone if call else "",
        "phone_of": call.name if call else "",
        "sign_code": f"{plot.sign_code[:HALF]} {plot.sign_code[HALF:]}",
        "address": urlsplit(settings.PUBLIC_ADDRESS).netloc,
    }


def _on_the_spot(line: list[UnitNode]) -> list[UnitNode]:
    """Studio and station, from the nearest; the sub-centre where there is no station."""
    near = [unit for unit in line if unit.level in (STATION, STUDIO)]
    has_station = any(unit.level == STATION for unit in near)
    return near if has_station else [*near, *(unit for unit in line if unit.level == SUBCENTRE)]


def _unit(unit: UnitNode) -> dict[str, str]:
    kind = UnitKind(unit.kind)
    with override("zh-hans"):
        chinese = str(kind.label)
    with override("en"):
        english = str(kind.label)
    return {"kind": chinese, "kind_en": english, "name": unit.name, "phone": unit.office_phone}


def _qr(link: str) -> str:
    """A code as SVG, of which a quarter may be torn off (level Q), with the white around it."""
    drawn = BytesIO()
    segno.make(link, error="q", micro=False).save(drawn, kind="svg", border=4, xmldecl=False, nl=False)
    return drawn.getvalue().decode()


def _texts(words: Any) -> list[str]:
    """All texts in there."""
    if isinstance(words, str):
        return [words]
    inside = words.values() if isinstance(words, dict) else words
    return [text for each in inside for text in _texts(each)]


def _replaced(words: Any) -> Any:
    if isinstance(words, str):
        return without_missing(words)
    if isinstance(words, dict):
        return {name: _replaced(value) for name, value in words.items()}
    return [_replaced(each) for each in words]
