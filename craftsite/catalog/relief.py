"""What to offer where nothing matches: another spelling, or one filter fewer and what it would give."""

import datetime
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select, union_all

from craftsite.catalog.addresses import address
from craftsite.catalog.choices import Names
from craftsite.catalog.filters import Filters, Tab
from craftsite.catalog.queries import count_listings, count_products
from craftsite.extensions import db
from craftsite.goods.models import ProductWord
from craftsite.listings.word_models import Posting
from craftsite.text.lexicon import KNOWN
from craftsite.text.spelling import corrected
from craftsite.web.filters import angka


@dataclass(frozen=True, slots=True)
class Way:
    """A link to the same page with one filter fewer, and what it says."""

    label: str
    url: str


def ways_out(filters: Filters, tab: Tab, names: Names, today: datetime.date) -> list[Way]:
    """The addresses with one filter group fewer that would find something, the most first. One statement."""
    alternatives: list[tuple[str, Filters]] = [
        (", ".join(names.label(facet, value) for value in sorted(values)), filters.without(facet))
        for facet, values in filters.chosen.items()
    ]
    if filters.has_price:
        alternatives.append((_("batas harga"), filters.without_price()))
    if filters.text:
        alternatives.append((filters.text, filters.without_text()))
    if len(alternatives) < 2:
        return []
    count = count_listings if tab is Tab.SOLD else count_products
    counts = count([alternative for _label, alternative in alternatives], today)
    found = sorted(zip(counts, alternatives, strict=True), key=lambda pair: -pair[0])
    return [
        Way(_("Tanpa “%(filter)s” (%(count)s)", filter=label, count=counted(number, tab)), address(alternative, tab))
        for number, (label, alternative) in found
        if number
    ]


def counted(number: int, tab: Tab) -> str:
    """`150 karya` or `280 khas`."""
    if tab is Tab.SOLD:
        return ngettext("%(shown)s karya", "%(shown)s karya", number, shown=angka(number))
    return ngettext("%(shown)s khas", "%(shown)s khas", number, shown=angka(number))


def corrected_text(text: str, today: datetime.date) -> str | None:
    """The words with their likely slips mended, where that finds something. One query, and two for each attempt."""
    if not text:
        return None
    words = union_all(
        select(ProductWord.surface, func.count().label("n")).group_by(ProductWord.surface),
        select(Posting.surface, func.sum(Posting.n).label("n")).group_by(Posting.surface),
    )
    # A slip may also be in a spelling that only leads to the words of the catalogue: cowk is cowek, which finds cobek.
    vocabulary = dict.fromkeys(KNOWN, 0)
    for surface, number in db.session.execute(words):
        vocabulary[surface] = vocabulary.get(surface, 0) + number
    return corrected(text, vocabulary, finds=lambda words: _finds(words, today))


def _finds(text: str, today: datetime.date) -> bool:
    return any(sum(count([Filters(text=text)], today)) for count in (count_products, count_listings))
