"""Take the last import back: what it added goes, what it changed is as it was, unless something was built on it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.utils.translation import gettext as _

from huisheng.core import audit, clock
from huisheng.network import tree
from huisheng.network.actions.load_network import announce_changed, open_units
from huisheng.network.difference import BY_TABLE
from huisheng.network.editing import Refused
from huisheng.network.further import FURTHER
from huisheng.network.kinds import KINDS, Kind
from huisheng.network.models import Import

NAMED = 5
# All SQL here (S608) is safe: it is put together from names of our own tables and columns; values go in by marks.
OWN = "r.transaction = %s AND r.id > %s AND r.id <= %s"
# Rows of the import that are no longer as it left them; what was changed and put back again does not count.
CHANGED_SINCE = f"""
SELECT later.table_name, later.row_id FROM network_revision later
WHERE (later.id > %s OR later.id > %s AND later.transaction <> %s) AND later.row_id IS NOT NULL AND EXISTS (
  SELECT FROM network_revision r WHERE {OWN} AND r.table_name = later.table_name AND (
    r.row_id = later.row_id
    OR r.row_id IS NULL AND later.row_id <@ (r.data->>'ids')::int8multirange))
GROUP BY 1, 2
HAVING (array_agg(later.old ORDER BY later.id))[1]
  IS DISTINCT FROM (array_agg(later.data ORDER BY later.id DESC))[1]
ORDER BY min(later.id) LIMIT {NAMED + 1}"""  # noqa: S608
# Rows of the import for which somebody wrote down a change that holds from a day of its own.
PLANNED_SINCE = f"""
SELECT later.table_name, later.row_id FROM network_change later
WHERE later.recorded_at >= %s AND EXISTS (
  SELECT FROM network_revision r WHERE {OWN} AND r.table_name = later.table_name AND r.row_id = later.row_id)
GROUP BY 1, 2 ORDER BY min(later.id) LIMIT {NAMED + 1}"""  # noqa: S608
NEW = f"SELECT r.row_id FROM network_revision r WHERE {OWN} AND r.table_name = %s AND r.old IS NULL"  # noqa: S608
# Rows that are not written down one by one: all their numbers as one multirange.
NEW_RANGES = f"""SELECT COALESCE(range_agg((r.data->>'ids')::int8multirange), '{{}}')::text
FROM network_revision r WHERE {OWN} AND r.table_name = %s AND r.row_id IS NULL"""  # noqa: S608


def undo_import(import_id: UUID, *, actor: int | None) -> Import:
    """Undo it, in one transaction with one audit entry; undone already: nothing happens.

    `Refused` with the reason when it is not the last one, when a row of it was changed since, or when something
    refers to a row that it added.
    """
    try:
        with transaction.atomic():
            import_ = Import.objects.light().select_for_update().get(pk=import_id)
            if import_.state == Import.State.UNDONE:
                return import_
            _refuse_what_cannot_be(import_)
            for further in FURTHER.values():
                further.undo(import_.pk)
            _refuse_what_is_used(import_)
            open_before = open_units()
            for kind in reversed(KINDS.values()):
                _take_away(import_, kind)
            for kind in KINDS.values():
                _put_back(import_, kind)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            announce_changed(open_before)
            import_.state, import_.undone_at, import_.undone_by = Import.State.UNDONE, clock.now(), actor
            import_.save(update_fields=["state", "undone_at", "undone_by"])
            audit.record("network.import_undone", actor=actor, subject=f"import:{import_.pk}")
    except IntegrityError as refused:
        raise Refused({"": _("有别的数据建立在这次导入上，撤不回来。什么都没有改。")}) from refused
    tree.forget()
    transaction.on_commit(tree.forget)
    return import_


def last_import() -> Import | None:
    """The import that was taken in last and not undone."""
    return Import.objects.light().filter(state=Import.State.TAKEN).order_by("-last", "-taken_at").first()


def _refuse_what_cannot_be(import_: Import) -> None:
    last = last_import()
    if last is None or import_.state != Import.State.TAKEN:
        raise Refused({"": _("这份文件还没有收，没有什么可撤回。")})
    changed = _changed_since(import_)
    if last.pk != import_.pk:
        words = _("只能撤回最后一次导入。这次之后又收过“%(name)s”，先撤回它。") % {"name": last.name}
        if changed:
            words += _("这次收的又有改动：%(what)s。") % {"what": changed}
        raise Refused({"": words})
    if changed:
        words = _("导入以后有人改过：%(what)s。撤回会丢掉这些改动，所以没有撤。")
        raise Refused({"": words % {"what": changed}})
    counts = import_.found.get("difference", {}).get("counts", {})
    if any(name in counts and not further.remembers(import_.pk) for name, further in FURTHER.items()):
        raise Refused({"": _("这份文件里的个人信息收得太久，改动前的内容已经删了，撤不回来。")})


def _refuse_what_is_used(import_: Import) -> None:
    for kind in KINDS.values():
        user = _referring_to(import_, kind)
        if user:
            words = _("导入新增的%(what)s已经有%(user)s用到，撤不回来。什么都没有改。")
            raise Refused({"": words % {"what": kind.model._meta.verbose_name, "user": user}})


def _own(import_: Import) -> list[Any]:
    return [import_.transaction, import_.after, import_.last]


def _changed_since(import_: Import) -> str:
    """The rows of the import that changed later, the first few by name; empty when none did."""
    with connection.cursor() as cursor:
        given = [import_.last, import_.after, import_.transaction, *_own(import_)]
        cursor.execute(CHANGED_SINCE, given)
        found = cursor.fetchall()
        if not found:
            cursor.execute(PLANNED_SINCE, [import_.taken_at, *_own(import_)])
            found = cursor.fetchall()
    named = [_named(table, row) for table, row in found]
    named += [words for further in FURTHER.values() for words in further.built_on(import_.pk)]
    return _("、").join(named[:NAMED]) + (_(" 等") if len(named) > NAMED else "")


def _named(table: str, row_id: int) -> str:
    model = BY_TABLE[table].model
    return f"{model._meta.verbose_name} {model._default_manager.filter(pk=row_id).first() or row_id}"


def _referring_to(import_: Import, kind: Kind) -> str:
    """What refers to a row that the import added, other than its own rows; empty when nothing does."""
    for relation in kind.model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or not isinstance(relation.field, models.ForeignKey):
            continue
        model = relation.field.model
        if model._meta.db_table in BY_TABLE or not getattr(relation.field, "db_constraint", True):
            continue  # the network's own was changed since, or the database refuses; history outlives what it tells
        table, column = (
            connection.ops.quote_name(name) for name in (model._meta.db_table, relation.field.column or "")
        )
        with connection.cursor() as cursor:
            is_new, given = _new(import_, kind, column)
            cursor.execute(f"SELECT 1 FROM {table} WHERE {is_new} LIMIT 1", given)  # noqa: S608
            if cursor.fetchone():
                return str(model._meta.verbose_name)
    return ""


def _new(import_: Import, kind: Kind, column: str) -> tuple[str, list[Any]]:
    """The condition under which a column holds the number of a row that the import added, with its values."""
    if kind.name != "dwellings":
        return f"{column} IN ({NEW})", _given(import_, kind)
    with connection.cursor() as cursor:
        cursor.execute(NEW_RANGES, _given(import_, kind))
        (ranges,) = cursor.fetchone()
    return f"{column} <@ %s::int8multirange", [ranges]


def _given(import_: Import, kind: Kind) -> list[Any]:
    return [*_own(import_), kind.model._meta.db_table]


def _take_away(import_: Import, kind: Kind) -> None:
    table = connection.ops.quote_name(kind.model._meta.db_table)
    is_new, given = _new(import_, kind, "t.id")
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} t WHERE {is_new}", given)  # noqa: S608


def _put_back(import_: Import, kind: Kind) -> None:
    """Changed rows with the values that they had before."""
    table = connection.ops.quote_name(kind.model._meta.db_table)
    names = [field.column or "" for field in kind.model._meta.concrete_fields if not field.primary_key]
    sets = ", ".join(f"{name} = o.{name}" for name in map(connection.ops.quote_name, names))
    statement = f"""
        UPDATE {table} t SET {sets}
        FROM network_revision r, jsonb_populate_record(NULL::{table}, r.old) o
        WHERE {OWN} AND r.table_name = %s AND r.old IS NOT NULL AND t.id = r.row_id"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, _given(import_, kind))
