"""Mail: a server named by one address, or files in the state folder where there is none."""

from typing import Any
from urllib.parse import unquote, urlsplit

from huisheng.config.env import Environment, SettingError


def mail_settings(env: Environment) -> dict[str, Any]:
    """Django's EMAIL_ settings."""
    sender = {
        "DEFAULT_FROM_EMAIL": env.text("HUISHENG_MAIL_FROM"),
        "SERVER_EMAIL": env.text("HUISHENG_MAIL_FROM"),
    }
    if not env.text("HUISHENG_MAIL"):
        return sender | {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(env.state / "mail"),
        }
    server = urlsplit(env.text("HUISHENG_MAIL"))
    if server.scheme not in {"smtp", "smtps"} or not server.hostname:
        raise SettingError("HUISHENG_MAIL: use an address like smtp://name:password@host:587.")
    return sender | {
        "EMAIL_HOST": server.hostname,
        "EMAIL_PORT": server.port or (465 if server.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(server.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(server.password or ""),
        "EMAIL_USE_SSL": server.scheme == "smtps",
        "EMAIL_USE_TLS": server.scheme == "smtp" and bool(server.username),
        "EMAIL_TIMEOUT": 10,
    }
