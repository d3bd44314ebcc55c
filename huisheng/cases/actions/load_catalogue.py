"""Loading an edition of the catalogue. A changed file needs a new version: old cases keep theirs."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from huisheng.cases.models import CatalogueVersion, Category, Deadline, Leeway, Reserved, Route
from huisheng.cases.models.codes import Urgency, WhyReserved
from huisheng.cases.models.defaults import DEFAULTS, LEEWAYS
from huisheng.cases.models.transitions import Clock
from huisheng.cases.queries import catalogue
from huisheng.core import audit
from huisheng.network.tree import tree

DEPARTMENT_LEVEL = 1
EXAMPLE = Path(__file__).parents[1] / "data" / "catalogue.json"


class BadCatalogue(Exception):
    """The file is no catalogue; the message says where."""


@dataclass(frozen=True)
class Loaded:
    """What a load did. `new` is false when this very edition was there already."""

    version: str
    categories: int
    new: bool


def load_catalogue(path: Path = EXAMPLE) -> Loaded:
    """Read the edition in `path` (format: `huisheng/cases/README.md`) and bring it into force on its day.

    The same file again changes nothing. `BadCatalogue` for a file that is none, and for a version number
    that is in the database with other contents.
    """
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    edition = _parsed(content)
    known = CatalogueVersion.objects.filter(number=edition["version"]).first()
    if known is not None:
        if known.digest != digest:
            raise BadCatalogue(_("目录版本 %s 已经在用，内容不能再改：请换一个新的版本号。") % known.number)
        return Loaded(known.number, len(edition["categories"]), new=False)
    with transaction.atomic():
        _write(edition, digest)
        audit.record("catalogue.loaded", actor=None, subject=f"catalogue:{edition['version']}")
    catalogue.forget()
    return Loaded(edition["version"], len(edition["categories"]), new=True)


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        edition = json.loads(content)
        date.fromisoformat(edition["since"])
        for row in edition["categories"]:
            for name in ("code", "name", "name_en", "need", "level", "signs"):
                row[name]
            _check_reserved(row)
    except KeyError as missing:
        raise BadCatalogue(_("目录文件缺少 %s。") % missing) from missing
    except (ValueError, TypeError) as problem:
        raise BadCatalogue(_("这不是目录文件：%s") % problem) from problem
    return dict(edition)


def _check_reserved(row: dict[str, Any]) -> None:
    """What may not be pushed down to communities says why and how far, and is not routed there."""
    entry = row.get("reserved")
    if entry is None:
        return
    lowest, why = entry["lowest_level"], entry["why"]
    if lowest not in (1, 2) or why not in WhyReserved.values or row["level"] > lowest:
        raise ValueError(row["code"])


def _write(edition: dict[str, Any], digest: str) -> None:
    version = CatalogueVersion.objects.create(
        number=edition["version"], since=date.fromisoformat(edition["since"]), digest=digest
    )
    rows = edition["categories"]
    Category.objects.bulk_create(
        (_category(row, order) for order, row in enumerate(rows)),
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "name_en", "need_class", "public_space", "signs", "order"],
    )
    ids = dict(Category.objects.values_list("code", "id"))
    Route.objects.bulk_create(_route(version, ids[row["code"]], row) for row in rows)
    Reserved.objects.bulk_create(
        Reserved(version=version, category_id=ids[row["code"]], **row["reserved"])
        for row in rows
        if "reserved" in row
    )
    deadlines = [deadline for row in rows for deadline in _deadlines(version, ids[row["code"]], row)]
    Deadline.objects.bulk_create([*_defaults(version), *deadlines])
    Leeway.objects.bulk_create(
        Leeway(version=version, urgency=urgency, **asdict(leeway)) for urgency, leeway in LEEWAYS.items()
    )


def _category(row: dict[str, Any], order: int) -> Category:
    return Category(
        code=row["code"],
        name=row["name"],
        name_en=row["name_en"],
        need_class=row["need"],
        public_space=row.get("public_space", False),
        signs=row["signs"],
        order=order,
    )


def _route(version: CatalogueVersion, category_id: int, row: dict[str, Any]) -> Route:
    """To the department that the file names, or by level in a district that has no such department."""
    name = row.get("department")
    departments = (
        unit.id
        for unit in tree().units.values()
        if name and unit.level == DEPARTMENT_LEVEL and name in unit.name and not unit.closed
    )
    department = next(departments, None)
    return Route(
        version=version,
        category_id=category_id,
        level=None if department else row["level"],
        department_id=department,
    )


def _defaults(version: CatalogueVersion) -> list[Deadline]:
    """The defaults of today as rows of the edition: a later change of them changes no edition."""
    return [
        Deadline(version=version, urgency=urgency, clock=clock, minutes=minutes, basis=basis)
        for (clock, urgency), (minutes, basis) in DEFAULTS.items()
    ]


def _deadlines(version: CatalogueVersion, category_id: int, row: dict[str, Any]) -> list[Deadline]:
    return [
        Deadline(
            version=version,
            category_id=category_id,
            urgency=Urgency(urgency),
            clock=Clock.HANDLE,
            minutes=minutes,
            basis=Deadline.Basis(basis),
        )
        for urgency, (minutes, basis) in row.get("handle", {}).items()
    ]
