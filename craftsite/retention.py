"""What the site promises not to keep any longer, gathered from every feature."""

from dataclasses import dataclass

from craftsite.accounts.operations import forget_what_is_over
from craftsite.jobs.models import Payload
from craftsite.jobs.queue import Write
from craftsite.reports.operations import forget_reports
from craftsite.throttling.storage import sweep
from craftsite.web.clock import now


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much was deleted."""

    reports: int
    limits: int
    accounts: int


def forget() -> Forgotten:
    """Deletes old reports, ended limits, and what is over of accounts, inside the caller's unit of work."""
    return Forgotten(reports=forget_reports(now()), limits=sweep(), accounts=forget_what_is_over(now()))


def forget_daily(payload: Payload) -> Write:
    """The job that does so once a day."""
    return forget
