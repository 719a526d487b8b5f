"""Letters to those who speak for a maker, about its listings."""

from collections.abc import Sequence

from craftsite.listings.models import Listing
from craftsite.mail.letters import Letter
from craftsite.mail.outbox import send
from craftsite.producers.models import Membership, Producer
from craftsite.web.languages import Language, text_in


def send_still_there(
    producer: Producer, person: Membership, listings: Sequence[Listing], most_named: int, token: str
) -> None:
    """The question of the month: which of these are still there at their price; nothing to whoever has no mailbox."""
    user = person.user
    if not (user.has_mailbox and user.active):
        return
    language = Language(user.language)
    named = [
        {"id": one.id, "code": one.code, "name": str(text_in(language, one, "name")), "price_idr": one.price_idr}
        for one in listings[:most_named]
    ]
    told = {"name": user.name, "maker": producer.name, "named": named, "total": len(listings), "token": token}
    send(Letter("listings/still_there", user.email, language, told))
