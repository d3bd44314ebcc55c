"""How a page that keeps the network does its act and says what came of it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied

from huisheng.network.actions.one_act import DoneAlready
from huisheng.network.editing import ChangedMeanwhile
from huisheng.network.editing import Refused as NetworkRefused
from huisheng.network.models import OrganisationKind
from huisheng.network.queries import OrganisationRow, organisations_in
from huisheng.network.tree import tree
from huisheng.people.refusals import Refused as PeopleRefused

DONE, STALE, WRONG = 0, 409, 422


def did(form: forms.Form, act: Callable[[], object]) -> int:
    """Do what a form says: `DONE`, or the status of a page that shows the form again.

    Refusals stand at their fields; a page that was out of date carries the present mark the next time.
    """
    if not form.is_valid():
        return WRONG
    try:
        act()
    except NetworkRefused as refused:
        for field, words in refused.problems.items():
            form.add_error(field if field in form.fields else None, str(words))
        return WRONG
    except PeopleRefused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return WRONG
    except DoneAlready:  # the same press a second time
        return DONE
    except ChangedMeanwhile as changed:
        see_again(form, changed.mark)
        return STALE
    return DONE


def see_again(form: forms.Form, mark: int) -> None:
    """Let the form count as one whose reader saw the present state; what was typed stays."""
    form.data = {**form.data.dict(), "seen": str(mark)}  # type: ignore[attr-defined]  # always a QueryDict


def require(allowed: bool) -> None:
    """403 for whoever may not keep this part of the network."""
    if not allowed:
        raise PermissionDenied


def branches_near(area_id: int) -> list[OrganisationRow]:
    """Branches of the place and, behind them, those of the street, town or zone that it lies in."""
    path = tree().area_path(area_id)
    street = path[1] if len(path) > 1 else path[0]
    inside = tree().areas_below(area_id)
    found = [each for each in organisations_in(street.id) if each.kind == OrganisationKind.BRANCH]
    return sorted(found, key=lambda each: (each.area_id not in inside, each.code))


def initial(day: date, **values: Any) -> dict[str, Any]:
    """What an empty form begins with: it counts from today unless said otherwise."""
    return {"day": day, **values}
