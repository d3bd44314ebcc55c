from huisheng.core.ids import uuid7


def test_ids_are_version_7_and_sort_by_the_time_given():
    early, late = uuid7(1_700_000_000_000), uuid7(1_700_000_000_001)
    assert early.version == 7
    assert early.variant == "specified in RFC 4122"
    assert early < late
    assert early.int >> 80 == 1_700_000_000_000


def test_two_ids_of_one_moment_differ():
    assert len({uuid7(1) for _ in range(1000)}) == 1000


def test_ids_made_now_sort_in_the_order_in_which_they_were_made():
    made = [uuid7() for _ in range(10_000)]
    assert made == sorted(made)
    assert len({one.int >> 80 for one in made}) < len(set(made)), "several fell into one millisecond"
    assert {one.version for one in made} == {7}
