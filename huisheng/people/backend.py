from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AbstractUser
from django.db.models import BigIntegerField

from huisheng.core.prepared import Given, Prepared, columns_of
from huisheng.people.models import Account, Person

ACCOUNT, PERSON = columns_of(Account), columns_of(Person)
_account = Prepared(
    lambda: Account.objects.filter(pk=Given("id", BigIntegerField())).values_list(
        *ACCOUNT, *(f"person__{name}" for name in PERSON)
    )
)


class AccountBackend(AuthenticationBackend):  # type: ignore[misc]
    """Lets in whom allauth lets in, apart from ended accounts, and demo accounts outside the demo.

    Django asks it again at every request, so that an account that ends is out at once.
    """

    def user_can_authenticate(self, user: AbstractBaseUser | AbstractUser | None) -> bool:
        return isinstance(user, Account) and may_enter(user)

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session with its person, in one statement."""
        found = _account.rows(id=user_id)
        if not found:
            return None
        account = Account.from_db(None, ACCOUNT, found[0][: len(ACCOUNT)])
        account.person = Person.from_db(None, PERSON, found[0][len(ACCOUNT) :])
        return account if may_enter(account) else None


def may_enter(account: Account) -> bool:
    """Whether the account is in force, and belongs to the demo only in the demo."""
    return account.is_active and (settings.DEMO or not account.demo)
