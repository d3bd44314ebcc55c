"""Reopen 重新打开率: sent back within 30 days after closing, of all that were ever closed."""

from django.utils.translation import gettext_lazy as _

from huisheng.goals.indicators.indicator import share

INDICATOR = share(
    "reopen",
    _("重新打开率"),
    _("办结过的里面，三十天以内又退回的。目标是不超过 %(aim)s。"),
    lambda figures, _parameters: (figures.counts.reopened, figures.counts.ever_closed),
)
