"""Volunteers and caring residents come into a team, and leave it."""

from datetime import date, timedelta

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.people.actions.persons import Newcomer
from huisheng.people.actions.teams import Said, leave_team, take_into_team
from huisheng.people.models import Appointment, Person, Role
from huisheng.people.queries_of_teams import last_post_at, namesakes, team_of
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, add_person, appoint


def join(
    cast: Cast,
    who: Person | Newcomer,
    said: Said | None = None,
    role: str = "volunteer",
    seen: int | None = None,
) -> Appointment:
    plot = cast.plots[0].pk
    return take_into_team(
        who,
        Role.objects.get(pk=role),
        plot,
        since=clock.today(),
        said=said,
        seen=last_post_at(plot=plot) if seen is None else seen,
        actor=viewer_for(cast.wang_fang.account),
    )


def test_somebody_new_is_registered_and_appointed_with_a_sealed_number(cast: Cast) -> None:
    post = join(cast, Newcomer("热心人", "13804310009"))
    assert (post.person.name, post.person.phone, post.plot_id) == ("热心人", "13804310009", cast.plots[0].pk)
    assert "13804310009" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


def test_a_second_click_makes_no_second_person(cast: Cast) -> None:
    seen = last_post_at(plot=cast.plots[0].pk)
    join(cast, Newcomer("热心人"), seen=seen)
    with pytest.raises(Refused):
        join(cast, Newcomer("热心人"), seen=seen)
    assert Person.objects.filter(name="热心人").count() == 1


def test_somebody_known_is_the_same_person(cast: Cast) -> None:
    known = add_person("老邻居")
    join(cast, known)
    with pytest.raises(Refused):
        join(cast, known)
    assert [each.post.person_id for each in team_of(cast.plots[0].pk)] == [known.pk]


def test_a_role_with_rights_is_never_given_here(cast: Cast) -> None:
    with pytest.raises(Refused):
        join(cast, add_person("老邻居"), role="station_clerk")


def test_whoever_left_is_in_the_team_until_then(cast: Cast) -> None:
    post, today = join(cast, add_person("老邻居")), clock.today()
    for _click in range(2):
        leave_team(post.pk, day=today + timedelta(days=3), actor=viewer_for(cast.wang_fang.account))
    assert len(team_of(cast.plots[0].pk)) == 1
    assert AuditEntry.objects.filter(action="appointment_ended").count() == 1
    leave_team(post.pk, day=today, actor=viewer_for(cast.wang_fang.account))
    assert team_of(cast.plots[0].pk) == []


@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2062, 1, 1)], ids=["before", "mistyped"])
def test_a_day_that_cannot_be_meant_is_refused(cast: Cast, day: date) -> None:
    post = join(cast, add_person("老邻居"))
    with pytest.raises(Refused):
        leave_team(post.pk, day=day, actor=viewer_for(cast.wang_fang.account))


def test_only_places_in_teams_are_left_this_way(cast: Cast) -> None:
    post = Appointment.objects.get(person=cast.wang_fang)
    with pytest.raises(Appointment.DoesNotExist):
        leave_team(post.pk, day=clock.today(), actor=viewer_for(cast.sun_li.account))


def test_namesakes_are_told_apart_by_posts_that_everybody_may_know(cast: Cast) -> None:
    first, second = add_person("王芳"), add_person("王芳")
    appoint([(first, "secretary", cast.branch), (second, "volunteer", cast.plots[0])])
    found = {each.id: each.posts for each in namesakes(" 王芳 ")}
    assert found[cast.wang_fang.pk] == ("景阳社区工作站 · 工作站办事员",)
    assert found[first.pk] == (f"{cast.branch.name} · 党支部书记",)
    assert found[second.pk] == ()


def test_a_page_that_lay_open_brings_nobody_back(cast: Cast) -> None:
    post, actor = join(cast, Newcomer("热心人")), viewer_for(cast.wang_fang.account)
    Appointment.objects.filter(pk=post.pk).update(since=clock.today() - timedelta(days=9))
    leave_team(post.pk, day=clock.today() - timedelta(days=2), actor=actor)
    with pytest.raises(Refused, match="已经"):
        leave_team(post.pk, day=clock.today() + timedelta(days=30), actor=actor)
    assert team_of(cast.plots[0].pk) == []
