"""Signing in with a fingerprint: what a device is asked, and whether what it answers is right.

The fingerprint never leaves the device. It lets the device sign a random text of ours with a key that only this site,
at its own address, can ask for; that somebody was recognised is part of what is signed.
"""

import datetime
import ipaddress
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import webauthn
from flask import current_app, request
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from craftsite.accounts.models import User, WebAuthn
from craftsite.accounts.seals import seal, unseal

SIGN_IN, SETUP = "fingerprint", "fingerprint setup"
LIVES = datetime.timedelta(minutes=5)
LONGEST_ANSWER = 6_000
LONGEST_CREDENTIAL_ID = 1_023
# What the library calls a key that signs somebody in by itself.
FIRST = "first"
_KNOWN_TRANSPORTS = frozenset({"usb", "nfc", "ble", "hybrid", "internal", "smart-card"})
_DEFAULT_PORTS = {"http": 80, "https": 443}


class WrongAnswerError(ValueError):
    """What came is not what a device of this account answers to what was asked."""


class CopiedKeyError(WrongAnswerError):
    """The key has signed less often than it had before: there are two of it."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page asks of the device, for its script, and what has to come back with the answer."""

    options: str
    state: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a device has answered; nothing in it is proven yet."""

    credential_id: bytes
    values: dict[str, Any]


def are_possible() -> bool:
    """Whether this request reaches the site at the address that keys are bound to, and browsers allow keys there.

    They want https or this very machine, and a name: none gives a key to a bare IP address.
    """
    site = urlsplit(current_app.config["SITE_URL"])
    is_safe = site.scheme == "https" or site.hostname == "localhost"
    return is_safe and not _is_ip(site.hostname or "") and f"{site.scheme}://{request.host}" == _origin()


def ask_to_sign_in() -> Ask | None:
    """What the door asks of any device; None where it cannot."""
    if not are_possible():
        return None
    options = webauthn.generate_authentication_options(
        rp_id=_rp_id(), user_verification=UserVerificationRequirement.REQUIRED
    )
    state = {"challenge": bytes_to_base64url(options.challenge)}
    return Ask(webauthn.options_to_json(options), seal(SIGN_IN, state))


def ask_to_set_up(user: User, known: Sequence[WebAuthn], session_id: int) -> Ask:
    """What a page of somebody who is signed in asks of a device that has none of the known keys.

    Any kind of device may answer: whoever asks for one kind makes telephones wait in silence. The key is kept on the
    device with the name of its account, so that nobody has to write an address at the door.
    """
    options = webauthn.generate_registration_options(
        rp_id=_rp_id(),
        rp_name=current_app.config["SITE_NAME"],
        user_name=user.address,
        user_display_name=user.name,
        user_id=user.fs_webauthn_user_handle.encode(),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key.credential_id) for key in known],
    )
    state = {"challenge": bytes_to_base64url(options.challenge), "user": user.id, "session": session_id}
    return Ask(webauthn.options_to_json(options), seal(SETUP, state))


def asked(state: str) -> bytes | None:
    """The random text that the door has asked to be signed; None where that is longer ago than it lives."""
    values = unseal(SIGN_IN, state, lives=LIVES)
    return base64url_to_bytes(values["challenge"]) if values else None


def asked_of(state: str, user_id: int, session_id: int) -> bytes | None:
    """The same of the page that sets a key up; None where another person or another session was asked."""
    values = unseal(SETUP, state, lives=LIVES)
    if values is None or (values["user"], values["session"]) != (user_id, session_id):
        return None
    return base64url_to_bytes(values["challenge"])


def answered(text: str) -> Answer | None:
    """What a script has sent on behalf of a device; None for what no device writes."""
    if not text or len(text) > LONGEST_ANSWER:
        return None
    try:
        values = json.loads(text)
        credential_id = base64url_to_bytes(values["rawId"])
    # A text of strangers may nest deeper than the parser goes.
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    return Answer(credential_id, values) if 0 < len(credential_id) <= LONGEST_CREDENTIAL_ID else None


def new_passkey(user: User, answer: Answer, challenge: bytes, name: str, instant: datetime.datetime) -> WebAuthn:
    """The key that a device has made for somebody, not yet stored. Raises WrongAnswerError."""
    try:
        found = webauthn.verify_registration_response(
            credential=answer.values,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(),
            expected_origin=_origin(),
            require_user_verification=True,
        )
    # The library passes on whatever its many parsers raise for what strangers have made up.
    except Exception as error:
        raise WrongAnswerError("This is no new key.") from error
    if found.credential_id != answer.credential_id:
        raise WrongAnswerError("The key has two names.")
    return WebAuthn(
        user_id=user.id,
        name=name,
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        transports=_transports(answer),
        backup_state=found.credential_backed_up,
        device_type=found.credential_device_type.value,
        lastuse_datetime=instant,
        usage=FIRST,
    )


def take(passkey: WebAuthn, answer: Answer, challenge: bytes, instant: datetime.datetime) -> None:
    """Notes that a key has signed; the caller flushes, and has loaded the key with its user for update.

    Raises WrongAnswerError, or CopiedKeyError where the signature is right and the counter is not.
    """
    if _user_handle(answer) != passkey.user.fs_webauthn_user_handle.encode():
        raise WrongAnswerError("The device says that the key is somebody else's.")
    try:
        found = webauthn.verify_authentication_response(
            credential=answer.values,
            expected_challenge=challenge,
            expected_rp_id=_rp_id(),
            expected_origin=_origin(),
            credential_public_key=passkey.public_key,
            # Compared below, so that a copied key is told from a wrong one.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    # As above: what strangers have made up may break any of its parsers.
    except Exception as error:
        raise WrongAnswerError("This key has not signed that.") from error
    counts = found.new_sign_count or passkey.sign_count
    if counts and found.new_sign_count <= passkey.sign_count:
        raise CopiedKeyError("The key has counted backwards.")
    passkey.sign_count, passkey.lastuse_datetime = found.new_sign_count, instant
    passkey.backup_state = found.credential_backed_up


def _user_handle(answer: Answer) -> bytes | None:
    try:
        return base64url_to_bytes(answer.values["response"]["userHandle"])
    except (ValueError, TypeError, LookupError, AttributeError):
        return None


def _transports(answer: Answer) -> list[str]:
    response = answer.values["response"]
    named = response.get("transports")
    return sorted(_KNOWN_TRANSPORTS.intersection(named)) if _is_list_of_texts(named) else []


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _rp_id() -> str:
    return urlsplit(current_app.config["SITE_URL"]).hostname or ""


def _origin() -> str:
    """The address of the site as browsers write it: without a path, and without the port that everyone expects."""
    site = urlsplit(current_app.config["SITE_URL"])
    port = "" if site.port in (None, _DEFAULT_PORTS.get(site.scheme)) else f":{site.port}"
    return f"{site.scheme}://{site.hostname}{port}"


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
