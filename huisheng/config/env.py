"""The one list of settings that Huisheng reads from the environment, checked when a process starts.

`docs/reference/settings.md` shows this list to people; a test keeps the two the same.
"""

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from huisheng.verify.note import COSIGNATURE, read_key

HIGHEST_PORT = 65535
CHECKOUT = Path(__file__).resolve().parents[2]

Value = str | int | bool | Path


class SettingError(Exception):
    """A setting has a value that cannot be used; the message says which, and what would do."""


@dataclass(frozen=True)
class Setting:
    name: str
    default: str
    meaning: str
    parse: Callable[[str], Value] = str


def flag(text: str) -> bool:
    if text not in {"0", "1"}:
        raise ValueError("use 1 for yes or 0 for no")
    return text == "1"


def whole_number(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError("use a whole number")
    return int(text)


def port(text: str) -> int:
    number = whole_number(text)
    if not 1 <= number <= HIGHEST_PORT:
        raise ValueError("use a port number from 1 to 65535")
    return number


def folder(text: str) -> Path:
    """A path; a relative one counts from the checkout, not from wherever the command was typed."""
    return CHECKOUT / text


def web_address(text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise ValueError("use an address that begins with http:// or https://")
    return text.rstrip("/")


def witness_list(text: str) -> str:
    """Address and key of each witness, with blanks between."""
    parts = text.split()
    if len(parts) % 2:
        raise ValueError("write the address and the key of each witness, with blanks between")
    for address, key in zip(parts[::2], parts[1::2], strict=True):
        if not web_address(address) or read_key(key).type != COSIGNATURE:
            raise ValueError("a witness has an address and a key for cosignatures, as name+id+key")
    return text


def database_address(text: str) -> str:
    if text and not text.startswith(("postgresql://", "postgres://")):
        raise ValueError("use an address that begins with postgresql://")
    return text


def login(text: str) -> str:
    if text not in {"runtime", "owner"}:
        raise ValueError("use runtime or owner")
    return text


SETTINGS = (
    Setting("PORT", "8765", "Port that the web server listens on.", port),
    Setting(
        "HUISHENG_BIND", "127.0.0.1", "Network address that the web server listens on; 0.0.0.0 means all."
    ),
    Setting(
        "HUISHENG_ADDRESS",
        "",
        "Address that people type, used in links of receipts; empty means http://localhost and the port.",
        web_address,
    ),
    Setting(
        "HUISHENG_HOSTS", "localhost,127.0.0.1,[::1]", "Host names that are answered, with commas between."
    ),
    Setting(
        "HUISHENG_PROXIES",
        "0",
        "How many trusted proxies stand in front and tell the caller's address "
        "and whether the line is encrypted.",
        whole_number,
    ),
    Setting(
        "DATABASE_URL",
        "",
        "PostgreSQL server (15 or newer) and runtime login; empty means the embedded server.",
        database_address,
    ),
    Setting(
        "DATABASE_OWNER_URL",
        "",
        "The same database with the owner's login, for migrations and loaders.",
        database_address,
    ),
    Setting(
        "HUISHENG_LOGIN",
        "runtime",
        "Which of the two logins this process uses: runtime or owner. Commands choose for themselves.",
        login,
    ),
    Setting(
        "HUISHENG_POOL",
        "0",
        "Most database connections that one web process holds in its pool; 0 means no "
        "pool. The web server sets 4.",
        whole_number,
    ),
    Setting(
        "HUISHENG_PREPARE",
        "1",
        "1 plans a query once that a connection asks again and again; 0 behind a PgBouncer older than 1.22.",
        flag,
    ),
    Setting(
        "HUISHENG_STATE",
        ".huisheng",
        "Folder for the embedded database, keys, compiled files and logs.",
        folder,
    ),
    Setting(
        "HUISHENG_SECRET_KEY",
        "",
        "Key that signs sessions; empty means one made once and kept in the state "
        "folder. Machines that share the work must share it.",
    ),
    Setting(
        "HUISHENG_KEY_FILE",
        "",
        "File with the keys of sealed fields, kept apart from every backup of the "
        "database; empty means `keys.json` in the state folder.",
    ),
    Setting("HUISHENG_DEMO", "0", "1 runs the demo district: demo accounts exist only then.", flag),
    Setting("HUISHENG_DEBUG", "0", "1 shows error details in the browser. Never where residents come.", flag),
    Setting("HUISHENG_DISTRICT", "", "Name of the district, shown beside the mark; the demo has its own."),
    Setting("HUISHENG_WEB_WORKERS", "2", "Web server processes.", whole_number),
    Setting("HUISHENG_WEB_THREADS", "4", "Threads in each web server process.", whole_number),
    Setting("HUISHENG_WORKERS", "3", "Job workers whose heartbeat /healthz expects.", whole_number),
    Setting(
        "HUISHENG_BODY_LIMIT",
        "83886080",
        "Largest request body that is taken, in bytes; six pictures of 12 MB must fit.",
        whole_number,
    ),
    Setting(
        "HUISHENG_IDLE_MINUTES",
        "30",
        "Minutes without an act after which staff are signed out.",
        whole_number,
    ),
    Setting(
        "HUISHENG_TILES",
        "",
        "Address of map tiles with {z}, {x} and {y}; empty means outlines and names only.",
        web_address,
    ),
    Setting("HUISHENG_TILES_CREDIT", "", "Credit shown under maps drawn over those tiles."),
    Setting(
        "HUISHENG_MAIL",
        "",
        "Mail server, as in smtp://name:password@host:587 (smtps:// for TLS from the "
        "start); empty means that mails are files in the state folder.",
    ),
    Setting("HUISHENG_MAIL_FROM", "huisheng@localhost", "Sender of mails."),
    Setting(
        "HUISHENG_SMS",
        "",
        "Gateway for SMS, as in https://name:password@host/send (docs/reference/message-gateway.md); "
        "empty means that messages are files in the state folder.",
        web_address,
    ),
    Setting(
        "HUISHENG_LOG_KEY_FILE",
        "",
        "File with the key of the tamper-evident log (`huisheng make_log_key`), kept apart from every backup "
        "of the database; empty means `log-key.json` in the state folder.",
    ),
    Setting(
        "HUISHENG_WITNESSES",
        "",
        "Witnesses of the log (docs/reference/evidence.md): address and key of each, with blanks between.",
        witness_list,
    ),
    Setting(
        "HUISHENG_CHAT",
        "",
        "Gateway for chat messages, in the same form; tried before SMS. Empty means that there is none.",
        web_address,
    ),
    Setting(
        "HUISHENG_GATEWAY_KEY",
        "",
        "Key with which gateways sign delivery reports; empty means that they send none.",
    ),
    Setting(
        "HUISHENG_STAND_IN",
        "0",
        "First of two ports on which the demo's stand-in for gateway and mail server listens; 0 means that "
        "there is none. `huisheng demo` chooses free ones.",
        whole_number,
    ),
    Setting("HUISHENG_LOG_LEVEL", "INFO", "How much is logged: DEBUG, INFO, WARNING or ERROR."),
    Setting(
        "HUISHENG_CHROMIUM", "", "Chromium for browser tests; empty means that the usual places are searched."
    ),
    Setting("HUISHENG_TEST_DB", "", "Ending of the test database's name, so that two runs do not meet."),
)


def read(environ: Mapping[str, str]) -> dict[str, Value]:
    """Every setting by name, parsed. Raises `SettingError` that lists all faults at once.

    An unknown HUISHENG_ name is a fault as well: a security setting with a typing error would
    otherwise be silently without effect.
    """
    faults = []
    values: dict[str, Value] = {}
    for setting in SETTINGS:
        try:
            values[setting.name] = setting.parse(environ.get(setting.name) or setting.default)
        except ValueError as fault:
            faults.append(f"{setting.name}: {fault}.")
    for name in environ:
        if name.startswith("HUISHENG_") and name not in values and name not in {s.name for s in SETTINGS}:
            near = difflib.get_close_matches(name, values, 1)
            faults.append(f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else "."))
    if faults:
        raise SettingError("\n".join([*faults, "All settings: docs/reference/settings.md"]))
    return values


class Environment:
    """The settings of this process, with their types."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._values = read(environ)

    def text(self, name: str) -> str:
        return str(self._values[name])

    def number(self, name: str) -> int:
        value = self._values[name]
        if not isinstance(value, int):
            raise TypeError(name)
        return value

    def yes(self, name: str) -> bool:
        return self._values[name] is True

    def path(self, name: str) -> Path:
        return CHECKOUT / str(self._values[name])

    @property
    def state(self) -> Path:
        return self.path("HUISHENG_STATE")


def environment() -> Environment:
    return Environment(os.environ)
