from huisheng.core.ids import uuid7


def test_ids_are_version_7_and_sort_by_the_time_given():
    early, late = uuid7(1_700_000_000_000), uuid7(1_700_000_000_001)
    assert early.version == 7
    assert early.variant == "specified in RFC 4122"
    assert early < late
    assert early.int >> 80 == 1_700_000_000_000


def test_two_ids_of_one_moment_differ():
    assert len({uuid7(1) for _ in range(1000)}) == 1000
