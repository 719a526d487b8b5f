"""A mail server that takes letters, or fails in one of the ways that mail servers fail."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

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
