"""A planned change is called off only where nothing was built on it."""

from __future__ import annotations

import pytest
from django.db import models

from huisheng.network.actions.call_off_change import call_off_change
from huisheng.network.actions.call_off_closing import call_off_closing
from huisheng.network.actions.close_organisation import close_organisation
from huisheng.network.actions.close_unit import close_unit
from huisheng.network.actions.merge_areas import merge_areas
from huisheng.network.actions.merge_units import merge_units
from huisheng.network.actions.move_organisation import move_organisation
from huisheng.network.actions.move_unit import move_unit
from huisheng.network.editing import Refused
from huisheng.network.models import Area, Change, Organisation, Plot, Unit
from huisheng.network.tests.asking import CLERK, asked, in_days
from huisheng.network.tests.test_tree_through_time import broken_lines
from tests.cast import Cast
from tests.cast_network import LONG_AGO


def planned(model: type[models.Model], row: int) -> Change:
    return Change.objects.get(table=model._meta.db_table, row=row, end__isnull=True)


def test_what_goes_before_a_closing_stays(cast: Cast) -> None:
    merge_units(cast.station.pk, cast.next_station.pk, asked(cast.station, in_days(5)))
    with pytest.raises(Refused):
        call_off_change(planned(Unit, cast.studio.pk).pk, actor=CLERK)
    assert broken_lines() == []


def test_a_plot_stays_with_whoever_goes_on(cast: Cast) -> None:
    merge_units(cast.second_studio.pk, cast.studio.pk, asked(cast.second_studio, in_days(5)))
    with pytest.raises(Refused):
        call_off_change(planned(Plot, cast.second_plots[0].pk).pk, actor=CLERK)


def test_what_goes_before_the_closing_of_an_area_or_organisation_stays(cast: Cast) -> None:
    old = Area.objects.create(
        code="A-old", name="旧社区", kind="community", parent=cast.street.area, since=LONG_AGO
    )
    Unit.objects.filter(pk=cast.studio.pk).update(area=old)
    into = Area.objects.get(code="A-community")
    merge_areas(old.pk, into.pk, asked(old, in_days(5)))
    with pytest.raises(Refused):
        call_off_change(planned(Unit, cast.studio.pk).pk, actor=CLERK)
    top = Organisation.objects.get(superior__isnull=True)
    general = Organisation.objects.create(
        code="O-old", name="旧总支", kind="general_branch", sector="community", superior=top, since=LONG_AGO
    )
    move_organisation(cast.branch.pk, general.pk, asked(cast.branch))
    move_organisation(cast.branch.pk, top.pk, asked(cast.branch, in_days(5)))
    close_organisation(general.pk, asked(general, in_days(5)))
    with pytest.raises(Refused):
        call_off_change(planned(Organisation, cast.branch.pk).pk, actor=CLERK)


def test_a_closing_that_was_called_off_lets_it_be_called_off(cast: Cast) -> None:
    merge_units(cast.station.pk, cast.next_station.pk, asked(cast.station, in_days(5)))
    cast.station.refresh_from_db()
    call_off_closing(cast.station.pk, asked(cast.station))
    call_off_change(planned(Unit, cast.studio.pk).pk, actor=CLERK)
    assert broken_lines() == []


def test_what_nothing_was_built_on_is_called_off(cast: Cast) -> None:
    move_unit(cast.studio.pk, cast.next_station.pk, asked(cast.studio, in_days(5)))
    call_off_change(planned(Unit, cast.studio.pk).pk, actor=CLERK)
    close_unit(cast.empty_street.pk, until=in_days(3), actor=CLERK)
    assert broken_lines() == []
