"""Firms and societies, with how many party members work there (domain.md D8). Their history is kept like all."""

import django.db.models.deletion
from django.db import migrations, models


EVENTS = {
    "insert": "NEW TABLE AS new_rows",
    "update": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "OLD TABLE AS old_rows",
}
HISTORY = "".join(
    f"CREATE TRIGGER network_history_{event} AFTER {event.upper()} ON network_entity "
    f"REFERENCING {rows} FOR EACH STATEMENT EXECUTE FUNCTION network_history();"
    for event, rows in EVENTS.items()
)
NO_HISTORY = "".join(f"DROP TRIGGER network_history_{event} ON network_entity;" for event in EVENTS)


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0004_changes_by_day'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='起')),
                ('until', models.DateField(blank=True, null=True, verbose_name='止（不含）')),
                ('illustrative', models.BooleanField(default=False, verbose_name='示意数据')),
                ('name', models.CharField(max_length=120, verbose_name='名称')),
                ('sector', models.CharField(choices=[('village', '村'), ('community', '社区'), ('agency', '机关'), ('enterprise', '非公企业'), ('social', '社会组织'), ('trade', '行业协会')], max_length=16, verbose_name='领域')),
                ('members', models.PositiveSmallIntegerField(verbose_name='党员人数')),
                ('counted_on', models.DateField(verbose_name='统计日期')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entities', to='network.area', verbose_name='辖区')),
                ('branch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entities', to='network.organisation', verbose_name='自己的党支部')),
            ],
            options={
                'verbose_name': '企业和社会组织',
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gt', models.F('since')), _connector='OR'), name='network_entity_until_after_since'), models.CheckConstraint(condition=models.Q(('sector__in', ['village', 'community', 'agency', 'enterprise', 'social', 'trade'])), name='network_entity_sector_known'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('name', 'area'), name='network_entity_once')],
            },
        ),
        migrations.RunSQL(HISTORY, NO_HISTORY),
    ]
