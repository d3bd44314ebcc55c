"""What Django tells us: the tables are there, or were emptied."""

from typing import Any

from django.apps import AppConfig
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.signals import post_migrate


def connect() -> None:
    """Listen; called once, when the app is ready."""
    post_migrate.connect(_tables_are_there, dispatch_uid="cases.usual_retention")


def _tables_are_there(sender: AppConfig, using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Have rules of how long things are kept in every installation, new or updated, after every `migrate`."""
    from huisheng.cases.actions.load_retention import bring_usual_rules
    from huisheng.cases.models import RetentionRule

    if sender.label != "cases" or using != DEFAULT_DB_ALIAS:
        return
    if _is_there(using, RetentionRule._meta.db_table, "usual"):
        bring_usual_rules()


def _is_there(using: str, table: str, column: str) -> bool:
    """Whether the column exists: not after a step back."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        columns = connection.introspection.get_table_description(cursor, table)
    return column in {each.name for each in columns}
