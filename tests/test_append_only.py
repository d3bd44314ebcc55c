"""What happened stays on record: the runtime role can alter no row of an append-only table."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from huisheng.core import roles
from huisheng.core.roles import RUNTIME

STATEMENTS = (
    "UPDATE {table} SET {column} = {column} WHERE false",
    "DELETE FROM {table} WHERE false",
    "TRUNCATE {table}",
)


@pytest.mark.parametrize("table", roles.append_only_tables())
@pytest.mark.parametrize("statement", STATEMENTS)
@pytest.mark.django_db
def test_the_runtime_role_cannot(statement: str, table: str) -> None:
    (model,) = [model for model in apps.get_models() if model._meta.db_table == table]
    column = connection.ops.quote_name(model._meta.local_concrete_fields[0].column or "")
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table=connection.ops.quote_name(table), column=column))


@pytest.mark.django_db
def test_the_same_role_may_alter_other_rows() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_case SET id = id WHERE false")


def test_audit_and_case_events_are_append_only() -> None:
    assert {"core_audit", "cases_event"} <= set(roles.append_only_tables())


@pytest.mark.django_db
def test_the_runtime_role_cannot_change_the_shape_of_tables_nor_the_record_of_migrations() -> None:
    for statement in (
        "CREATE TABLE x (n int)",
        "ALTER TABLE cases_case ADD x int",
        "DELETE FROM django_migrations",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db
def test_the_runtime_role_is_no_superuser_and_makes_no_roles() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = %s", [RUNTIME]
        )
        assert cursor.fetchone() == (False, False, False)
