"""What the site promises not to keep any longer, gathered from every feature."""

from dataclasses import dataclass

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


def forget() -> Forgotten:
    """Deletes old reports and ended windows of limits, inside the caller's unit of work."""
    return Forgotten(reports=forget_reports(now()), limits=sweep())


def forget_daily(payload: Payload) -> Write:
    """The job that does so once a day."""
    return forget
