"""An owners' committee ends, and may begin again."""

from huisheng.core import clock
from huisheng.network.actions.beside_branch import (
    add_committee,
    end_committee,
)
from huisheng.network.editing import mark_of
from huisheng.network.queries import plot_page
from huisheng.network.tests.beside import committee
from tests.cast import Cast


def test_it_ends_and_may_begin_again(cast: Cast) -> None:
    row = committee(cast)
    seen = mark_of(row)
    for _click in range(2):
        end_committee(row.pk, day=clock.today(), seen=seen, actor=7)
    assert plot_page(cast.plots[0].pk).committees == []
    again, is_new = add_committee(cast.plots[0].pk, "锦江业委会", "", day=clock.today(), actor=7)
    assert (again.pk, again.since, again.until) == (row.pk, clock.today(), None)
    assert is_new
