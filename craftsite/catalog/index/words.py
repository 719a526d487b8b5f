"""Which ids match the words of a search, and where: read from the word tables of the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from craftsite.catalog.index.parts import Hits
from craftsite.extensions import db
from craftsite.goods.models import ProductWord
from craftsite.listings.models import ListingWord
from craftsite.text.tokenizer import Term, query_terms
from craftsite.text.weights import Weight

AFTER_EVERY_CHARACTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table of words and the column that says whose word it is."""

    model: type[ListingWord] | type[ProductWord]
    owner: InstrumentedAttribute[int]


LISTING_WORDS = WordTable(ListingWord, ListingWord.listing_id)
PRODUCT_WORDS = WordTable(ProductWord, ProductWord.product_id)


def hits(words: WordTable, text: str) -> Sequence[Hits]:
    """What matches each term of a text; none where it has no terms. One statement a term.

    A row matches a term by stem or synonym, and the last term also by its beginning.
    """
    return [_hits(words, term) for term in query_terms(text)]


def _hits(words: WordTable, term: Term) -> Hits:
    condition: ColumnElement[bool] = words.model.stem.in_(sorted(term.stems))
    if term.prefix is not None:
        begins = words.model.surface.between(term.prefix, term.prefix + AFTER_EVERY_CHARACTER)
        condition = or_(condition, begins)
    sets = {weight: BitMap() for weight in Weight}
    for owner, weight in db.session.execute(select(words.owner, words.model.weight).where(condition)):
        sets[Weight(weight)].add(owner)
    return Hits(BitMap.union(*sets.values()), sets[Weight.NAME], sets[Weight.PLACE])
