"""The stand-in whole: both servers in threads of this process."""

import threading
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from socketserver import ThreadingTCPServer

from huisheng.outbox.stand_in.gateway import GatewayHandler
from huisheng.outbox.stand_in.mail import MailHandler
from huisheng.outbox.stand_in.reports import Reporter, post_report
from huisheng.outbox.stand_in.store import Manner, Store


class GatewayServer(ThreadingHTTPServer):
    """HTTP; its handlers reach the store and the reporter through it."""

    daemon_threads = True

    def __init__(self, address: tuple[str, int], store: Store, reporter: Reporter) -> None:
        super().__init__(address, GatewayHandler)
        self.store, self.reporter = store, reporter


class MailServer(ThreadingTCPServer):
    """SMTP."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], store: Store) -> None:
        super().__init__(address, MailHandler)
        self.store = store


class StandIn:
    """Both servers; ports of 0 are chosen by the system. `key` signs reports; without one none are sent.

    `has_chat` says whether a number belongs to somebody who uses the chat; others are refused there.
    """

    def __init__(
        self,
        http_port: int = 0,
        mail_port: int = 0,
        *,
        key: str = "",
        report: Callable[[str, str, dict[str, str]], None] = post_report,
        pause: float = 1.0,
        has_chat: Callable[[str], bool] = lambda _number: True,
    ) -> None:
        self.store = Store(has_chat=has_chat)
        reporter = Reporter(self.store, key, report, pause)
        self._gateway = GatewayServer(("127.0.0.1", http_port), self.store, reporter)
        self._mail = MailServer(("127.0.0.1", mail_port), self.store)
        self._threads = [
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
            for server in (self._gateway, self._mail)
        ]

    @property
    def http_port(self) -> int:
        """Where the gateway listens."""
        return self._gateway.server_port

    @property
    def mail_port(self) -> int:
        """Where the mail server listens."""
        return int(self._mail.server_address[1])

    def behave(self, manner: Manner) -> None:
        """From now on, behave so; whoever hangs is let go."""
        self.store.released.set()
        self.store.released = threading.Event()
        self.store.manner = manner

    def start(self) -> None:
        """Begin to listen."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Let go of everybody and close."""
        self.store.released.set()
        for server in (self._gateway, self._mail):
            server.shutdown()
            server.server_close()

    def wait(self) -> None:
        """Until the process is told to end."""
        for thread in self._threads:
            thread.join()
