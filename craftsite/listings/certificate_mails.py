"""Letters to those who speak for a maker, about its certificates."""

from collections.abc import Iterable
from typing import Any

from flask_babel import force_locale

from craftsite.listings.certificate_models import Certificate
from craftsite.listings.certificate_names import CERTIFICATE_NAMES
from craftsite.mail.letters import Letter
from craftsite.mail.outbox import send
from craftsite.producers.models import Membership
from craftsite.web.languages import Language


def send_lapses(certificate: Certificate, people: Iterable[Membership]) -> None:
    """Until when a certificate is shown, and what to do when there is a new one."""
    _send(certificate, people, "certificate_lapses", valid_until=certificate.valid_until)


def send_refused(certificate: Certificate, people: Iterable[Membership]) -> None:
    """Why an office cannot let a certificate be shown."""
    _send(certificate, people, "certificate_refused", reason_told=certificate.reason)


def _send(certificate: Certificate, people: Iterable[Membership], kind: str, **values: Any) -> None:
    for person in people:
        user = person.user
        if user.has_mailbox and user.active:
            language = Language(user.language)
            with force_locale(language):
                what = str(CERTIFICATE_NAMES[certificate.kind])
            told = {"name": user.name, "what": what, "number": certificate.number, "certificate_id": certificate.id}
            send(Letter(f"listings/{kind}", user.email, language, {**told, **values}))
