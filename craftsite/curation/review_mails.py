"""Letters to those who speak for a maker, about a listing that their office has decided on."""

from collections.abc import Iterable, Mapping
from typing import Any

from craftsite.curation.review_models import Decision, Review
from craftsite.listings.models import Listing
from craftsite.mail.letters import Letter
from craftsite.mail.outbox import send
from craftsite.producers.models import Membership, OriginStatus
from craftsite.web.clock import today
from craftsite.web.languages import Language, text_in

_KINDS: Mapping[str, str] = {
    Decision.APPROVED: "listing_approved",
    Decision.ASKED: "listing_asked",
    Decision.REFUSED: "listing_refused",
}


def send_decision(review: Review, people: Iterable[Membership]) -> None:
    """That a listing is shown, with its code and address; what to mend; or why it cannot be shown."""
    listing = review.listing
    for person in people:
        user = person.user
        if user.has_mailbox and user.active:
            language = Language(user.language)
            values = {"name": user.name, "listing": _name_in(language, review), **_told(listing), "note": review.note}
            send(Letter(f"curation/{_KINDS[review.decision]}", user.email, language, values))


def _told(listing: Listing) -> dict[str, Any]:
    status = listing.producer.origin_status(today())
    return {
        "listing_id": listing.id,
        "code": listing.code,
        "slug": listing.slug,
        "is_seen": status in (OriginStatus.CONFIRMED, OriginStatus.EXAMPLE),
    }


def _name_in(language: Language, review: Review) -> str:
    if review.decision == Decision.APPROVED:
        return str(text_in(language, review.listing, "name"))
    return review.offer[f"name_{language}"] or review.offer["name_id"]
