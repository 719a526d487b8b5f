"""Which rows of a word table match the words of a search, and how well: plain SQL, the same on both databases."""

from dataclasses import dataclass

from sqlalchemy import CTE, ColumnElement, Select, case, func, literal, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from craftsite.goods.models import ProductWord
from craftsite.listings.models import ListingWord
from craftsite.text.tokenizer import Term, query_terms
from craftsite.text.weights import Weight

# A search has at most eight terms, so one word in a name always counts more than all of them in places.
NAME_SCORE, PLACE_SCORE = 9, 1
AFTER_EVERY_CHARACTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table of words and the column that says whose word it is."""

    model: type[ListingWord] | type[ProductWord]
    owner: InstrumentedAttribute[int]


LISTING_WORDS = WordTable(ListingWord, ListingWord.listing_id)
PRODUCT_WORDS = WordTable(ProductWord, ProductWord.product_id)


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
