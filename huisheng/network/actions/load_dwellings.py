"""Load dwellings by the hundred thousand: COPY into a staging table, then one INSERT and one UPDATE."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from huisheng.network.rows import DwellingRow

STAGE = """
CREATE TEMPORARY TABLE network_staging (
  area_id bigint, label text, plot_id bigint, hub_id bigint, since date, until date, illustrative boolean
) ON COMMIT DROP"""
COPY = "COPY network_staging FROM STDIN"
ADD = """
INSERT INTO network_dwelling (area_id, label, plot_id, hub_id, since, until, illustrative)
SELECT s.area_id, s.label, s.plot_id, s.hub_id, s.since, s.until, s.illustrative
FROM network_staging s LEFT JOIN network_dwelling d ON d.area_id = s.area_id AND d.label = s.label
WHERE d.id IS NULL"""
CHANGE = """
UPDATE network_dwelling d
SET plot_id = s.plot_id, hub_id = s.hub_id, since = s.since, until = s.until, illustrative = s.illustrative
FROM network_staging s
WHERE d.area_id = s.area_id AND d.label = s.label
  AND (d.plot_id, d.hub_id, d.since, d.until, d.illustrative)
      IS DISTINCT FROM (s.plot_id, s.hub_id, s.since, s.until, s.illustrative)"""


def load_dwellings(rows: Sequence[DwellingRow], ids: Mapping[str, Mapping[str, int]]) -> tuple[int, int, int]:
    """Add and change dwellings inside the caller's transaction; how many were added, changed, the same.

    `ids`: codes to ids of areas, plots and units; all codes in the rows are known. Changes come first, so
    that they do not look at what is added.
    """
    if not rows:
        return 0, 0, 0
    areas, plots, units = ids["areas"], ids["plots"], ids["units"]
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pg_temp.network_staging")
        cursor.execute(STAGE)
        with cursor.copy(COPY) as copy:
            for row in rows:
                copy.write_row(
                    (
                        areas[row.area],
                        row.label,
                        plots[row.plot] if row.plot else None,
                        units[row.hub] if row.hub else None,
                        row.since,
                        row.until,
                        row.illustrative,
                    )
                )
        cursor.execute("ANALYZE network_staging")
        cursor.execute(CHANGE)
        changed = cursor.rowcount
        cursor.execute(ADD)
        added = cursor.rowcount
        cursor.execute("DROP TABLE network_staging")
    return added, changed, len(rows) - added - changed
