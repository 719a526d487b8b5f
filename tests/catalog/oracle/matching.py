"""Which rows of a word table match the words of a search, and how well: plain SQL, the same on both databases."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Integer,
    MetaData,
    Select,
    Table,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from craftsite.extensions import byte_ordered, db
from craftsite.goods.models import ProductWord
from craftsite.listings.models import Listing
from craftsite.listings.operations import listing_texts
from craftsite.producers.models import Producer
from craftsite.text.tokenizer import Term, query_terms
from craftsite.text.weights import Weight, weighted_words

# A search has at most eight terms, so one word in a name always counts more than all of them in places.
NAME_SCORE, PLACE_SCORE = 9, 1
AFTER_EVERY_CHARACTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table of words and the column that says whose word it is."""

    model: Any
    owner: ColumnElement[int] | InstrumentedAttribute[int]


# One row a word, as its text says it now: nothing that postings may have missed is missing here.
_words = Table(
    "oracle_words",
    MetaData(),
    Column("listing_id", Integer, primary_key=True),
    Column("surface", byte_ordered(40), primary_key=True),
    Column("stem", byte_ordered(40)),
    Column("weight", Integer),
    prefixes=["TEMPORARY"],
)
LISTING_WORDS = WordTable(_words.c, _words.c.listing_id)
PRODUCT_WORDS = WordTable(ProductWord, ProductWord.product_id)


def write_words() -> None:
    """Fills the table of the words of all listings anew."""
    connection = db.session.connection()
    _words.drop(connection, checkfirst=True)
    _words.create(connection)
    whole = (joinedload(Listing.producer).joinedload(Producer.region), joinedload(Listing.product))
    listings = db.session.scalars(select(Listing).options(*whole, joinedload(Listing.taxon)))
    rows = [
        {"listing_id": listing.id, "surface": word.surface, "stem": word.stem, "weight": word.weight}
        for listing in listings
        for word in weighted_words(listing_texts(listing))
    ]
    if rows:
        connection.execute(_words.insert(), rows)


def matches(words: WordTable, text: str) -> CTE | None:
    """A common table of (id, score) for the rows that have every term of `text`; None where it has no terms.

    A row matches a term by stem or synonym, and the last term also by its beginning. More terms in the name score
    higher, then more in the place or maker.
    """
    terms = query_terms(text)
    if not terms:
        return None
    hits = union_all(*(_hits(words, term) for term in terms)).subquery()
    score = case((hits.c.weight == Weight.NAME, NAME_SCORE), (hits.c.weight == Weight.PLACE, PLACE_SCORE), else_=0)
    return (
        select(hits.c.id, func.sum(score).label("score"))
        .group_by(hits.c.id)
        .having(func.count() == literal(len(terms)))
        .cte()
        # Every count of a page joins it: found once for all of them, however a planner without statistics guesses.
        .prefix_with("MATERIALIZED")
    )


def _hits(words: WordTable, term: Term) -> Select[int, int]:
    condition: ColumnElement[bool] = words.model.stem.in_(sorted(term.stems))
    if term.prefix is not None:
        begins = words.model.surface.between(term.prefix, term.prefix + AFTER_EVERY_CHARACTER)
        condition = or_(condition, begins)
    return (
        select(words.owner.label("id"), func.max(words.model.weight).label("weight"))
        .where(condition)
        .group_by(words.owner)
    )
