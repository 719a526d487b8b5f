"""Cards of listings that were made before, with the HTML that was made of them: neither is made again until it differs.

A card is kept under the change that its listing last went through, its language and the day, so nothing is ever taken
out because it is wrong: who looks for a newer one looks under another key. Two or three kilobytes each, so at most some
fifteen megabytes.
"""

import datetime
import threading
from collections.abc import Callable
from typing import NamedTuple

from flask import Flask, current_app
from markupsafe import Markup

from craftsite.catalog.listing_card import ListingCard
from craftsite.web.languages import Language

EXTENSION = "craftsite.cards"
MOST = 5_000


class Key(NamedTuple):
    """What a card depends on. `edition` changes whenever anything does that a card of the listing shows."""

    listing_id: int
    edition: int
    language: Language
    day: datetime.date


class KeptCards:
    """The newest 5,000 cards. Threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cards: dict[Key, ListingCard] = {}

    def get(self, key: Key) -> ListingCard | None:
        """The card of a key, if it is kept."""
        return self._cards.get(key)

    def put(self, key: Key, card: ListingCard) -> None:
        """Keeps a card; the oldest one goes where there are too many."""
        with self._lock:
            self._cards[key] = card
            if len(self._cards) > MOST:
                del self._cards[next(iter(self._cards))]

    def clear(self) -> None:
        """Keeps nothing."""
        with self._lock:
            self._cards.clear()


def init_app(app: Flask) -> None:
    """Gives `app` cards to keep, and its templates `kept`."""
    app.extensions[EXTENSION] = KeptCards()
    app.jinja_env.globals["kept"] = _drawn_once


def kept_cards() -> KeptCards:
    """The cards that the running application keeps."""
    kept: KeptCards = current_app.extensions[EXTENSION]
    return kept


def _drawn_once(card: ListingCard, draw: Callable[..., Markup], *, large: bool, eager: bool) -> Markup:
    """What `draw` makes of a card, kept with it."""
    markup = card.markup.get((large, eager))
    if markup is None:
        markup = card.markup[large, eager] = draw(card, large, eager)
    return markup
