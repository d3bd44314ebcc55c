"""Who has an account in the demo, and as what: every station, street and department is at work."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from huisheng.network.nodes import UnitNode
from huisheng.network.snapshot import Tree
from huisheng.people.demo.figures import Figures
from huisheng.people.demo.names import Names


@dataclass(frozen=True)
class Role:
    """An account to be: whose, with which login, in which role at which unit."""

    name: str
    login: str
    role: str
    unit_id: int


class DemoCast:
    """Everybody with an account. Named people work at the first station of the named street."""

    def __init__(self, figures: Figures, network: Tree, rng: random.Random) -> None:
        self._named = figures.named
        self._missing = figures.missing
        self._network = network
        self._names = Names(rng)
        self._rng = rng

    def roles(self) -> list[Role]:
        """All of them, administrators first. Raises `LookupError` without a top unit."""
        return [
            *self._district(),
            *self._departments(),
            *self._streets(),
            *self._stations(),
            *self._studios(),
            *self._identity_officers(),
        ]

    def _district(self) -> Iterator[Role]:
        root = self._network.root
        if root is None:
            raise LookupError("the network is empty")
        centre = next(iter(self._of_kind("centre")), root).id
        for name, login in zip(self._named["administrators"], ("zheng.guan", "feng.guan"), strict=True):
            yield Role(name, login, "administrator", root.id)
        yield Role(self._named["auditor"], "wu.shen", "auditor", root.id)
        yield Role(self._named["leader"], "qian.li", "leader", root.id)
        yield Role(self._named["dispatcher"], "sun.li", "dispatcher", centre)
        yield Role(self._named["registrar"], "xu.ce", "registrar", centre)
        yield Role(self._named["call_back_clerk"], "chen.jing", "call_back_clerk", centre)
        yield Role(self._names.next(), "callback.2", "call_back_clerk", centre)

    def _departments(self) -> Iterator[Role]:
        for number, unit in enumerate(self._of_kind("specialty", "hall", "voucher_shop"), start=1):
            yield self._one("department_handler", "zhou.min", "department", number, unit)

    def _streets(self) -> Iterator[Role]:
        for number, unit in enumerate(self._of_kind("subcentre"), start=1):
            yield Role(self._names.next(), f"dispatcher.{number}", "dispatcher", unit.id)
            yield Role(self._names.next(), f"leader.{number}", "leader", unit.id)

    def _stations(self) -> Iterator[Role]:
        units = self._of_kind("station")
        empty = self._left_out(units, self._missing["station_clerks"])
        for number, unit in enumerate(units, start=1):
            if unit.id not in empty:
                yield self._one("station_clerk", "wang.fang", "clerk", number, unit)

    def _studios(self) -> Iterator[Role]:
        units = self._of_kind("studio")
        empty = self._left_out(units, self._missing["field_workers"])
        for number, unit in enumerate(units, start=1):
            if unit.id not in empty:
                yield self._one("field_worker", "zhao.qiang", "field", number, unit)

    def _identity_officers(self) -> Iterator[Role]:
        """Two, since what they do for a resident's request one asks for and the other confirms."""
        for number, unit in enumerate(self._of_kind("centre")[:1] * 2, start=1):
            yield Role(self._names.next(), f"identity.{number}", "identity_officer", unit.id)

    def _one(self, role: str, login: str, others: str, number: int, unit: UnitNode) -> Role:
        """The first holder of a role has a name and login of their own, the others a number."""
        if number == 1:
            return Role(self._named[role], login, role, unit.id)
        return Role(self._names.next(), f"{others}.{number}", role, unit.id)

    def _left_out(self, units: list[UnitNode], count: int) -> set[int]:
        """Some units, never the first, whose people are the ones with names."""
        return {unit.id for unit in self._rng.sample(units[1:], min(count, max(len(units) - 1, 0)))}

    def _of_kind(self, *kinds: str) -> list[UnitNode]:
        """Open units of the kinds, by code; those of the named street first."""
        street = self._named["street"]
        units = [unit for unit in self._network.units.values() if unit.kind in kinds and not unit.closed]
        return sorted(units, key=lambda unit: (unit.code.split("-")[0] != street, unit.code))
