"""Sessions in the database, read at every request of staff with a statement that is made once."""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField
from django.utils import timezone

from huisheng.core.prepared import Given, Prepared, columns_of

COLUMNS = columns_of(Session)
_session = Prepared(
    lambda: Session.objects.filter(
        session_key=Given("key", CharField()), expire_date__gt=Given("now", DateTimeField())
    ).values_list(*COLUMNS)
)


class SessionStore(DatabaseSessions):
    """As Django's own, which reads by a query that it makes anew each time."""

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        found = _session.rows(key=self.session_key, now=timezone.now()) if self.session_key else []
        if found:
            return Session.from_db(None, COLUMNS, found[0])
        self._session_key = None
        return None
