"""Where else something of a resident is kept, and what stands against erasing it: those above register here.

    erased_too(lambda cases: Letter.objects.filter(case_id__in=cases).delete())

is called in the transaction that erases, with the ids of the cases, so that no copy outlives the original.
"""

from collections.abc import Callable, Collection
from uuid import UUID

Forget = Callable[[Collection[UUID]], object]
Held = Callable[[Collection[UUID]], Collection[UUID]]

_forget: list[Forget] = []
_held: list[Held] = []


def erased_too(forget: Forget) -> Forget:
    """Register what erases the copies that another app keeps of what was said in these cases."""
    _forget.append(forget)
    return forget


def held_back(held: Held) -> Held:
    """Register what says which of these cases must not be erased yet."""
    _held.append(held)
    return held


def forget_copies(cases: Collection[UUID]) -> None:
    """Erase every copy that was registered."""
    for forget in _forget:
        forget(cases)


def held_elsewhere(cases: Collection[UUID]) -> set[UUID]:
    """Those of the cases that somebody registered holds back."""
    return {case for held in _held for case in held(cases)}
