"""How far a function reaches (docs/decisions/0004-access.md)."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from huisheng.core import clock
from huisheng.people.models import Appointment, Role, RoleGrant
from huisheng.people.viewer import NOBODY, Root, viewer_for, viewer_of
from tests.cast import Cast, add_person, appoint


def test_a_station_clerk_reaches_the_station_and_what_is_under_it(cast: Cast) -> None:
    viewer = viewer_for(cast.wang_fang.account)
    units = {cast.station.id, cast.studio.id, cast.second_studio.id, cast.hub.id}
    assert viewer.units_for("see") == units
    assert viewer.reach_for("see").roots == (Root(cast.station.id, 3, subtree=True),)
    assert not viewer.sees_everything


def test_a_field_worker_reaches_the_studio_and_not_the_hub_households_under_it(cast: Cast) -> None:
    viewer = viewer_for(cast.zhao_qiang.account)
    assert viewer.units_for("handle") == {cast.studio.id}
    assert viewer.reach_for("handle").roots == (Root(cast.studio.id, 4, subtree=False),)


def test_a_leader_at_the_top_reaches_everything_without_a_list(cast: Cast) -> None:
    assert viewer_for(cast.qian_li.account).sees_everything


def test_who_triages_at_the_centre_does_not_reach_the_bureau_above(cast: Cast) -> None:
    reach = viewer_for(cast.sun_li.account).reach_for("triage")
    assert cast.other_station.id in reach
    assert cast.bureau.id not in reach
    assert not reach.all


def test_a_function_that_is_not_held_reaches_nowhere(cast: Cast) -> None:
    viewer = viewer_for(cast.wang_fang.account)
    assert not viewer.may("administer")
    assert viewer.units_for("administer") == frozenset()


def test_an_administrator_reads_no_matter_and_an_auditor_changes_nothing(cast: Cast) -> None:
    assert viewer_for(cast.zheng_guan.account).functions == {"administer", "write_templates"}
    assert viewer_for(cast.wu_shen.account).functions == {"audit"}


def test_own_units_and_all_above_them_are_barred(cast: Cast) -> None:
    barred = viewer_for(cast.wang_fang.account).barred_units
    assert barred == {cast.station.id, cast.street.id, cast.centre.id, cast.bureau.id}


def test_a_place_in_a_team_bars_its_unit_too(cast: Cast) -> None:
    appoint([(cast.sun_li, "volunteer", cast.plots[0])])
    assert {cast.studio.id, cast.station.id} <= viewer_for(cast.sun_li.account).barred_units


@pytest.mark.parametrize(("days", "barred"), [(0, True), (364, True), (365, False)])
def test_a_unit_left_within_a_year_stays_barred_and_opens_nothing(
    cast: Cast, days: int, barred: bool
) -> None:
    today = clock.today()
    Appointment.objects.filter(person=cast.wang_fang).update(
        since=today - timedelta(days=900), until=today - timedelta(days=days)
    )
    appoint([(cast.wang_fang, "dispatcher", cast.street)])
    viewer = viewer_for(cast.wang_fang.account)
    assert (cast.station.id in viewer.barred_units) is barred
    assert [post.role for post in viewer.posts] == ["dispatcher"]
    assert not any(post.functions for post in viewer.left)


def test_an_appointment_taken_back_before_it_began_bars_nothing(cast: Cast) -> None:
    yesterday = clock.today() - timedelta(days=1)
    Appointment.objects.filter(person=cast.wang_fang).update(since=yesterday, until=yesterday)
    assert not viewer_for(cast.wang_fang.account).barred_units


def test_two_posts_reach_both_units_and_a_post_under_another_adds_no_root(cast: Cast) -> None:
    appoint(
        [
            (cast.wang_fang, "station_clerk", cast.other_station),
            (cast.wang_fang, "station_clerk", cast.studio),
        ]
    )
    roots = viewer_for(cast.wang_fang.account).reach_for("see").roots
    assert {root.unit_id for root in roots} == {cast.station.id, cast.other_station.id}


def test_an_appointment_at_an_area_reaches_the_units_in_it(cast: Cast) -> None:
    clerk = add_person("辖区员", "area.clerk")
    assert cast.street.area
    appoint([(clerk, "dispatcher", cast.street.area)])
    assert viewer_for(clerk.account).units_for("see") == {
        cast.street.id,
        cast.station.id,
        cast.next_station.id,
        cast.studio.id,
        cast.second_studio.id,
        cast.hub.id,
    }


def test_an_appointment_at_a_plot_reaches_that_plot_and_no_unit(cast: Cast) -> None:
    worker = add_person("田里人", "plot.worker")
    appoint([(worker, "field_worker", cast.plots[0])])
    reach = viewer_for(worker.account).reach_for("see")
    assert not reach.unit_ids
    assert reach.plot_ids == {cast.plots[0].id}
    assert cast.studio.id in viewer_for(worker.account).barred_units


@pytest.mark.parametrize(("since", "until"), [(1, None), (-9, 0)], ids=["to come", "over"])
def test_an_appointment_gives_rights_only_in_its_days(cast: Cast, since: int, until: int | None) -> None:
    today = clock.today()
    Appointment.objects.filter(person=cast.wang_fang).update(
        since=today + timedelta(days=since),
        until=None if until is None else today + timedelta(days=until),
    )
    assert not viewer_for(cast.wang_fang.account).may("see")


def test_an_appointment_whose_grant_is_not_confirmed_gives_nothing(cast: Cast) -> None:
    person = add_person("未批", "wei.pi")
    grant = RoleGrant.objects.create(
        person=person, role_id="leader", unit=cast.bureau, since=clock.today(), asked_by=cast.zheng_guan
    )
    Appointment.objects.create(
        person=person,
        role_id="leader",
        kind=Role.Kind.CASES,
        grant=grant,
        unit=cast.bureau,
        since=clock.today(),
    )
    assert not viewer_for(person.account).may("see")


def test_a_viewer_costs_one_statement(cast: Cast, django_assert_num_queries: Any) -> None:
    account = type(cast.wang_fang.account).objects.select_related("person").get(pk=cast.wang_fang.account.pk)
    viewer_for(account).units_for("see")  # the network is read once for all
    with django_assert_num_queries(1):
        viewer = viewer_for(account)
        assert viewer.may("see")
        assert viewer.reach_for("triage").roots
        assert viewer.barred_units


def test_without_an_account_one_is_nobody(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()
    assert viewer_of(request) is NOBODY
