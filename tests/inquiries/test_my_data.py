"""What a buyer without an account gets of their own: no column of any table of threads is forgotten."""

import pytest
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import select

from craftsite.accounts.my_data import collect
from craftsite.extensions import Model
from craftsite.inquiries import demand_operations, operations
from craftsite.inquiries.models import Inquiry, Side
from craftsite.inquiries.my_data import BUYER_HOLDINGS, WISH_HOLDINGS
from craftsite.web.clock import now
from tests.factories import make_inquiry, make_message, make_product, make_wish

pytestmark = pytest.mark.same_on_both

OF_THREADS = {"inquiries", "inquiry_messages"}


def test_every_column_of_every_table_of_threads_is_handed_out_or_kept_back_for_a_reason() -> None:
    tables = Model.metadata.tables.values()
    of_a_thread = {
        table.name: {column.name for column in table.columns}
        for table in tables
        if table.name in OF_THREADS or any(key.column.table.name in OF_THREADS for key in table.foreign_keys)
    }
    told = {holding.model.__tablename__: {*holding.shown, *holding.hidden} for holding in BUYER_HOLDINGS}

    assert told == of_a_thread
    assert {*WISH_HOLDINGS[0].shown, *WISH_HOLDINGS[0].hidden} == {
        column.name for column in Model.metadata.tables["wishes"].columns
    }
    for holding in (*BUYER_HOLDINGS, *WISH_HOLDINGS):
        assert not set(holding.shown) & set(holding.hidden)


def test_a_buyer_gets_their_own_thread_and_no_other(db: SQLAlchemy) -> None:
    mine, other = make_inquiry(text="Punya saya"), make_inquiry(text="Punya orang lain")
    make_message(mine, Side.MAKER, text="Masih ada.")

    data = collect(mine.id, BUYER_HOLDINGS)

    assert [row["text"] for row in data["inquiry_messages"]] == ["Punya saya", "Masih ada."]
    assert [row["contact"] for row in data["inquiries"]] == [mine.contact]
    assert other.contact not in str(data)


def test_after_erasing_no_row_holds_what_was_planted(db: SQLAlchemy) -> None:
    planted = ("Zxqwvy Kuwplm", "zxqwvy.kuwplm@contoh.id", "Kalimat yang ditanam")
    inquiry = make_inquiry(buyer_name=planted[0], contact=planted[1], text=planted[2])
    wish = make_wish(make_product(), contact=planted[1])

    assert operations.erase([inquiry.id], now()) == 1
    demand_operations.erase_wish(wish, now())

    dump = "\n".join(str(row) for table in Model.metadata.sorted_tables for row in db.session.execute(select(table)))
    assert not [text for text in planted if text in dump]
    left = db.session.get_one(Inquiry, inquiry.id)
    assert (left.quantity, left.province_code, left.purpose) == (12, "33", "dijual-lagi")
    assert operations.erase([inquiry.id], now()) == 0
