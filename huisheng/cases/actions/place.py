"""Where cases lie in the tree: `station_id` and `subcentre_id`, by which reach is asked for, follow the tree."""

from collections.abc import Collection

from django.db import connection

from huisheng.network import tree as network
from huisheng.network.snapshot import Tree

# Locked in the order of ids, as acts on several cases lock them; who is in place already is left alone.
PLACE = """
    WITH told AS (
        SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS told (unit_id, station_id, subcentre_id)
    ), moved AS MATERIALIZED (
        SELECT held.id, told.station_id, told.subcentre_id
        FROM cases_case AS held JOIN told ON held.unit_id = told.unit_id
        WHERE (held.station_id, held.subcentre_id) IS DISTINCT FROM (told.station_id, told.subcentre_id)
        ORDER BY held.id FOR UPDATE OF held
    )
    UPDATE cases_case AS held SET station_id = moved.station_id, subcentre_id = moved.subcentre_id
    FROM moved WHERE held.id = moved.id
"""


def place_cases(unit_ids: Collection[int] = ()) -> int:
    """Put the cases of these units, and of what lies below them, where the tree has them now; how many moved.

    Of all units where none is named. One statement; called twice, it moves none. Cases stay with their units, so that
    this is no act of anybody's: whoever stands above the unit today sees its cases, and whoever stood there does not.
    """
    network.forget()  # the process may hold the tree of before for some seconds
    tree = network.tree()
    units = _below(tree, unit_ids)
    above = [[tree.at_level(unit, level) for unit in units] for level in (3, 2)]
    with connection.cursor() as cursor:
        cursor.execute(PLACE, [units, *above])
        return int(cursor.rowcount)


def _below(tree: Tree, unit_ids: Collection[int]) -> list[int]:
    found = (tree.subtree(unit) for unit in unit_ids if unit in tree.units)
    return sorted(frozenset().union(*found) if unit_ids else tree.units)
