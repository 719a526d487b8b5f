"""A letter as a feature writes it, and its words as templates make them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from flask import current_app
from flask_babel import force_locale

from craftsite.mail.models import LONGEST_SUBJECT
from craftsite.web.languages import Language, site_url


@dataclass(frozen=True, slots=True)
class Letter:
    """`kind` names `templates/mails/<kind>.txt` and `.html`; `values` are what they say."""

    kind: str
    to: str
    language: Language
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """A letter in the language of its reader; the subject is one line."""

    subject: str
    text: str
    html: str


def words_of(letter: Letter) -> Words:
    """The words of a letter; its templates build whole addresses with `link(endpoint, ...)`. Needs no request."""
    templates = current_app.jinja_env
    plain = templates.get_template(f"mails/{letter.kind}.txt")
    values = {**letter.values, "link": partial(site_url, letter.language)}
    with force_locale(letter.language):
        subject = _one_line("".join(plain.blocks["subject"](plain.new_context(values))))
        text = re.sub(r"\n{3,}", "\n\n", plain.render(values)).strip() + "\n"
        html = templates.get_template(f"mails/{letter.kind}.html").render(values, subject=subject)
    return Words(subject, text, html)


def _one_line(text: str) -> str:
    # A line break in a subject would begin another header; what cannot be printed has no place in one either.
    printable = "".join(sign if sign.isprintable() else " " for sign in text)
    line = " ".join(printable.split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"
