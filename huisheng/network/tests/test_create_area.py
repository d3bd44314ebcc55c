"""An area is added in a coarser one."""

from __future__ import annotations

import pytest

from huisheng.core.models import AuditEntry
from huisheng.network.editing import Refused
from huisheng.network.tests.areas import area, create
from huisheng.network.tree import tree
from tests.cast import Cast


def test_an_area_is_added_in_a_coarser_one(cast: Cast) -> None:
    made = create("A-new", "community", area("street"))
    assert [each.name for each in tree().area_path(made.pk)] == ["绿园区", "春城街道", "西环社区"]
    assert AuditEntry.objects.get(action="network.area_created").subject == f"area:{made.pk}"


@pytest.mark.parametrize(
    ("code", "kind", "parent", "field"),
    [
        ("A-estate", "community", "street", "code"),
        ("A-new", "community", "estate", "parent"),
        ("A-new", "street", "other_street", "parent"),
    ],
)
def test_a_code_in_use_and_an_area_in_a_finer_one_are_refused(
    cast: Cast, code: str, kind: str, parent: str, field: str
) -> None:
    with pytest.raises(Refused) as refused:
        create(code, kind, area(parent))
    assert list(refused.value.problems) == [field]
