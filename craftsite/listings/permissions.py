"""What may be done with a listing in its state; nothing here reads or writes."""

from craftsite.listings.models import DraftState, Listing


def may_write(listing: Listing) -> bool:
    """Whether its maker may change it now: not while the office has it on its desk, nor once it is deleted."""
    return listing.deleted_at is None and (listing.draft is None or listing.draft.state != DraftState.SUBMITTED)


def may_delete(listing: Listing) -> bool:
    """Whether it may be deleted, which can be undone for a while."""
    return listing.deleted_at is None
