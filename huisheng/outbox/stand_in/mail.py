"""The mail server of the stand-in: as much of SMTP (RFC 5321) as a sender of plain mails needs."""

import email
import email.policy
from socketserver import StreamRequestHandler
from typing import TYPE_CHECKING

from huisheng.outbox.stand_in.store import Manner

if TYPE_CHECKING:
    from huisheng.outbox.stand_in.servers import MailServer


class MailHandler(StreamRequestHandler):
    """One connection."""

    server: "MailServer"
    timeout = 60

    def handle(self) -> None:
        """Answer line by line until QUIT."""
        if self.server.store.manner is Manner.BUSY:
            self._say("421 come later")
            return
        self._say("220 stand-in")
        while line := self.rfile.readline():
            verb = line[:4].upper().decode("ascii", "replace").strip()
            if verb == "QUIT":
                self._say("221 bye")
                return
            if verb == "DATA":
                if not self._take():
                    return
            elif verb == "RCPT" and self.server.store.manner is Manner.REFUSES:
                self._say("550 nobody here")
            else:
                self._say({"EHLO": "250 stand-in", "HELO": "250 stand-in"}.get(verb, "250 ok"))

    def _take(self) -> bool:
        """Take one mail; False when the line is cut off afterwards without an answer."""
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) and line.rstrip(b"\r\n") != b".":
            lines.append(line[1:] if line.startswith(b".") else line)
        mail = email.message_from_bytes(b"".join(lines), policy=email.policy.default)
        text = mail.get_content() if not mail.is_multipart() else ""
        self.server.store.take(
            "email", str(mail["To"]), str(mail["Subject"]), str(text), str(mail["Message-ID"])
        )
        if self.server.store.manner is Manner.HANGS:
            self.server.store.wait()
        if self.server.store.manner in (Manner.HANGS, Manner.CUTS_OFF):
            return False
        self._say("250 taken")
        return True

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())
