"""A post that nobody holds is filled, once."""

import pytest

from huisheng.core import clock
from huisheng.people.actions.persons import Newcomer
from huisheng.people.actions.succession import fill_place
from huisheng.people.models import Appointment, Person, Role
from huisheng.people.queries_of_teams import last_post_at
from huisheng.people.refusals import Refused
from huisheng.people.viewer import viewer_for
from tests.cast import Cast, add_person


def fill(cast: Cast, who: Person | Newcomer, role: str = "secretary", seen: int | None = None) -> Appointment:
    place = {"organisation_id": cast.branch.pk} if role == "secretary" else {"unit_id": cast.hub.pk}
    return fill_place(
        Role.objects.get(pk=role),
        who,
        day=clock.today(),
        seen=last_post_at(**place) if seen is None else seen,
        actor=viewer_for(cast.wang_fang.account),
        **place,
    )


@pytest.mark.parametrize("role", ["secretary", "hub_household"])
def test_somebody_holds_it_from_the_day_on(cast: Cast, role: str) -> None:
    post = fill(cast, Newcomer("新人"), role)
    assert post.is_in_force(clock.today()) and post.person.name == "新人"


def test_a_second_click_makes_no_second_person(cast: Cast) -> None:
    fill(cast, Newcomer("新人"), seen=0)
    with pytest.raises(Refused):
        fill(cast, Newcomer("新人"), seen=0)
    assert Person.objects.filter(name="新人").count() == 1


def test_a_post_that_somebody_holds_is_handed_over_instead(cast: Cast) -> None:
    fill(cast, add_person("老书记"))
    with pytest.raises(Refused) as refused:
        fill(cast, add_person("新书记"))
    assert "老书记" in str(refused.value)


def test_a_role_with_rights_is_never_given_here(cast: Cast) -> None:
    with pytest.raises(Refused):
        fill(cast, cast.zhao_qiang, "station_clerk")
