"""The 566 organisations of the demo (domain.md D6), who holds which plot, and what stands beside them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

from huisheng.network.demo.figures import Figures
from huisheng.network.demo.names import AGENCIES, enterprise_names, social_names, trade_names
from huisheng.network.demo.plan import PlacePlan
from huisheng.network.demo.shares import evenly
from huisheng.network.rows import DispatchRow, HoldingRow, MassOrgRow, OrganisationRow

ENTERPRISES, SOCIAL = 60, 30
# One plot in ten changed hands once: history has something to show.
CHANGED_HANDS = 10
CHANGED_ON = date(2025, 3, 1)
DISPATCHES = 12
ORDINALS = "一二三四五六七八九十"


class Organisations:
    """Rows of organisations with the ways to them that the rest of the demo needs."""

    def __init__(self, figures: Figures, plans: Sequence[PlacePlan], rng: random.Random) -> None:
        self.figures = figures
        self.rows: list[OrganisationRow] = []
        self.branches_of: dict[str, list[str]] = {plan.place.code: [] for plan in plans}
        self.outer: list[tuple[str, str, str]] = []  # code, sector, code of the street
        self._top = self._add(
            ("DW", f"{figures.district_name}民生服务党委"), ("committee", "agency"), "", figures.district
        )
        for street in figures.streets:
            code, name = f"DW-{street.prefix}", f"{street.name}党委"
            self._add((code, name), ("committee", "agency"), self._top, street.code)
        self._add_places(plans)
        self._add_outer(rng)
        self._add_branches([plan for plan in plans if plan.place.weight != "zone"])

    def _add(self, called: tuple[str, str], what: tuple[str, str], superior: str, area: str) -> str:
        """`called`: code and name; `what`: kind and sector."""
        (code, name), (kind, sector) = called, what
        row = OrganisationRow(
            code, name, kind, sector, superior, area, self.figures.since, None, illustrative=True
        )
        self.rows.append(row)
        return code

    def _add_places(self, plans: Sequence[PlacePlan]) -> None:
        """One general branch in each village and community; a zone's placeholder has none."""
        for plan in plans:
            if plan.place.weight != "zone":
                code = f"DZ-{plan.station}"
                superior = f"DW-{plan.street.prefix}"
                name = f"{plan.place.name}党总支"
                self._add((code, name), ("general_branch", plan.place.kind), superior, plan.place.code)

    def _add_outer(self, rng: random.Random) -> None:
        """Branches of agencies, enterprises, social organisations and trade associations."""
        streets = self.figures.streets
        zones = [street for street in streets if street.kind == "zone"]
        for at, name in enumerate(AGENCIES, start=1):
            code = f"ZB-J{at:02d}"
            self._add((code, f"{name}系统党支部"), ("branch", "agency"), self._top, self.figures.district)
            self.outer.append((code, "agency", self.figures.district))
        # The first street has no social organisation, the last no trade: gaps in sectors (D6) to be listed.
        kinds = [
            ("enterprise", "Q", enterprise_names(rng), ENTERPRISES, [*zones * 3, *streets]),
            ("social", "S", social_names(rng), SOCIAL, streets[1:]),
            ("trade", "H", trade_names(), 6, streets[:-1]),
        ]
        for sector, letter, names, count, where in kinds:
            for at, name in zip(range(1, count + 1), names, strict=False):
                street = where[at % len(where)]
                code = f"ZB-{letter}{at:02d}"
                self._add((code, f"{name}党支部"), ("branch", sector), f"DW-{street.prefix}", street.code)
                self.outer.append((code, sector, street.code))

    def _add_branches(self, plans: Sequence[PlacePlan]) -> None:
        """The rest up to the figure: branches of villages and communities."""
        for plan, count in zip(
            plans, evenly(self.figures.organisations - len(self.rows), len(plans)), strict=True
        ):
            for at in range(count):
                code = f"ZB-{plan.station}-{at + 1}"
                name = f"{plan.place.name}第{ORDINALS[at]}党支部"
                self._add((code, name), ("branch", plan.place.kind), f"DZ-{plan.station}", plan.place.code)
                self.branches_of[plan.place.code].append(code)


def holdings(
    organisations: Organisations, plans: Sequence[PlacePlan], without: set[str], rng: random.Random
) -> list[HoldingRow]:
    """A branch for each plot but those `without`; some plots had another branch before (domain.md D11)."""
    since = organisations.figures.since
    rows: list[HoldingRow] = []
    for plan in plans:
        own = organisations.branches_of[plan.place.code]
        branches = own or [
            code for code, _sector, street in organisations.outer if street == plan.street.code
        ]
        for at, plot in enumerate(plan.plots):
            if plot.code in without or not branches:
                continue
            branch, other = branches[at % len(branches)], branches[(at + 1) % len(branches)]
            begin = since
            if other != branch and rng.randrange(CHANGED_HANDS) == 0:
                rows.append(HoldingRow(plot.code, other, since, CHANGED_ON, illustrative=True))
                begin = CHANGED_ON
            rows.append(HoldingRow(plot.code, branch, begin, None, illustrative=True))
    return rows


def mass_orgs(organisations: Organisations, rng: random.Random) -> list[MassOrgRow]:
    """Mass organisations beside committees and general branches; some places lack a kind (domain.md D16)."""
    since = organisations.figures.since
    rows = []
    for organisation in organisations.rows:
        if organisation.kind == "branch":
            continue
        place = organisation.name.removesuffix("党委").removesuffix("党总支")
        kinds = [("union", "工会"), ("youth", "团委"), ("women", "妇联")]
        if organisation.kind == "general_branch":
            kinds = [
                ("women", "妇联"),
                ("council", "议事会"),
                ("safety", "治保会"),
                ("volunteers", "志愿者队"),
            ]
        for kind, word in kinds:
            if rng.randrange(12):
                rows.append(MassOrgRow(organisation.code, kind, place + word, since, None, illustrative=True))
    return rows


def dispatches(organisations: Organisations, rng: random.Random) -> list[DispatchRow]:
    """Agency branches sent to small enterprises and social organisations (domain.md D8)."""
    agencies = [code for code, sector, _area in organisations.outer if sector == "agency"]
    names = list(social_names(rng))[-DISPATCHES:]
    streets = organisations.figures.streets
    return [
        DispatchRow(agencies[at], name, "social", streets[at].code, date(2024, 9, 1), None, illustrative=True)
        for at, name in enumerate(names)
    ]
