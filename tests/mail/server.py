"""A mail server that takes letters, or fails in one of the ways that mail servers fail."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import StrEnum
from typing import BinaryIO

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from tests.site import free_port

Answer = Callable[[SMTP], str]

TAKEN = "250 taken"


class MailServer:
    """Keeps what it got; `answer` is what it says to a letter, `to_recipient` what to an address.

    Whoever wants to sign in must be `pengirim` and say `rahasia`.
    """

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.answer: Answer = lambda connection: TAKEN
        self.to_recipient = "250 known"
        self.port = free_port()

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Takes or refuses an address."""
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Has the letter in hand, and answers."""
        letter = message_from_bytes(envelope.content or b"", policy=policy.default)
        letter["X-Envelope-From"], letter["X-Envelope-To"] = envelope.mail_from, ", ".join(envelope.rcpt_tos)
        self.letters.append(letter)
        return self.answer(server)

    def ids(self) -> list[str]:
        """The Message-ID of each letter, in the order they came."""
        return [letter["Message-ID"] for letter in self.letters]


def hang_up(connection: SMTP) -> str:
    """Breaks the connection instead of saying that the letter was taken."""
    connection.transport.abort()
    return TAKEN


def _known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, login: LoginPassword) -> AuthResult:
    return AuthResult(success=(login.login, login.password) == (b"pengirim", b"rahasia"), handled=False)


@contextmanager
def running_server() -> Iterator[MailServer]:
    """A mail server on this machine that runs inside the block."""
    server = MailServer()
    controller = Controller(
        server, hostname="127.0.0.1", port=server.port, authenticator=_known, auth_require_tls=False
    )
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


@contextmanager
def silent_port() -> Iterator[socket.socket]:
    """A socket that lets everyone connect and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


class Stage(StrEnum):
    """A point of the conversation at which a server can fail; the last is after it has the whole letter in hand."""

    GREETING = "greeting"
    EHLO = "ehlo"
    MAIL = "mail"
    RCPT = "rcpt"
    DATA = "data"
    LETTER = "letter"


class Failure(StrEnum):
    """What a server does instead of what it should."""

    REFUSES_FOR_NOW = "451 try again later"
    REFUSES_FOR_GOOD = "554 not here"
    HANGS_UP = "hangs up"
    SAYS_NOTHING = "says nothing"


class FailingServer:
    """Speaks SMTP by hand, one conversation after another, and fails at one stage until it is `mended`.

    A letter counts as taken once its last line has come, whatever is answered to it.
    """

    def __init__(self, stage: Stage, failure: Failure) -> None:
        self.stage, self.failure = stage, failure
        self.is_mended = False
        self.ids: list[str] = []
        self.asked = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends the server."""
        # Closing alone does not wake the thread that waits in `accept`.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=10)

    def _serve(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            self.asked += 1
            with connection, connection.makefile("rwb") as lines, suppress(_OverError, OSError):
                self._talk(lines)

    def _talk(self, lines: BinaryIO) -> None:
        self._answer(lines, Stage.GREETING, "220 here")
        for command in lines:
            verb = command.split()[0].upper()
            if verb in (b"EHLO", b"HELO"):
                self._answer(lines, Stage.EHLO, "250 hello")
            elif verb == b"MAIL":
                self._answer(lines, Stage.MAIL, "250 fine")
            elif verb == b"RCPT":
                self._answer(lines, Stage.RCPT, "250 known")
            elif verb == b"DATA":
                if self._answer(lines, Stage.DATA, "354 go on"):
                    self._take(lines)
                    self._answer(lines, Stage.LETTER, "250 taken")
            else:
                self._say(lines, "221 bye" if verb == b"QUIT" else "250 fine")

    def _take(self, lines: BinaryIO) -> None:
        for line in lines:
            if line == b".\r\n":
                return
            if line.lower().startswith(b"message-id:"):
                self.ids.append(line.partition(b":")[2].strip().decode())

    def _answer(self, lines: BinaryIO, stage: Stage, usual: str) -> bool:
        if self.is_mended or stage is not self.stage:
            self._say(lines, usual)
            return True
        if self.failure is Failure.HANGS_UP:
            raise _OverError
        if self.failure is Failure.SAYS_NOTHING:
            # The other side gives up, and reading ends.
            lines.read()
            raise _OverError
        self._say(lines, self.failure)
        return False

    @staticmethod
    def _say(lines: BinaryIO, text: str) -> None:
        lines.write(f"{text}\r\n".encode())
        lines.flush()


class _OverError(Exception):
    """The conversation is over."""


@contextmanager
def failing_server(stage: Stage, failure: Failure) -> Iterator[FailingServer]:
    """A server that fails so, and runs inside the block."""
    server = FailingServer(stage, failure)
    try:
        yield server
    finally:
        server.close()
