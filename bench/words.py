"""What made-up listings are found by: the site's own tokenizer, asked once for each design and each maker."""

from collections.abc import Iterator

from bench.designs import Design
from bench.facts import Facts
from bench.makers import Maker
from craftsite.listings.models import Listing
from craftsite.listings.operations import listing_texts
from craftsite.producers.models import Producer
from craftsite.text.weights import Weight, WeightedWord, weighted_words

# As the columns of `listing_words`.
WordRow = tuple[int, str, str, int]


class Words:
    """Remembers the words of every design."""

    def __init__(self, facts: Facts) -> None:
        self._taxa = facts.taxa
        self._of_designs: dict[int, list[WeightedWord]] = {}

    def rows(self, maker: Maker) -> Iterator[WordRow]:
        """What the listings of a maker are found by, as `index_listings` would write it."""
        of_maker: list[WeightedWord] = []
        for row, design in zip(maker.listings, maker.designs, strict=True):
            of_maker = of_maker or self._words(maker, design, of_maker=True)
            best = {word.surface: word for word in of_maker}
            for word in self._words_of_design(maker, design):
                if word.surface not in best or word.weight > best[word.surface].weight:
                    best[word.surface] = word
            listing_id = row["id"]
            yield from ((listing_id, word.surface, word.stem, int(word.weight)) for word in best.values())

    def _words_of_design(self, maker: Maker, design: Design) -> list[WeightedWord]:
        # Designs are made once and kept, so each has one identity.
        key = id(design)
        if key not in self._of_designs:
            self._of_designs[key] = self._words(maker, design, of_maker=False)
        return self._of_designs[key]

    def _words(self, maker: Maker, design: Design, *, of_maker: bool) -> list[WeightedWord]:
        """The words that the maker gives to all of its listings, or those of a design whoever makes it."""
        listing = Listing(
            producer=Producer(name=maker.row["name"], place=maker.row["place"], region=maker.place.region),
            product=design.product,
            taxon=self._taxa[design.product.taxon_slug],
            kind=design.product.kind,
            name_id=design.name_id,
            name_en=design.name_en,
            story_id="",
            story_en="",
            attributes=design.attributes,
        )
        return weighted_words(text for text in listing_texts(listing) if (text.weight is Weight.PLACE) is of_maker)
