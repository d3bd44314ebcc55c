"""Who is responsible here: the five levels that answer for a place, and who does where a level is missing.

Places and offices only, never a person: hub households are homes, so that they are counted and not named, and
studios may sit in somebody's flat, so that only offices' telephones are given (`Unit.office_phone`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huisheng.core.spelling import half_width
from huisheng.network.geometry import index
from huisheng.network.models import UnitKind
from huisheng.network.nodes import AreaNode, PlotNode, UnitNode
from huisheng.network.points import Finding, PointProblem, problem_of, read_point
from huisheng.network.queries.search import SMALL, Spot, find_spots, plots_at
from huisheng.network.tree import tree
from huisheng.portal.queries.places import read_place, unit_of

MOST_CHOICES = 24
DISTRICT, HUBS = 1, 5
DEPARTMENTS = frozenset({UnitKind.SPECIALTY, UnitKind.HALL, UnitKind.VOUCHER_SHOP})
LEVEL_NAMES = {
    1: gettext_lazy("区"),
    2: gettext_lazy("街道、镇、开发区"),
    3: gettext_lazy("社区、村"),
    4: gettext_lazy("工作室"),
    5: gettext_lazy("党员中心户"),
}


@dataclass(frozen=True)
class Question:
    """What was asked, as it stands in the address. `code`: of a plot or a sign; `area`: code of an area."""

    q: str = ""
    code: str = ""
    area: str = ""
    lon: str = ""
    lat: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return not (self.q or self.code or self.area or self.lon or self.lat)


@dataclass(frozen=True)
class Level:
    """One of the five levels at a place.

    `units` of the level (none named on the fifth); `households`: how many hub households; `instead`: who
    answers as long as there is nobody; `depends`: the place is not exact enough to say.
    """

    number: int
    units: tuple[UnitNode, ...] = ()
    households: int = 0
    instead: UnitNode | None = None
    depends: bool = False

    @property
    def name(self) -> str:
        """What the level is called."""
        return str(LEVEL_NAMES[self.number])


@dataclass(frozen=True)
class Answer:
    """Who answers for one place. `call`: the nearest office with a telephone; `vague`: the lower levels depend
    on where exactly; `plots`: the exact places to choose from; `near`: the plots around land that is in none, with
    their distance in metres; `ask`: the place for the ask page's address."""

    name: str
    plot: PlotNode | None
    area: AreaNode | None
    path: tuple[AreaNode, ...]
    levels: tuple[Level, ...]
    nearest: UnitNode | None
    call: UnitNode | None
    ask: Mapping[str, str]
    point: tuple[float, float] | None = None
    plots: tuple[PlotNode, ...] = ()
    vague: bool = False
    near: tuple[tuple[PlotNode, int], ...] = ()


@dataclass(frozen=True)
class Choices:
    """Several places that were perhaps meant; `count` of them in all."""

    spots: tuple[Spot, ...]
    count: int


@dataclass(frozen=True)
class Nothing:
    """No place of this district. `wrong`: what was asked is no question that can be answered."""

    words: str
    finding: Finding | None = None
    wrong: bool = False


def read_question(sent: Mapping[str, str]) -> Question:
    """The question in an address."""
    return Question(**{name: str(sent.get(name, "")).strip() for name in ("q", "code", "area", "lon", "lat")})


def address_of(spot: Spot, question: Question) -> dict[str, str]:
    """What an address asks to get one of several places: its code, with the words that were typed."""
    chosen = {"code": spot.plot.code} if spot.plot else {"area": spot.area.code if spot.area else ""}
    return {**chosen, "q": question.q}


def who_answers(question: Question) -> Answer | Choices | Nothing:
    """The answer: code, area and point first, then words. No statement but for buildings and doors (two)."""
    if tree().root is None:
        return Nothing(_("本区的责任网络还没有装好。请打电话或到社区窗口问。"))
    if question.code:
        return _by_code(question)
    if question.area:
        return _by_area(question)
    coordinates = f"{question.lon},{question.lat}" if question.lon or question.lat else half_width(question.q)
    if question.lon or question.lat or read_point(coordinates) is not None:
        return _by_point(coordinates)
    return _by_words(question)


def _by_code(question: Question) -> Answer | Nothing:
    spots = [spot for spot in find_spots(question.code) if spot.by_code]
    if not spots:
        return Nothing(_("没有编号或标牌码是“%(code)s”的责任田。") % {"code": question.code[:40]})
    return _at(spots[0], _address(question))


def _by_area(question: Question) -> Answer | Nothing:
    area = tree().area_by_code(question.area)
    if area is None or area.closed:
        return Nothing(_("没有代码是“%(code)s”的地方。") % {"code": question.area[:40]})
    return _in_area(Spot(area.name, area=area), _address(question))


def _by_point(text: str) -> Answer | Nothing:
    point = read_point(text)
    finding = Finding(PointProblem.NOT_A_POINT) if point is None else problem_of(*point)
    if point is None or finding is not None:
        assert finding is not None  # noqa: S101  # no point is always found wrong
        wrong = finding.problem in (PointProblem.NOT_A_POINT, PointProblem.NO_FIX)
        return Nothing(finding.message, finding, wrong=wrong)
    place = read_place(point=point)
    ask = {"lon": str(point[0]), "lat": str(point[1])}
    if place.plot is None:
        answer = _answer(_("还没有责任田的地方"), None, tree().district, ask, point=point)
        return replace(answer, near=_near(point))
    return _answer(place.plot.label, place.plot, None, ask, point=point)


def _near(point: tuple[float, float]) -> tuple[tuple[PlotNode, int], ...]:
    """The plots around a point that lies in none, with their distance in whole metres, at least one."""
    return tuple((tree().plot(id), max(1, round(metres))) for id, metres in index().nearest(*point))


def _by_words(question: Question) -> Answer | Choices | Nothing:
    if not question.q:
        return Nothing(_("请写地址、编号，或者给出经度和纬度。"), wrong=True)
    spots = find_spots(question.q)
    if not spots:
        words = _("没有找到“%(words)s”。请写小区的名字、责任田的编号，或者楼下牌子上的六位码。")
        return Nothing(words % {"words": question.q[:40]})
    if len(spots) > 1:
        return Choices(spots[:MOST_CHOICES], len(spots))
    return _at(spots[0], {} if spots[0].by_code else _address(question))


def _at(spot: Spot, address: Mapping[str, str]) -> Answer:
    if spot.plot is None:
        return _in_area(spot, address)
    return _answer(spot.name, spot.plot, None, {"plot": spot.plot.code, **address})


def _in_area(spot: Spot, address: Mapping[str, str]) -> Answer:
    """An area as a whole; an estate or hamlet that is one plot is that plot."""
    area = spot.area
    assert area is not None  # noqa: S101  # a spot is a plot or an area
    plots = plots_at(area)
    if area.kind in SMALL and len(plots) == 1 and spot.name == area.name:
        return _answer(plots[0].label, plots[0], None, {"plot": plots[0].code, **address})
    whole = spot.name == area.name  # not one of its buildings, which has no plot
    finer = plots if whole and len(plots) <= MOST_CHOICES else ()
    ask = {"area": area.code, **address}
    return _answer(spot.name, None, area, ask, plots=finer, vague=whole and bool(plots))


def _answer(
    name: str,
    plot: PlotNode | None,
    area: AreaNode | None,
    ask: Mapping[str, str],
    *,
    point: tuple[float, float] | None = None,
    plots: tuple[PlotNode, ...] = (),
    vague: bool = False,
) -> Answer:
    network = tree()
    of = area if plot is None else network.area(plot.area_id)
    path = network.area_path(of.id) if of is not None else ()
    unit_id = plot.unit_id if plot is not None else unit_of(of) if of is not None else None
    line = _line(unit_id) if unit_id is not None else _top()
    hubs = plot.hub_ids if plot is not None else ()
    households = sum(id in network.units and not network.unit(id).closed for id in hubs)
    return Answer(
        name=name,
        plot=plot,
        area=area,
        path=path,
        levels=_levels(line, households, vague=vague),
        nearest=line[0] if line else None,
        call=next((unit for unit in line if unit.office_phone), None),
        ask=ask,
        point=point,
        plots=plots,
        vague=vague,
    )


def _line(unit_id: int) -> list[UnitNode]:
    """The open units from the nearest one upwards."""
    network = tree()
    units = (network.unit(id) for id in network.ancestors(unit_id))
    return [unit for unit in units if not unit.closed and unit.level < HUBS]


def _top() -> list[UnitNode]:
    """Centre and bureau: they answer for what nobody else does."""
    network = tree()
    top = [u for u in network.units.values() if u.level == DISTRICT and u.kind not in DEPARTMENTS]
    return sorted((unit for unit in top if not unit.closed), key=lambda unit: unit.kind == UnitKind.BUREAU)


def _levels(line: list[UnitNode], households: int, *, vague: bool) -> tuple[Level, ...]:
    lowest = max((unit.level for unit in line), default=0)
    levels = []
    for number in range(DISTRICT, HUBS + 1):
        units = tuple(unit for unit in reversed(line) if unit.level == number)
        there = bool(units) or (number == HUBS and households > 0)
        depends = vague and not there and number > lowest
        above = next((unit for unit in line if unit.level < number), None)
        instead = None if there or depends else above
        levels.append(Level(number, units, households if number == HUBS else 0, instead, depends))
    return tuple(levels)


def _address(question: Question) -> dict[str, str]:
    """The typed words, to go with the place when something is asked there."""
    return {"address": question.q} if question.q else {}
