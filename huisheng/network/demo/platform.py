"""The five levels of the demo's platform (domain.md D13, D14)."""

from __future__ import annotations

from collections.abc import Sequence

from huisheng.network.demo.figures import Figures
from huisheng.network.demo.plan import PlacePlan
from huisheng.network.rows import UnitRow

BUREAU, CENTRE = "MS", "ZX"
LEVELS = {
    "bureau": 1,
    "centre": 1,
    "specialty": 1,
    "hall": 1,
    "voucher_shop": 1,
    "subcentre": 2,
    "station": 3,
    "studio": 4,
    "hub": 5,
}
# Studios and hub households sit in somebody's home or a shared room: they have no office telephone.
STAFFED = LEVELS.keys() - {"studio", "hub"}


class Platform:
    """Rows of units. Telephone numbers begin with 0 after the area code, as no real number does."""

    def __init__(self, figures: Figures, without_phone: set[str], without_studio: set[str]) -> None:
        self.figures = figures
        self.rows: list[UnitRow] = []
        self._without_phone = without_phone
        self._without_studio = without_studio

    def build(self, plans: Sequence[PlacePlan]) -> list[UnitRow]:
        """All units. The bureau is the root, so that a matter about the centre has somebody above it."""
        name, district = self.figures.district_name, self.figures.district
        self._add((BUREAU, f"{name}民生工作局"), "bureau", "", district)
        self._add((CENTRE, f"{name}为民服务指导中心"), "centre", BUREAU, district, "committee")
        for at, department in enumerate(self.figures.departments, start=1):
            kind = department["kind"]
            title = f"{department['name']}分中心" if kind == "specialty" else department["name"]
            party = department.get("party", "government")
            self._add((f"{CENTRE}-{at:02d}", title), kind, CENTRE, district, party)
        for street in self.figures.streets:
            self._add((street.prefix, f"{street.name}分中心"), "subcentre", CENTRE, street.code, "committee")
        for plan in plans:
            self._add_place(plan)
        return self.rows

    def _add_place(self, plan: PlacePlan) -> None:
        station = (plan.station, f"{plan.place.name}工作站")
        self._add(station, "station", plan.street.prefix, plan.place.code)
        if plan.station in self._without_studio:
            return
        for settlement in plan.settlements:
            studio = (settlement.studio, f"{settlement.name}工作室")
            self._add(studio, "studio", plan.station, settlement.code, "society")
            for plot in settlement.plots:
                for hub in plot.hubs:
                    self._add((hub.code, hub.name), "hub", settlement.studio, settlement.code, "public")

    def _add(
        self, called: tuple[str, str], kind: str, parent: str, area: str, party: str = "government"
    ) -> None:
        """`called`: code and name."""
        code, name = called
        has_phone = kind in STAFFED and code not in self._without_phone
        self.rows.append(
            UnitRow(
                code=code,
                name=name,
                level=LEVELS[kind],
                kind=kind,
                parent=parent,
                area=area,
                stands_for=party,
                office_phone=f"0431-0{len(self.rows):07d}" if has_phone else "",
                since=self.figures.since,
                until=None,
                illustrative=True,
            )
        )
