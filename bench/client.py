"""A closed loop of HTTP clients: each connection sends its next request when it has its answer."""

import socket
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Result:
    """Times of all answers in seconds, and how many were not as expected."""

    seconds: float
    times: list[float] = field(default_factory=list)
    bad: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def percentile(self, percent: int) -> float:
        """In milliseconds."""
        return statistics.quantiles(self.times, n=100, method="inclusive")[percent - 1] * 1000


def load(
    port: int, connections: int, seconds: float, request: Callable[[int, int], bytes], expected: bytes
) -> Result:
    """Run `connections` loops for `seconds`. `request(connection, count)` makes the bytes to send;
    an answer counts as good when its first line contains `expected`."""
    result = Result(seconds)
    lock = threading.Lock()
    begin = threading.Barrier(connections + 1)

    def loop(connection: int) -> None:
        times, bad, count = [], 0, 0
        with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
            begin.wait()
            end = time.perf_counter() + seconds
            while (sent := time.perf_counter()) < end:
                line.sendall(request(connection, count))
                good = expected in answer(line).split(b"\r\n", 1)[0]
                times.append(time.perf_counter() - sent)
                bad += not good
                count += 1
        with lock:
            result.times += times
            result.bad += bad

    threads = [threading.Thread(target=loop, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    begin.wait()
    for thread in threads:
        thread.join()
    return result


def answer(line: socket.socket) -> bytes:
    """The head of one whole answer, whose body is read to its end, by its Content-Length."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _more(line)
    head, _, body = data.partition(b"\r\n\r\n")
    length = next(
        (
            int(row.split(b":")[1])
            for row in head.split(b"\r\n")
            if row.lower().startswith(b"content-length:")
        ),
        0,
    )
    missing = length - len(body)
    while missing > 0:
        missing -= len(_more(line))
    return head


def _more(line: socket.socket) -> bytes:
    data = line.recv(65536)
    if not data:
        raise ConnectionError("the server hung up")
    return data
