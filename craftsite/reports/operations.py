"""Writes of reports; they flush and never commit."""

import datetime
from dataclasses import dataclass

from sqlalchemy import delete

from craftsite.extensions import db, insert
from craftsite.reports.models import Reason, Report, SubjectKind

# How long a handled report stays, without its contact, so that a pattern of several can still be seen.
KEPT_DAYS = 365


@dataclass(frozen=True, slots=True)
class Draft:
    """A report as it was sent; empty texts where nothing was written."""

    subject_kind: SubjectKind
    subject_key: str
    reason: Reason
    text: str
    contact: str
    language: str
    receipt: str


class UnknownReportError(Exception):
    """No report with this number waits to be handled."""


def file_report(draft: Draft, instant: datetime.datetime) -> bool:
    """Stores a report; False where it is stored already, since the button was pressed twice."""
    statement = (
        insert(Report)
        .values(
            subject_kind=draft.subject_kind,
            subject_key=draft.subject_key,
            reason=draft.reason,
            text=draft.text,
            contact=draft.contact,
            language=draft.language,
            receipt=draft.receipt,
            created_at=instant,
        )
        .on_conflict_do_nothing(index_elements=[Report.receipt])
        .returning(Report.id)
    )
    return db.session.scalar(statement) is not None


def close_report(report_id: int, instant: datetime.datetime) -> None:
    """Marks a report as handled and erases its contact for good. Raises UnknownReportError."""
    report = db.session.get(Report, report_id, with_for_update=True)
    if report is None or report.handled_at is not None:
        raise UnknownReportError
    report.handled_at = instant
    report.contact = ""
    db.session.flush()


def forget_reports(instant: datetime.datetime) -> int:
    """Deletes the reports that were handled more than KEPT_DAYS ago; how many."""
    before = instant - datetime.timedelta(days=KEPT_DAYS)
    gone = delete(Report).where(Report.handled_at < before).returning(Report.id)
    return len(db.session.scalars(gone).all())
