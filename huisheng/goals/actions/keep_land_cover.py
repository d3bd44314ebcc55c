"""Work out the cover of a large city's land after a change, so that no page has to."""

from __future__ import annotations

from huisheng.core import audit, clock
from huisheng.goals.models import LandCover
from huisheng.goals.queries.kept import written
from huisheng.goals.queries.land import land
from huisheng.goals.queries.streets import streets
from huisheng.goals.queries.view import ROW, is_large
from huisheng.network import tree


def keep_land_cover() -> bool:
    """Whether there was anything to do: a large city whose network is another than the one worked out.

    The first time takes as long as it takes (a minute for 20,000 plots); the process keeps the cover, so that after
    an edit only what changed is made anew.
    """
    tree.forget()
    stamp = tree.tree().stamp
    if not is_large() or LandCover.objects.filter(pk=ROW, stamp=stamp).exists():
        return False
    found = land()
    if found is None:
        return False
    values = {"stamp": stamp, "as_of": clock.now(), "content": written(found, streets())}
    LandCover.objects.update_or_create(pk=ROW, defaults=values)
    audit.record("goals.land_cover_kept", actor=None, plots=len(tree.tree().plots))
    return True
