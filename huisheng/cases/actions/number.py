"""The number that is written down for a resident, or for a party of a mediation, is theirs and nobody else's.

With his own, or an office's, a worker would answer the calls and messages that are meant for whoever asked.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from huisheng.people.contacts import PHONE, Contact
from huisheng.people.queries_of_numbers import is_own_number, office_with
from huisheng.people.viewer import Viewer


class NotTheirNumber(Exception):
    """It is known to be somebody else's; `message` says whose, and what to write instead."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


def check_is_theirs(contact: Contact | None, viewer: Viewer | None) -> None:
    """`NotTheirNumber` for that of whoever writes it down, or of an office. One statement where staff write a number.

    Numbers of colleagues are sealed and stay so: they are not compared.
    """
    if contact is None or contact.kind != PHONE or viewer is None:
        return
    if office := office_with(contact.value):
        raise NotTheirNumber(
            _("这是%(office)s的办公电话。请写对方自己的；没有留，就空着。") % {"office": office}
        )
    if is_own_number(viewer, contact.value):
        raise NotTheirNumber(
            _("这是您自己的号码。请写对方的；没有留，就空着。您自己有事要说，请用居民的网页。")
        )
