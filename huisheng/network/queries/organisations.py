"""What pages about organisations need, and what `people` needs to place members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from huisheng.network.models import (
    DispatchedBranch,
    MassOrg,
    Organisation,
    OrganisationKind,
    PlotHolding,
    Sector,
)
from huisheng.network.tree import tree


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation in a list; `kind` and `sector` are identifiers, their labels in words."""

    id: int
    code: str
    name: str
    kind: str
    sector: str
    superior_id: int | None
    area_id: int | None

    @property
    def kind_label(self) -> str:
        """党委, 党总支 or 党支部."""
        return str(OrganisationKind(self.kind).label)

    @property
    def sector_label(self) -> str:
        """The sector in words."""
        return str(Sector(self.sector).label)


@dataclass(frozen=True, slots=True)
class Held:
    """A plot that an organisation holds or held, `until` exclusive."""

    plot_id: int
    code: str
    name: str
    since: date
    until: date | None


@dataclass(frozen=True)
class OrganisationPage:
    """An organisation with what stands around it. `held` has present plots first, then past ones."""

    organisation: Organisation
    inferiors: list[OrganisationRow]
    held: list[Held]
    mass_orgs: list[MassOrg]
    dispatches: list[DispatchedBranch]


FIELDS = ("id", "code", "name", "kind", "sector", "superior_id", "area_id")


def _rows(rows: Iterable[dict[str, object]]) -> list[OrganisationRow]:
    return [OrganisationRow(**row) for row in rows]  # type: ignore[arg-type]


def organisations_in(area_id: int) -> list[OrganisationRow]:
    """Organisations that hold today in an area and below it, by code. One statement."""
    areas = tree().areas_below(area_id)
    found = Organisation.objects.on(tree().day).filter(area_id__in=areas).order_by("code")
    return _rows(found.values(*FIELDS))


def organisations_of_kind(*kinds: str) -> list[OrganisationRow]:
    """Organisations that hold today, of the kinds given or of all, by code. One statement."""
    found = Organisation.objects.on(tree().day).order_by("code")
    return _rows((found.filter(kind__in=kinds) if kinds else found).values(*FIELDS))


def organisation_page(organisation_id: int) -> OrganisationPage:
    """The page of an organisation. Five statements. Raises `Organisation.DoesNotExist`."""
    day = tree().day
    organisation = Organisation.objects.select_related("superior", "area").get(id=organisation_id)
    holdings = PlotHolding.objects.filter(organisation=organisation).order_by("-until", "plot__code", "since")
    held = holdings.values_list("plot_id", "plot__code", "plot__name", "since", "until")
    return OrganisationPage(
        organisation=organisation,
        inferiors=_rows(organisation.inferiors.on(day).order_by("code").values(*FIELDS)),
        held=[Held(*row) for row in held],
        mass_orgs=list(organisation.mass_orgs.on(day).order_by("kind", "name")),
        dispatches=list(organisation.dispatches.on(day).select_related("area").order_by("entity")),
    )
