"""`huisheng load_goals`: the two standing goals, where they are not set yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from huisheng.goals.actions.load_goals import load_standing_goals


class Command(BaseCommand):
    """Runs the act and says how many it set; the nightly job does the same."""

    help = "Set the two standing goals of the model for the unit at the top. A second time changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Set them."""
        self.stdout.write(_("建立了 %(count)d 个长期目标。") % {"count": load_standing_goals()})
