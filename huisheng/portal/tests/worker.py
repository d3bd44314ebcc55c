"""The worker, run by hand: it lies in `tests.support.worker` now, since more than the portal's tests use it."""

from tests.support.worker import everything_stored, work

__all__ = ["everything_stored", "work"]
