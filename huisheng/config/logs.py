"""Logging without personal data: no addresses, no query strings, no bodies, no values of variables."""

import logging
import traceback
from types import TracebackType
from typing import Any

from huisheng.config.middleware.access_log import route_of

ExcInfo = tuple[type[BaseException] | None, BaseException | None, TracebackType | None]


class RouteOnly(logging.Filter):
    """Django logs the path of a request that failed; a secret link must not follow it into the log.

    It logs it escaped, so that it need not be equal to the request's: whatever begins like a path is one.
    That `/healthz` says "down" is an answer and no error; monitors ask it every few seconds.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if route_of(request) == "/healthz":
            return False
        if request is not None and isinstance(record.args, tuple):
            record.args = tuple(route_of(request) if _is_path(each) else each for each in record.args)
        return True


def _is_path(value: object) -> bool:
    return isinstance(value, str) and value.startswith("/")


class PlainFormatter(logging.Formatter):
    """A traceback by file and line, without the exception's words: those may quote what a resident wrote."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  (the name is logging's)
        kind, _, frames = ei
        places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(frames)]
        name = f"{kind.__module__}.{kind.__qualname__}" if kind else "no exception"
        return "\n".join([*places, f"  {name}"])


def logging_settings(level: str, debug: bool) -> dict[str, Any]:
    formatter = "logging.Formatter" if debug else "huisheng.config.logs.PlainFormatter"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"route_only": {"()": "huisheng.config.logs.RouteOnly"}},
        "formatters": {
            "plain": {"()": formatter, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
        },
        "handlers": {
            "out": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["route_only"]}
        },
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            # Django's own handlers would print on top of ours, and mail error pages with their variables.
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "procrastinate": {"level": "WARNING"},
            # It warns of every try to connect while the database is away.
            "psycopg.pool": {"level": "ERROR"},
        },
    }
