"""An area closes when nothing is in it any more."""

from __future__ import annotations

import pytest

from huisheng.network.actions.close_area import close_area
from huisheng.network.editing import Refused
from huisheng.network.models import Unit
from huisheng.network.tests.areas import area
from huisheng.network.tests.asking import asked
from huisheng.network.tree import tree
from tests.cast import Cast


def test_an_area_with_anything_in_it_stays(cast: Cast) -> None:
    with pytest.raises(Refused) as refused:
        close_area(area("community").pk, asked(area("community")))
    said = str(refused.value.problems[""])
    assert all(words in said for words in ("2 个下级辖区", "1 个单位", "4 块责任田", "1 个党组织"))
    Unit.objects.filter(area=area("empty_street")).update(area=None)
    close_area(area("empty_street").pk, asked(area("empty_street")))
    assert tree().area(area("empty_street").pk).closed
