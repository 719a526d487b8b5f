"""What the site promises not to keep any longer, gathered from every feature."""

from dataclasses import dataclass

from craftsite.accounts.operations import forget_what_is_over
from craftsite.events.operations import forget_counts
from craftsite.inquiries.demand_operations import forget_demand
from craftsite.inquiries.operations import forget_inquiries
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write
from craftsite.jobs.worker import forget_old_rows
from craftsite.listings.certificate_operations import forget_removed
from craftsite.listings.change_operations import forget_changes
from craftsite.listings.life_operations import forget_deleted
from craftsite.listings.postings import forget_words
from craftsite.producers.closing_operations import forget_closed
from craftsite.producers.people_operations import forget_invitations
from craftsite.reports.operations import forget_reports
from craftsite.throttling.storage import sweep
from craftsite.web.clock import now


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted."""

    reports: int
    limits: int
    letters_and_jobs: int
    accounts: int
    listings: int
    makers: int
    inquiries: int
    counts: int
    certificates: int
    changes: int


def forget() -> Forgotten:
    """Deletes what is over of everything that the site keeps for a while, inside the caller's unit of work."""
    forgotten = Forgotten(
        reports=forget_reports(now()),
        limits=sweep(),
        letters_and_jobs=forget_old_rows(),
        accounts=forget_what_is_over(now()),
        listings=forget_deleted(now()),
        makers=forget_invitations(now()) + forget_closed(now()),
        inquiries=forget_inquiries(now()) + forget_demand(now()),
        counts=forget_counts(now()),
        # Those of makers that have just been blanked go with them.
        certificates=forget_removed(now()),
        changes=forget_changes(),
    )
    # Of the listings that have just gone, and of those that went with their makers.
    forget_words()
    return forgotten


def forget_daily(payload: Payload) -> Write:
    """The job that does so once a day."""
    return forget
