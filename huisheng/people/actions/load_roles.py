from django.db import transaction

from huisheng.core import audit
from huisheng.people import reference
from huisheng.people.models import Function, Role, RoleFunction


class WrongReference(ValueError):
    """The reference data break a rule of access."""


@transaction.atomic
def load_roles() -> None:
    """Write roles, functions and reaches as `reference.py` and later apps have them; again changes nothing.

    A role that reads matters is of kind `cases`, so that two people grant it (architecture.md, "Who may see
    a case"). Raises `WrongReference` otherwise.
    """
    functions, roles = reference.functions(), reference.roles()
    readers = {function.code for function in functions if function.reads_cases}
    for role in roles:
        if role.kind != reference.CASES and readers & set(role.functions):
            raise WrongReference(f"{role.code} reads matters and is not of kind cases")
        if role.kind == reference.TEAM and role.functions:
            raise WrongReference(f"{role.code} is a place in a team and has functions")
    _write_functions(functions)
    _write_roles(roles)
    _write_reaches(roles)
    audit.record("roles_loaded", actor=None, roles=len(roles), functions=len(functions))


def _write_functions(rows: list[reference.FunctionRow]) -> None:
    Function.objects.bulk_create(
        [Function(code=row.code, name=row.name, reads_cases=row.reads_cases) for row in rows],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "reads_cases"],
    )


def _write_roles(rows: list[reference.RoleRow]) -> None:
    Role.objects.bulk_create(
        [
            Role(code=row.code, name=row.name, kind=row.kind, position=position)
            for position, row in enumerate(rows)
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "kind", "position"],
    )


def _write_reaches(rows: list[reference.RoleRow]) -> None:
    wanted = {(row.code, function): reach for row in rows for function, reach in row.functions.items()}
    for kept in RoleFunction.objects.all():
        if (kept.role_id, kept.function_id) not in wanted:
            kept.delete()
    RoleFunction.objects.bulk_create(
        [
            RoleFunction(role_id=role, function_id=function, reach=reach)
            for (role, function), reach in wanted.items()
        ],
        update_conflicts=True,
        unique_fields=["role", "function"],
        update_fields=["reach"],
    )
