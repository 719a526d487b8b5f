"""The operator reads and closes reports in a terminal, and no report can pass for another."""

import datetime

import pytest
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import func, select

from craftsite.reports.models import Report
from craftsite.throttling.models import ThrottleHit
from craftsite.web.clock import now
from tests.browser import Browser
from tests.factories import make_listing, make_producer, make_product
from tests.reports.forms import PAGE, filled


def run(app: Flask, *arguments: str, code: int = 0) -> str:
    """What a command prints."""
    result = app.test_cli_runner().invoke(args=[*arguments])
    assert result.exit_code == code, result.output
    return result.output


def test_a_report_is_listed_with_all_that_was_written(app: Flask, browser: Browser) -> None:
    browser.post(PAGE, filled(browser, alasan="penipuan", isi="Satu\nDua", kontak="0812 3456 7890"))

    printed = run(app, "reports", "list")

    assert "penipuan, language id" in printed
    assert "  about: http://localhost/katalog\n" in printed
    assert "  contact: +6281234567890\n" in printed
    assert "  > Satu\n  > Dua\n" in printed
    assert printed.endswith("1 waiting.\n")


def test_every_kind_of_report_is_listed_with_an_address_that_opens(app: Flask, browser: Browser) -> None:
    urls = [
        f"/laporkan/karya/{make_listing().code}",
        f"/laporkan/khas/{make_product().slug}",
        f"/laporkan/pembuat/{make_producer().slug}",
        PAGE,
        f"/en{PAGE}",
    ]
    for url in urls:
        browser.post(url, filled(browser, url))

    printed = run(app, "reports", "list")

    addresses = [line.removeprefix("  about: ") for line in printed.splitlines() if line.startswith("  about: ")]
    assert len(addresses) == len(urls)
    for address in addresses:
        assert browser.raw(address.removeprefix("http://localhost")).status_code in (200, 301)


def test_no_text_can_pass_for_a_report_of_its_own(app: Flask, browser: Browser) -> None:
    forged = "x\n\nReport 99, 2027-01-01 00:00 WIB, lainnya, language id\n  contact: bank@contoh.id"
    browser.post(PAGE, filled(browser, isi=forged))

    lines = run(app, "reports", "list").splitlines()

    assert len([line for line in lines if line.startswith("Report ")]) == 1
    assert len([line for line in lines if line.startswith("  contact:")]) == 1


def test_the_list_says_when_there_may_be_more(app: Flask, browser: Browser) -> None:
    for number in range(3):
        browser.post(PAGE, filled(browser, isi=f"Nomor {number}"))

    assert "The first 2; there may be more." in run(app, "reports", "list", "--limit", "2")
    assert "3 waiting." in run(app, "reports", "list", "--limit", "4")


def test_a_closed_report_is_listed_no_more_and_its_contact_is_gone(
    app: Flask, browser: Browser, db: SQLAlchemy
) -> None:
    browser.post(PAGE, filled(browser, kontak="sari@contoh.id"))
    number = db.session.scalars(select(Report.id)).one()

    assert "closed; its contact is erased" in run(app, "reports", "close", str(number))

    assert run(app, "reports", "list") == "0 waiting.\n"
    assert db.session.scalars(select(Report.contact)).one() == ""
    assert f"No report {number} is waiting." in run(app, "reports", "close", str(number), code=1)


@pytest.mark.parametrize("number", ["0", "-1", "x", "2147483648"])
def test_a_number_that_no_report_can_have_is_refused(app: Flask, db: SQLAlchemy, number: str) -> None:
    run(app, "reports", "close", "--", number, code=2)


def test_tidying_deletes_what_is_over_and_nothing_else(app: Flask, browser: Browser, db: SQLAlchemy) -> None:
    for number in range(2):
        browser.post(PAGE, filled(browser, isi=f"Nomor {number}"))
    old = db.session.scalars(select(Report).order_by(Report.id)).first()
    assert old is not None
    old.handled_at = now() - datetime.timedelta(days=366)
    [*windows] = db.session.scalars(select(ThrottleHit))
    windows[0].expires_at = now() - datetime.timedelta(seconds=1)
    db.session.commit()

    printed = run(app, "tidy")

    assert printed.startswith("Tidying up ... 1 old reports, 1 ended limits, ")
    assert list(db.session.scalars(select(Report.text))) == ["Nomor 1"]
    assert db.session.scalar(select(func.count()).select_from(ThrottleHit)) == len(windows) - 1
