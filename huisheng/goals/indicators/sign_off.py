"""Sign-off 按期签收率: assignments accepted in time, of all assignments."""

from django.utils.translation import gettext_lazy as _

from huisheng.goals.indicators.indicator import share

INDICATOR = share(
    "sign_off",
    _("按期签收率"),
    _("每一次交办，在签收时限以内签收了的。"),
    lambda figures, _parameters: (figures.signed_in_time, figures.assigned),
)
