"""The table of letters."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from craftsite.jobs.models import Durable
from craftsite.web.contacts import LONGEST_EMAIL

LONGEST_SUBJECT = 200


class OutboxMessage(Durable):
    """A letter as its reader gets it; `kind` is the name of its templates. Once sent, its words are blank.

    `message_id` stays the same over all tries, so a mail program shows a letter once that came twice. `is_kept` marks a
    letter that development did not send: it is done, and to be read only here.
    """

    __tablename__ = "outbox_messages"

    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    recipient: Mapped[str] = mapped_column(String(LONGEST_EMAIL), index=True)
    subject: Mapped[str] = mapped_column(String(LONGEST_SUBJECT))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    is_kept: Mapped[bool] = mapped_column(default=False)
