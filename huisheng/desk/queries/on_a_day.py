"""Who was responsible for a unit, a plot or a dwelling on a day: the line of units, the people, the branch."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from huisheng.core.spelling import spellings
from huisheng.desk.queries.people_at import posts_at_units, secretaries_on
from huisheng.network.models import Dwelling, PlotHolding
from huisheng.network.nodes import PlotNode, UnitNode
from huisheng.network.queries import UnitThen, chain_on, line_on, row_on
from huisheng.network.tree import tree
from huisheng.ui.names import in_a_row

SHOWN = 5


@dataclass(frozen=True)
class Asked:
    """What was asked about: one of the three, and what it is called."""

    name: str
    unit_id: int | None = None
    plot_id: int | None = None
    dwelling_id: int | None = None


@dataclass(frozen=True)
class Then:
    """The answer. `rows`: unit and names of who held a post there, from the top down; empty: nobody answered."""

    asked: Asked
    day: date
    rows: tuple[tuple[UnitThen, list[str]], ...] = ()
    plot: str = ""
    branch: str = ""
    secretary: str = ""


def find_asked(typed: str) -> Asked:
    """A unit or plot by code or name, closed ones included, or a dwelling as "building door".

    `ValidationError` when it is unclear what is meant.
    """
    typed = typed.strip()
    for words in (typed, *(spellings(typed) - {typed})):
        if found := _meant(words):
            return found[0] if len(found) == 1 else _unclear(found)
    raise ValidationError(
        _("没有找到“%(words)s”。请写单位或责任田的名称、代码，或者楼栋加门牌，中间空一格。")
        % {"words": typed}
    )


def _meant(words: str) -> list[Asked]:
    held = tree()
    plot = (
        held.plot_by_code(words)
        or held.plot_by_code(words.split(" ", maxsplit=1)[0])
        or held.plot_by_sign(words)
    )
    if plot is not None:
        return [Asked(plot.label, plot_id=plot.id)]
    return _named(words, held.units.values()) or _named(words, held.plots.values()) or _dwellings(words)


def then(asked: Asked, day: date) -> Then:
    """Who answered for it on the day. A few statements a level."""
    if asked.unit_id is not None:
        return Then(asked, day, _with_names(line_on(asked.unit_id, day), day))
    plot_id = asked.plot_id
    if asked.dwelling_id is not None:
        state = row_on(Dwelling, asked.dwelling_id, day)
        plot_id = state["plot_id"] if state else None
    chain = chain_on(plot_id, day) if plot_id is not None else None
    if chain is None:
        return Then(asked, day)
    holding = PlotHolding.objects.on(day).filter(plot=chain.plot_id).select_related("organisation").first()
    branch = holding.organisation if holding else None
    return Then(
        asked,
        day,
        _with_names(chain.units, day),
        plot=f"{chain.code} {chain.name}",
        branch=branch.name if branch else "",
        secretary=secretaries_on([branch.pk], day).get(branch.pk, "") if branch else "",
    )


def _with_names(units: tuple[UnitThen, ...], day: date) -> tuple[tuple[UnitThen, list[str]], ...]:
    names = posts_at_units([unit.id for unit in units], day)
    return tuple((unit, names.get(unit.id, [])) for unit in units)


def _named(words: str, nodes: Iterable[UnitNode | PlotNode]) -> list[Asked]:
    """Those with this code or name, else those whose name has these words in it."""
    held = list(nodes)
    found = [node for node in held if words in (node.code, node.name)]
    found = found or [node for node in held if words and words in node.name]
    return [
        Asked(node.name, unit_id=node.id)
        if isinstance(node, UnitNode)
        else Asked(node.label, plot_id=node.id)
        for node in found
    ]


def _dwellings(words: str) -> list[Asked]:
    place, _blank, label = words.rpartition(" ")
    rows = Dwelling.objects.filter(label=label, area__name=place.strip()).order_by("area__code")
    found = rows.values_list("id", "area__parent__name", "area__name", "label")[: SHOWN + 1]
    return [
        Asked(" ".join(filter(None, (above, building, door))), dwelling_id=id)
        for id, above, building, door in found
    ]


def _unclear(found: list[Asked]) -> Asked:
    names = in_a_row(each.name for each in found[:SHOWN])
    raise ValidationError(_("是哪一个？%(names)s。请写代码。") % {"names": names})
