"""Where else something of a resident is kept: those above register here what erases it.

    erased_too(lambda cases: Letter.objects.filter(case_id__in=cases).delete())

is called in the transaction that erases, with the ids of the cases, so that no copy outlives the original. What
stands against erasing needs no register: a legal order is an opening (`queries.holds`), and whatever is still owed
is a clock beside the case.
"""

from collections.abc import Callable, Collection
from uuid import UUID

Forget = Callable[[Collection[UUID]], object]

_forget: list[Forget] = []


def erased_too(forget: Forget) -> Forget:
    """Register what erases the copies that another app keeps of what was said in these cases."""
    _forget.append(forget)
    return forget


def forget_copies(cases: Collection[UUID]) -> None:
    """Erase every copy that was registered."""
    for forget in _forget:
        forget(cases)
