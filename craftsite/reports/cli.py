"""`flask reports`: what visitors have reported, for the operator to read and to close."""

import textwrap

import click
from flask.cli import with_appcontext

from craftsite.extensions import db
from craftsite.reports import operations, queries
from craftsite.reports.models import Report, SubjectKind
from craftsite.web.clock import EAST_JAVA, now
from craftsite.web.converters import GREATEST_ID
from craftsite.web.languages import Language, absolute_url, site_url
from craftsite.web.writing import writing

# The endpoint of each subject that has a page of its own, and what its address is made from.
PAGES = {
    SubjectKind.LISTING: ("catalog.listings.short", "code"),
    SubjectKind.PRODUCT: ("catalog.products.show", "slug"),
    SubjectKind.PRODUCER: ("catalog.producers.show", "slug"),
}


@click.group()
def reports() -> None:
    """Read and close what visitors have reported."""


@reports.command("list")
@click.option("--limit", default=50, type=click.IntRange(1, 1_000), show_default=True, help="How many at most.")
@with_appcontext
def list_waiting(limit: int) -> None:
    """Print the reports that wait, the oldest first."""
    waiting = queries.find_waiting(limit)
    for report in waiting:
        click.echo(_described(report))
    click.echo(f"{len(waiting)} waiting." if len(waiting) < limit else f"The first {limit}; there may be more.")


@reports.command()
@click.argument("report_id", metavar="ID", type=click.IntRange(1, GREATEST_ID))
@with_appcontext
def close(report_id: int) -> None:
    """Mark a report as handled; its contact is erased for good."""
    with writing():
        try:
            operations.close_report(report_id, now())
        except operations.UnknownReportError as error:
            raise click.ClickException(f"No report {report_id} is waiting.") from error
        db.session.commit()
    click.echo(f"Report {report_id} is closed; its contact is erased.")


def _described(report: Report) -> str:
    """Several lines; those that a visitor wrote are indented, so that none can pass for a report of its own."""
    moment = report.created_at.astimezone(EAST_JAVA)
    lines = [
        f"Report {report.id}, {moment:%Y-%m-%d %H:%M} WIB, {report.reason}, language {report.language}",
        f"  about: {_address(report)}",
        f"  contact: {report.contact or '-'}",
    ]
    if report.text:
        lines.append(textwrap.indent(report.text, "  > ", lambda line: True))
    return "\n".join(lines) + "\n"


def _address(report: Report) -> str:
    language, kind = Language(report.language), SubjectKind(report.subject_kind)
    if kind is SubjectKind.PAGE:
        return absolute_url(language.prefix + report.subject_key)
    endpoint, name = PAGES[kind]
    return site_url(language, endpoint, **{name: report.subject_key})
