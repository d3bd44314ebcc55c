from django.db import transaction
from django.utils.translation import gettext_lazy as _

from huisheng.core import audit, clock
from huisheng.network.tree import tree
from huisheng.people import queries
from huisheng.people.actions.grants import appointment_from
from huisheng.people.actions.invitations import Invited, invite
from huisheng.people.actions.load_roles import load_roles
from huisheng.people.actions.persons import add_person
from huisheng.people.models import RoleGrant
from huisheng.people.refusals import Refused

ENOUGH = 2


@transaction.atomic
def first_administrator(name: str, login: str) -> Invited:
    """Make an administrator at the top unit, for whoever runs the server, and the link for the password.

    Works until two administrators are in force, since every later role takes two of them. Raises `Refused`.
    """
    if queries.active_administrators() >= ENOUGH:
        raise Refused(_("已经有两名管理员了。请他们来邀请。"))
    root = tree().root
    if root is None:
        raise Refused(_("还没有单位。请先载入组织网络。"))
    load_roles()
    person = add_person(name, actor=None)
    invited = invite(person, login, actor=None)
    grant = RoleGrant.objects.create(
        person=person,
        role_id="administrator",
        by_operator=True,
        confirmed_at=clock.now(),
        unit_id=root.id,
        since=clock.today(),
    )
    appointment_from(grant)
    audit.record(
        "first_administrator_made", actor=None, subject=f"person:{person.pk}", account=invited.account.pk
    )
    return invited
