"""Keys between tables: foreign keys point down the layers, and case tables can be distributed by case id.

architecture.md, rule 1 and chapter Growth.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, UniqueConstraint
from django.db.models.fields import Field
from django.db.models.fields.related import ForeignKey

from tests.rules.sources import APPS

Models = Iterable[type[Model]]


def upward_keys(models: Models) -> list[str]:
    """Foreign keys from a layer to one above it, or from one neighbour (desk, portal) to the other."""
    faults = []
    for model in models:
        for field in foreign_keys(model):
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if here in APPS and there in APPS and not _points_down(here, there):
                faults.append(f"{model._meta.label}.{field.name} → {field.related_model._meta.label}")
    return faults


def _points_down(here: str, there: str) -> bool:
    return here == there or (APPS.index(there) < APPS.index(here) and {here, there} != {"desk", "portal"})


def foreign_keys(model: type[Model]) -> list["ForeignKey[Any, Any]"]:
    return [field for field in model._meta.local_fields if isinstance(field, ForeignKey)]


def is_case_table(model: type[Model]) -> bool:
    return model._meta.db_table.startswith("cases_")


def undistributable(models: Models, allowed_targets: set[str]) -> list[str]:
    """Why tables `cases_*` could not be distributed by case id; empty when they can.

    `allowed_targets`: tables (or their prefixes before `_`) that a case table may have a foreign key to.
    """
    faults = []
    for model in models:
        if is_case_table(model):
            faults += [f"{model._meta.db_table}: {fault}" for fault in _own_faults(model, allowed_targets)]
        else:
            faults += [
                f"{model._meta.db_table}.{field.column} leads into {field.related_model._meta.db_table}"
                for field in foreign_keys(model)
                if is_case_table(field.related_model)
            ]
    return faults


def _own_faults(model: type[Model], allowed_targets: set[str]) -> list[str]:
    faults = []
    first = case_column(model)
    for columns in unique_columns(model):
        if columns[0] != first:
            faults.append(f"unique over {', '.join(columns)} does not begin with {first}")
    for field in foreign_keys(model):
        target = field.related_model._meta.db_table
        if target.split("_")[0] not in allowed_targets and not _to_its_case(field):
            faults.append(f"foreign key {field.column} leads to {target}")
    return faults


def _to_its_case(field: "ForeignKey[Any, Any]") -> bool:
    return is_case_table(field.related_model) and field.column == "case_id"


def case_column(model: type[Model]) -> str:
    """The column that holds the case's id: its own key in the case itself, `case_id` in its children."""
    return "id" if model._meta.db_table == "cases_case" else "case_id"


def unique_columns(model: type[Model]) -> list[list[str]]:
    """The columns of the primary key and of every unique or exclusion constraint."""
    options = model._meta
    found = [[field.column or "" for field in options.pk_fields]]
    found += [
        [field.column or ""] for field in options.local_fields if field.unique and not field.primary_key
    ]
    found += [_columns(model, names) for names in options.unique_together]
    for constraint in options.constraints:
        if isinstance(constraint, UniqueConstraint):
            found.append(_columns(model, constraint.fields) or ["an expression"])
        elif isinstance(constraint, ExclusionConstraint):
            found.append([_column(model, str(each)) for each, _ in constraint.expressions])
    return found


def _columns(model: type[Model], names: Iterable[str]) -> list[str]:
    return [_column(model, name) for name in names]


def _column(model: type[Model], name: str) -> str:
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    return (field.column or name) if isinstance(field, Field) else name
