"""How a letter leaves: by SMTP, to one mail server that the settings name."""

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from typing import Any, Self

from craftsite.config import ConfigurationError
from craftsite.jobs.leases import HopelessError, NotNowError
from craftsite.mail.addresses import AddressError, normalized_address

PERMANENT = 500


class Security(StrEnum):
    """How the way to the mail server is kept private."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server, and the address that letters come from."""

    host: str
    port: int
    security: Security
    username: str
    password: str
    timeout_s: int
    sender: str

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> Self:
        """The mail server of SMTP_HOST. Raises ConfigurationError where the other settings do not fit it."""
        try:
            security = Security(settings["SMTP_SECURITY"].lower())
        except ValueError:
            raise ConfigurationError(
                f"CRAFTSITE_SMTP_SECURITY must be one of {', '.join(Security)}, not {settings['SMTP_SECURITY']!r}."
            ) from None
        try:
            sender = normalized_address(settings["MAIL_FROM"])
        except AddressError as error:
            raise ConfigurationError(
                f"CRAFTSITE_MAIL_FROM must be the address letters come from, not {settings['MAIL_FROM']!r}: {error}"
            ) from None
        return cls(
            host=settings["SMTP_HOST"],
            port=settings["SMTP_PORT"],
            security=security,
            username=settings["SMTP_USERNAME"],
            password=settings["SMTP_PASSWORD"],
            timeout_s=settings["SMTP_TIMEOUT_S"],
            sender=sender,
        )

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Returns once the server has taken the letter. Raises NotNowError, or HopelessError for a refused address."""
        with _explained():
            server = self._connect()
            try:
                server.send_message(message, self.sender, [recipient])
                # The letter is theirs: what they say to our farewell must not make it come again.
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
            finally:
                server.close()

    def _connect(self) -> smtplib.SMTP:
        # The name we give ourselves is said, since asking the network for it may take seconds.
        name = self.sender.rpartition("@")[2]
        if self.security is Security.TLS:
            context = ssl.create_default_context()
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, name, timeout=self.timeout_s, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, name, timeout=self.timeout_s)
        try:
            if self.security is Security.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if self.username:
                server.login(self.username, self.password)
        except BaseException:
            server.close()
            raise
        return server


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPRecipientsRefused as refusal:
        [(code, answer)] = refusal.recipients.values()
        error = HopelessError if code >= PERMANENT else NotNowError
        raise error(_said(code, answer)) from refusal
    except smtplib.SMTPResponseException as refusal:
        # Also what is permanent by its number: most of it is a setting of ours or theirs that somebody can mend.
        raise NotNowError(_said(refusal.smtp_code, refusal.smtp_error)) from refusal
    except (smtplib.SMTPException, OSError) as trouble:
        raise NotNowError(f"{type(trouble).__name__}: {trouble}") from trouble


def _said(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"The mail server said: {code} {text}"
