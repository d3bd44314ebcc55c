"""What must be true before Django starts, for every kind of process."""

import os
from typing import TYPE_CHECKING

from huisheng.config import postgres, state
from huisheng.config.database import is_embedded
from huisheng.config.env import environment

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler


def prepare(login: str = "", with_database: bool = True) -> None:
    """Check the settings, make the keys, have the embedded database running if it is the one to use.

    Raises `SettingError` or `CannotStart`, whose messages are for people.
    """
    if login:
        os.environ["HUISHENG_LOGIN"] = login
    env = environment()
    state.prepare()
    if with_database and is_embedded(env):
        postgres.use()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huisheng.config.settings")


def web_application() -> "WSGIHandler":
    prepare()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()
