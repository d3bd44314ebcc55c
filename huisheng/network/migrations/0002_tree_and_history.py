"""What the database keeps by itself: a tree without cycles, history, and the snapshot's stamp.

All triggers work on whole statements with transition tables, so that loading in bulk stays cheap.
"""

from django.db import migrations

from huisheng.network.migrations._sql import (
    TREES,
    history_sql,
    holding_sql,
    level_sql,
    place_sql,
    stamp_sql,
    tree_sql,
    undo_sql,
)


class Migration(migrations.Migration):
    dependencies = [("network", "0001_initial")]

    operations = [
        migrations.RunSQL(level_sql(), undo_sql("network_unit_levels")),
        migrations.RunSQL(holding_sql(), undo_sql("network_holder_is_branch", "network_hub_is_hub")),
        migrations.RunSQL(place_sql(), undo_sql("network_plot_unit_on_the_spot")),
        *[
            migrations.RunSQL(tree_sql(table, column), undo_sql(f"{table}_no_cycle"))
            for table, column in TREES
        ],
        migrations.RunSQL(history_sql(), undo_sql("network_history", "network_history_of_dwellings")),
        migrations.RunSQL(stamp_sql(), undo_sql("network_stamp")),
    ]
