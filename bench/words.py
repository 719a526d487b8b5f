"""What made-up listings are found by: the site's own tokenizer, asked once for each design and each maker."""

from collections.abc import Iterator

from bench.designs import Design
from bench.facts import Facts
from bench.makers import Maker
from craftsite.listings.models import Listing
from craftsite.listings.operations import listing_texts
from craftsite.producers.models import Producer
from craftsite.text.weights import Weight, WeightedWord, weighted_words


class Words:
    """Remembers the words of every design."""

    def __init__(self, facts: Facts) -> None:
        self._taxa = facts.taxa
        self._of_designs: dict[int, list[WeightedWord]] = {}

    def of_maker(self, maker: Maker) -> Iterator[tuple[int, list[WeightedWord]]]:
        """The listings of a maker by rising id, each with what `index_listings` would let it be found by."""
        of_maker = {word.surface: word for word in self._words(maker, maker.designs[0], of_maker=True)}
        for row, design in zip(maker.listings, maker.designs, strict=True):
            words = dict(of_maker)
            for word in self._of_design(maker, design):
                if word.surface not in words or word.weight > words[word.surface].weight:
                    words[word.surface] = word
            yield row["id"], list(words.values())

    def _of_design(self, maker: Maker, design: Design) -> list[WeightedWord]:
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
