"""Codes of listings: given once, never again, and clear of those of examples."""

from flask_sqlalchemy import SQLAlchemy

from craftsite.listings.models import CodeSerial
from craftsite.listings.operations import next_code
from craftsite.regions.models import Region


def test_codes_count_up_within_a_region(db: SQLAlchemy) -> None:
    bangkalan, kediri = db.session.get_one(Region, "3526"), db.session.get_one(Region, "3571")

    codes = [next_code(bangkalan), next_code(kediri), next_code(bangkalan)]

    assert codes == ["BKL-001", "KDR-001", "BKL-002"]


def test_the_serials_of_examples_are_passed_over(db: SQLAlchemy) -> None:
    bangkalan = db.session.get_one(Region, "3526")
    db.session.add(CodeSerial(region_code="3526", last=900))
    db.session.flush()

    assert next_code(bangkalan) == "BKL-1000"
