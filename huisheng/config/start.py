"""What must be true before Django starts, for every kind of process."""

import gc
import os
import sys
from typing import TYPE_CHECKING

from huisheng.config import postgres, state
from huisheng.config.database import is_embedded
from huisheng.config.env import environment

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

# A page computes for some 5 ms and waits for the database in between. Python's usual 5 ms would let the threads
# take turns within a page, and all their pages would be late together.
SWITCH_SECONDS = 0.05
# The network in memory is a hundred thousand objects that live long. Python's usual 700 new ones would have them
# looked through for cycles again and again: a third of the time of a sweep over thousands of cases.
NEW_OBJECTS, OF_YOUNG, OF_MIDDLE = 50_000, 20, 20


def prepare(login: str = "", with_database: bool = True) -> None:
    """Check the settings, make the keys, have the embedded database running if it is the one to use.

    Raises `SettingError` or `CannotStart`, whose messages are for people.
    """
    if login:
        os.environ["HUISHENG_LOGIN"] = login
    gc.set_threshold(NEW_OBJECTS, OF_YOUNG, OF_MIDDLE)
    env = environment()
    state.prepare()
    if with_database and is_embedded(env):
        postgres.use()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huisheng.config.settings")


def web_application() -> "WSGIHandler":
    prepare()
    sys.setswitchinterval(SWITCH_SECONDS)
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
