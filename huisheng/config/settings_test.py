"""Settings of the tests: the same, on a database of their own, an unencrypted line, a quick hasher."""

from huisheng.config import start

# Tests make databases, so they log in as the owner; conftest.py then takes the runtime role.
start.prepare("owner")

from huisheng.config.settings import *  # noqa: E402, F403
from huisheng.config.settings import DATABASES, STATIC_ROOT, STORAGES  # noqa: E402

DEBUG = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = False
SECURE_HSTS_SECONDS = 0
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PUBLIC_ADDRESS = "http://testserver"
GATEWAYS = {"sms": "", "chat": ""}
GATEWAY_KEY = ""
# No log, whatever there is in the state folder; tests make their own (tests/support/log.py).
LOG_KEY_FILE = STATIC_ROOT.parent / "no-log-key.json"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DATABASES["default"]["OPTIONS"].pop("pool", None)
DATABASES["default"]["CONN_MAX_AGE"] = 0
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
