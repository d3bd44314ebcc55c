"""Logging without personal data: no query strings, no addresses, no request bodies, no values of variables."""

import logging
import traceback
from typing import Any


class PathOnly(logging.Filter):
    """Django logs the path of a request; a search or a secret link must not follow it into the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(_without_query(each) for each in record.args)
        return True


def _without_query(value: object) -> object:
    return value.split("?", 1)[0] if isinstance(value, str) else value


class PlainFormatter(logging.Formatter):
    """A traceback by file and line, without the exception's words: those may quote what a resident wrote."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  (the name is logging's)
        kind, _, frames = ei
        places = [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(frames)]
        return "\n".join([*places, f"  {kind.__module__}.{kind.__qualname__}"])


def logging_settings(level: str, debug: bool) -> dict[str, Any]:
    formatter = "huisheng.config.logs.PlainFormatter" if not debug else "logging.Formatter"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"path_only": {"()": "huisheng.config.logs.PathOnly"}},
        "formatters": {"plain": {"()": formatter, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["path_only"]}},
        "root": {"handlers": ["out"], "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
            "procrastinate": {"level": "WARNING"},
        },
    }
