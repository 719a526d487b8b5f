"""Marks on a page that say what is counted there, signed, so that nobody can have anything else counted."""

import base64
import hashlib
import hmac
import re
from typing import NamedTuple

from flask import Flask, current_app

from craftsite.events.models import LONGEST_DETAIL, LONGEST_KEY, LONGEST_KIND, Subject, What

# 96 bits: too many to try, few enough for a page with a dozen marks.
_SIGNATURE_BYTES = 12
_MARK = re.compile(
    rf"([a-z]{{1,{LONGEST_KIND}}})\.([\w-]{{1,{LONGEST_KEY}}})\.({'|'.join(What)})\.([a-z]{{0,{LONGEST_DETAIL}}})",
    re.ASCII,
)


class Marked(NamedTuple):
    """What a mark is for."""

    subject: Subject
    what: What
    detail: str


def init_app(app: Flask) -> None:
    """Gives the templates of `app` the filter `count_mark`: `{{ subject | count_mark("share") }}`."""
    app.jinja_env.filters["count_mark"] = count_mark


def count_mark(subject: Subject, what: str = What.VIEW, detail: str = "") -> str:
    """The mark for something done to a subject, always the same. Raises ValueError for what no mark can say."""
    text = f"{subject.kind}.{subject.key}.{what}.{detail}"
    if not _MARK.fullmatch(text):
        raise ValueError(f"{text} cannot be counted by a mark.")
    return f"{text}.{_signature(text)}"


def read_mark(mark: str) -> Marked | None:
    """What a mark is for; None where it is none of ours."""
    text, _dot, signature = mark.rpartition(".")
    found = _MARK.fullmatch(text)
    # Compared as bytes: as text only ASCII can be, and this came from anywhere.
    if found is None or not hmac.compare_digest(signature.encode(errors="replace"), _signature(text).encode()):
        return None
    kind, key, what, detail = found.groups()
    return Marked(Subject(kind, key), What(what), detail)


def _signature(text: str) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    digest = hmac.new(key, f"count:{text}".encode(), hashlib.sha256).digest()[:_SIGNATURE_BYTES]
    return base64.urlsafe_b64encode(digest).decode()
