"""That somebody is left who can manage accounts."""

from django.utils.translation import gettext_lazy as _

from huisheng.people import queries
from huisheng.people.models import Appointment, Role
from huisheng.people.refusals import Refused

# One may go when there are two.
FEWEST_TO_END = 2


def require_another_administrator() -> None:
    """`Refused` unless two administrators are in force, before one of them goes. Within the act's transaction.

    All their appointments are locked, in one order, before they are counted: otherwise two who end each
    other at the same moment would both still see the other, and leave nobody.
    """
    list(Appointment.objects.select_for_update().filter(kind=Role.Kind.ADMINISTER).order_by("id"))
    if queries.active_administrators() < FEWEST_TO_END:
        raise Refused(_("这是最后一名管理员，不能结束。"))
