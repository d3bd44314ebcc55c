"""Signing checkpoints: only the right edge of the tree is read."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Max

from huisheng.core import clock
from huisheng.evidence.keys import log_key
from huisheng.evidence.models import Checkpoint, Cosignature
from huisheng.evidence.queries import tree
from huisheng.verify import checkpoint as heads
from huisheng.verify.merkle import root

KEPT = timedelta(days=7)


@transaction.atomic
def sign_checkpoint() -> Checkpoint | None:
    """Sign the log as it stands; None when nothing was appended since the last one.

    Two processes that sign at once sign the same: one row stays. `NoKey` when there is no log.
    """
    key = log_key()
    size = tree.size()
    if Checkpoint.objects.filter(size__gte=size).exists():
        return None
    head = heads.Checkpoint(key.origin, size, root(tree.read, size))
    made = Checkpoint(size=size, root=head.root, note=str(head.signed(key.signer)))
    Checkpoint.objects.bulk_create([made], ignore_conflicts=True)
    return made


def forget_old_checkpoints() -> int:
    """After a week only the last checkpoint of a day, and what a witness cosigned, is kept; how many went."""
    old = Checkpoint.objects.filter(at__lt=clock.now() - KEPT)
    last = old.values("at__date").annotate(size=Max("size")).values("size")
    gone, _each = old.exclude(size__in=last).exclude(size__in=Cosignature.objects.values("size")).delete()
    return gone
