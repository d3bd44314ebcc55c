"""Delivery reports of the stand-in, signed as the interface asks."""

import hashlib
import hmac
import json
import threading
import time
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from huisheng.outbox.stand_in.store import Manner, Store

Report = Callable[[str, str, dict[str, str]], None]
TRIES, BETWEEN = 5, 2.0


@dataclass
class Reporter:
    """Sends reports after `pause` seconds, from a thread, so that they may overtake the answer's reader."""

    store: Store
    key: str
    report: Report
    pause: float

    def later(self, address: str, message_key: str) -> None:
        """Report what became of a message: twice when behaving so, and failed when lying."""
        if not self.key or not address:
            return
        status = "failed" if self.store.manner is Manner.LIES else "delivered"
        times = 2 if self.store.manner is Manner.TWICE else 1
        threading.Thread(target=self._send, args=(address, message_key, status, times), daemon=True).start()

    def _send(self, address: str, message_key: str, status: str, times: int) -> None:
        time.sleep(self.pause)
        body = json.dumps({"key": message_key, "status": status})
        for _time in range(times):
            self._try(address, body)
        self.store.reported(message_key, status)

    def _try(self, address: str, body: str) -> None:
        for attempt in range(TRIES):
            with suppress(OSError):
                self.report(address, body, self._signed(body))
                return
            time.sleep(BETWEEN * attempt)

    def _signed(self, body: str) -> dict[str, str]:
        timestamp = str(int(time.time()))
        signature = hmac.new(self.key.encode(), f"{timestamp}.{body}".encode(), hashlib.sha256).hexdigest()
        return {
            "Content-Type": "application/json",
            "Huisheng-Timestamp": timestamp,
            "Huisheng-Signature": signature,
        }


def post_report(address: str, body: str, headers: dict[str, str]) -> None:
    """Over HTTP. OSError when it was not taken."""
    request = urllib.request.Request(address, body.encode(), headers, method="POST")  # noqa: S310  # ours
    urllib.request.urlopen(request, timeout=10).close()  # noqa: S310
