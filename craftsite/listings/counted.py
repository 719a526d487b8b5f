"""What the counts of visits call a listing."""

from craftsite.events.models import Subject
from craftsite.listings.models import Listing

LISTING = "listing"


def subject_of(listing: Listing) -> Subject:
    """A listing that has its code, which stays with it for good."""
    return Subject(LISTING, listing.code or "")
