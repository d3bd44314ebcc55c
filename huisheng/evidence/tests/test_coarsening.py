"""How coarsely cases are opened: never a cell of fewer than ten."""

from collections import Counter
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from huisheng.evidence.coarsening import Known, at_district, by_months

MONTHS = ("2026-08", "2026-09", "2026-10", "2026-11")


def cases(counts: dict[tuple[str, str], int]) -> list[Known]:
    """So many cases of each month and area."""
    told = [(month, area) for (month, area), count in counts.items() for _case in range(count)]
    return [Known(UUID(int=number), month, area) for number, (month, area) in enumerate(told)]


def test_a_month_with_enough_stands_alone() -> None:
    groups = by_months(cases({("2026-10", "a"): 10, ("2026-11", "a"): 30}))
    assert [(group.name, len(group.cases)) for group in groups] == [("2026-10", 10), ("2026-11", 30)]


def test_a_month_with_too_few_is_joined_to_its_neighbour() -> None:
    groups = by_months(cases({("2026-09", "a"): 4, ("2026-10", "a"): 30, ("2026-11", "a"): 9}))
    assert [(group.name, len(group.cases)) for group in groups] == [("2026-09_2026-11", 43)]


def test_fewer_than_ten_in_all_are_not_opened() -> None:
    assert by_months(cases({("2026-10", "a"): 9})) == []


def test_a_place_with_too_few_and_complaints_are_opened_at_the_district() -> None:
    (group,) = by_months(cases({("2026-10", "a"): 20, ("2026-10", "b"): 9, ("2026-10", ""): 1}))
    assert {case.area for case in group.cases if case.subject in at_district(group, ())} == {"b", ""}


def test_a_few_at_the_district_are_joined_by_the_smallest_place() -> None:
    (group,) = by_months(cases({("2026-10", "a"): 20, ("2026-10", "b"): 12}))
    complaint = group.cases[0].subject
    coarse = at_district(group, {complaint})
    assert len(coarse) == 13
    assert complaint in coarse


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(
    counts=st.dictionaries(
        st.tuples(st.sampled_from(MONTHS), st.sampled_from(["", "a", "b", "c"])), st.integers(0, 25)
    ),
    always=st.sets(st.integers(0, 60)),
)
def test_no_cell_has_fewer_than_ten(counts: dict[tuple[str, str], int], always: set[int]) -> None:
    known = cases(counts)
    groups = by_months(known)
    assert sorted(case.subject for group in groups for case in group.cases) == sorted(
        case.subject for case in known if groups
    )
    for group in groups:
        coarse = at_district(group, {UUID(int=number) for number in always})
        cells = Counter("" if case.subject in coarse else case.area for case in group.cases)
        assert all(count >= 10 for count in cells.values())
        assert {UUID(int=number) for number in always} & {case.subject for case in group.cases} <= coarse
