"""The five levels of the demo's platform (domain.md D13, D14)."""

from __future__ import annotations

from collections.abc import Sequence

from huisheng.network.demo.figures import Figures
from huisheng.network.demo.plan import PlacePlan
from huisheng.network.rows import UnitRow

BUREAU, CENTRE = "MS", "ZX"


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
        self._add(BUREAU, f"{name}民生工作局", 1, "bureau", "", district)
        self._add(CENTRE, f"{name}为民服务指导中心", 1, "centre", BUREAU, district, "committee")
        for at, department in enumerate(self.figures.departments, start=1):
            title = f"{department['name']}分中心" if department["kind"] == "specialty" else department["name"]
            party = department.get("party", "government")
            self._add(f"{CENTRE}-{at:02d}", title, 1, department["kind"], CENTRE, district, party)
        for street in self.figures.streets:
            self._add(street.prefix, f"{street.name}分中心", 2, "subcentre", CENTRE, street.code, "committee")
        for plan in plans:
            self._add_place(plan)
        return self.rows

    def _add_place(self, plan: PlacePlan) -> None:
        name, area = f"{plan.place.name}工作站", plan.place.code
        self._add(plan.station, name, 3, "station", plan.street.prefix, area)
        if plan.station in self._without_studio:
            return
        for settlement in plan.settlements:
            self._add(
                settlement.studio,
                f"{settlement.name}工作室",
                4,
                "studio",
                plan.station,
                settlement.code,
                "society",
            )
            for plot in settlement.plots:
                for hub in plot.hubs:
                    self._add(hub.code, hub.name, 5, "hub", settlement.studio, settlement.code, "public")

    def _add(
        self, code: str, name: str, level: int, kind: str, parent: str, area: str, party: str = "government"
    ) -> None:
        has_phone = level < 4 and code not in self._without_phone
        phone = f"0431-0{len(self.rows):07d}" if has_phone else ""
        self.rows.append(
            UnitRow(
                code,
                name,
                level,
                kind,
                parent,
                area,
                party,
                phone,
                self.figures.since,
                None,
                illustrative=True,
            )
        )
