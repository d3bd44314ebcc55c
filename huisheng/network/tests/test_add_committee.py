"""An owners' committee is added beside a plot (D16)."""

import pytest

from huisheng.core import clock
from huisheng.core.models import AuditEntry
from huisheng.network.actions.beside_branch import (
    add_committee,
)
from huisheng.network.editing import Refused
from huisheng.network.models import OwnersCommittee
from huisheng.network.queries import gaps, plot_page
from huisheng.network.tests.beside import committee
from tests.cast import Cast


def test_a_committee_stands_on_the_plots_page_and_closes_its_gap(cast: Cast) -> None:
    before = {plot.id for plot in gaps().estate_plots_without_committee}
    assert committee(cast) == committee(cast)
    assert plot_page(cast.plots[0].pk).committees == [OwnersCommittee.objects.get()]
    assert AuditEntry.objects.filter(action="network.committee_added").count() == 1
    after = {plot.id for plot in gaps().estate_plots_without_committee}
    assert before - after == {cast.plots[0].pk}


def test_a_private_looking_telephone_with_words_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        add_committee(cast.plots[0].pk, "锦江业委会", "找老张", day=clock.today(), actor=7)
    assert list(refused.value.problems) == ["office_phone"]
