"""What somebody may do with a listing that was sent; nothing here reads or writes."""

import datetime
from collections.abc import Collection

from craftsite.accounts.permissions import Member, may_act_in
from craftsite.curation.review_models import Review
from craftsite.listings.models import Listing

UNDO_WITHIN = datetime.timedelta(minutes=10)


def may_review(member: Member, listing: Listing, own_makers: Collection[int], written: Collection[int]) -> bool:
    """The office of the maker's region, the province and admins.

    Nobody approves what a maker of their own sends, nor, in `written`, what they wrote for a maker.
    """
    is_own = listing.producer_id in own_makers or listing.id in written
    return may_act_in(member, listing.producer.region_code) and not is_own


def may_still_undo(review: Review, instant: datetime.datetime) -> bool:
    """Whether a decision is young enough to be taken back."""
    return instant < review.decided_at + UNDO_WITHIN
