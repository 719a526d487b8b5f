"""What is kept of a report, and for how long."""

import datetime

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from craftsite.reports.models import Reason, Report, SubjectKind
from craftsite.reports.operations import (
    KEPT_DAYS,
    Draft,
    UnknownReportError,
    close_report,
    file_report,
    forget_reports,
)
from craftsite.reports.queries import find_waiting
from craftsite.web.converters import GREATEST_ID

NOON = datetime.datetime(2027, 3, 1, 12, tzinfo=datetime.UTC)


def filed(db: SQLAlchemy, receipt: str = "a", contact: str = "sari@contoh.id") -> int:
    """The number of a new report."""
    draft = Draft(SubjectKind.PAGE, "/katalog", Reason.WRONG, "Harganya salah.", contact, "id", receipt)
    assert file_report(draft, NOON)
    return db.session.scalars(select(Report.id).order_by(Report.id.desc())).first() or 0


def test_the_same_report_is_stored_once(db: SQLAlchemy) -> None:
    filed(db)

    assert not file_report(Draft(SubjectKind.PAGE, "/", Reason.OTHER, "", "", "id", "a"), NOON)
    assert [report.subject_key for report in find_waiting(10)] == ["/katalog"]


def test_closing_erases_the_contact_and_keeps_the_rest(db: SQLAlchemy) -> None:
    number, other = filed(db, "a"), filed(db, "b")

    close_report(number, NOON)

    report = db.session.get_one(Report, number, populate_existing=True)
    assert (report.contact, report.text, report.handled_at) == ("", "Harganya salah.", NOON)
    assert [report.id for report in find_waiting(10)] == [other]


def test_the_database_itself_keeps_no_contact_of_what_is_handled(db: SQLAlchemy) -> None:
    number = filed(db)

    with pytest.raises(IntegrityError), db.session.begin_nested():
        db.session.execute(update(Report).where(Report.id == number).values(handled_at=NOON))


def test_what_does_not_exist_cannot_be_closed(db: SQLAlchemy) -> None:
    with pytest.raises(UnknownReportError):
        close_report(GREATEST_ID, NOON)


def test_what_is_closed_cannot_be_closed_again(db: SQLAlchemy) -> None:
    number = filed(db)
    close_report(number, NOON)

    with pytest.raises(UnknownReportError):
        close_report(number, NOON + datetime.timedelta(days=1))


def test_a_handled_report_goes_after_a_year_and_a_waiting_one_stays(db: SQLAlchemy) -> None:
    closed, waiting = filed(db, "a"), filed(db, "b")
    close_report(closed, NOON)
    year = datetime.timedelta(days=KEPT_DAYS)

    assert forget_reports(NOON + year) == 0
    assert forget_reports(NOON + year + datetime.timedelta(seconds=1)) == 1
    assert list(db.session.scalars(select(Report.id))) == [waiting]


def test_waiting_reports_come_the_oldest_first_and_no_more_than_asked_for(db: SQLAlchemy) -> None:
    numbers = [filed(db, str(number)) for number in range(5)]

    assert [report.id for report in find_waiting(3)] == numbers[:3]
