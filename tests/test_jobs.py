"""Every queue has a worker, and what runs by the clock has one of its own."""

from huisheng.config.env import environment
from huisheng.config.management.commands.run_worker import chosen, queues
from huisheng.config.serving import CLOCK_QUEUE, children


def _served() -> list[list[str]]:
    workers = [
        child.command
        for child in children(environment(), logs_to_files=False)
        if "run_worker" in child.command
    ]
    return [
        chosen(
            only=command[-1] if "--only" in command else "",
            without=command[-1] if "--all-but" in command else "",
        )
        for command in workers
    ]


def test_every_queue_has_exactly_one_worker() -> None:
    served = [queue for names in _served() for queue in names]
    assert sorted(served) == sorted(queues())


def test_the_clock_s_queue_has_a_worker_of_its_own() -> None:
    assert [CLOCK_QUEUE] in _served()


def test_health_expects_as_many_workers_as_are_started() -> None:
    assert environment().number("HUISHENG_WORKERS") == len(_served())
