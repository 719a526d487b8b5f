"""Which ids match the words of a search, and where: of listings from the postings, of products from their few words."""

from collections.abc import Iterable, Sequence
from typing import Any

from pyroaring import BitMap
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from craftsite.catalog.index.parts import Hits
from craftsite.extensions import db
from craftsite.goods.models import ProductWord
from craftsite.listings.word_models import Posting
from craftsite.text.tokenizer import Term, query_terms
from craftsite.text.weights import Weight

AFTER_EVERY_CHARACTER = "\U0010ffff"


def listing_hits(text: str) -> Sequence[Hits]:
    """The listings that match each term of a text; none where it has no terms. One statement a term.

    A word that half of a million listings have comes in sixteen bitmaps, which takes a millisecond.
    """
    return [_hits(_posted(term)) for term in query_terms(text)]


def product_hits(text: str) -> Sequence[Hits]:
    """The same of products."""
    return [_hits(_worded(term)) for term in query_terms(text)]


def _posted(term: Term) -> Iterable[tuple[int, BitMap]]:
    statement = select(Posting.weight, Posting.ids).where(_has(Posting.stem, Posting.surface, term))
    for weight, ids in db.session.execute(statement):
        yield weight, BitMap.deserialize(ids)


def _worded(term: Term) -> Iterable[tuple[int, BitMap]]:
    statement = select(ProductWord.weight, ProductWord.product_id).where(
        _has(ProductWord.stem, ProductWord.surface, term)
    )
    for weight, product_id in db.session.execute(statement):
        yield weight, BitMap([product_id])


def _has(stem: InstrumentedAttribute[Any], surface: InstrumentedAttribute[Any], term: Term) -> ColumnElement[bool]:
    """A word has a term by its stem or a synonym, and the last term of a search also by its beginning."""
    condition: ColumnElement[bool] = stem.in_(sorted(term.stems))
    if term.prefix is None:
        return condition
    return or_(condition, surface.between(term.prefix, term.prefix + AFTER_EVERY_CHARACTER))


def _hits(found: Iterable[tuple[int, BitMap]]) -> Hits:
    sets: dict[int, list[BitMap]] = {weight: [BitMap()] for weight in Weight}
    for weight, ids in found:
        sets[weight].append(ids)
    named, placed, rest = (BitMap.union(*sets[weight]) for weight in (Weight.NAME, Weight.PLACE, Weight.REST))
    return Hits(named | placed | rest, named, placed)
