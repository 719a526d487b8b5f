"""Writes of an office about its exhibitions: the story, the walls in their order, and whether everyone sees it."""

import dataclasses
import datetime
from dataclasses import dataclass

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from craftsite.exhibitions.models import Exhibition, Item
from craftsite.extensions import db
from craftsite.text.slugs import slug_candidates

MOST_WALLS = 60


class StaleExhibitionError(ValueError):
    """Somebody else has changed the exhibition since it was read."""


class FullExhibitionError(ValueError):
    """There is no room for one more wall."""


@dataclass(frozen=True, slots=True)
class Story:
    """What an exhibition says of itself; each field is a column of `Exhibition`."""

    title_id: str
    title_en: str
    lead_id: str
    lead_en: str
    story_id: str
    story_en: str
    opens_on: datetime.date | None
    closes_on: datetime.date | None
    place_id: str
    place_en: str
    address: str


@dataclass(frozen=True, slots=True)
class WallText:
    """The words beside a thing; each field is a column of `Item`."""

    title_id: str
    title_en: str
    text_id: str
    text_en: str
    pause_id: str
    pause_en: str
    source_id: str
    source_en: str


@dataclass(frozen=True, slots=True)
class Editor:
    """Who changes an exhibition, and when."""

    user_id: int
    instant: datetime.datetime


def begin(region_code: str | None, story: Story, editor: Editor) -> Exhibition:
    """An exhibition that nobody sees yet, without walls and without an address."""
    last = db.session.scalar(select(func.max(Exhibition.position))) or 0
    exhibition = Exhibition(
        region_code=region_code,
        position=last + 1,
        is_published=False,
        created_at=editor.instant,
        updated_at=editor.instant,
        edited_at=editor.instant,
        edited_by_id=editor.user_id,
        **dataclasses.asdict(story),
    )
    db.session.add(exhibition)
    db.session.flush()
    return exhibition


def change(exhibition: Exhibition, version: int, story: Story, editor: Editor) -> None:
    """Writes another story over the one of the version that was read. Raises StaleExhibitionError.

    The address stays, since it is printed and shared.
    """
    _take(exhibition, version, editor)
    for name, value in dataclasses.asdict(story).items():
        setattr(exhibition, name, value)
    db.session.flush()


def hang(
    exhibition: Exhibition, version: int, product_id: int | None, listing_id: int | None, text: WallText, editor: Editor
) -> Item:
    """Puts a thing on a new wall at the end. Raises StaleExhibitionError, FullExhibitionError."""
    _take(exhibition, version, editor)
    places = _places(exhibition.id)
    if len(places) >= MOST_WALLS:
        raise FullExhibitionError(exhibition.id)
    item = Item(
        exhibition_id=exhibition.id,
        position=max(places, default=0) + 1,
        product_id=product_id,
        listing_id=listing_id,
        **dataclasses.asdict(text),
    )
    db.session.add(item)
    db.session.flush()
    return item


def rewrite(exhibition: Exhibition, version: int, item: Item, text: WallText, editor: Editor) -> None:
    """Writes other words beside a thing. Raises StaleExhibitionError."""
    _take(exhibition, version, editor)
    for name, value in dataclasses.asdict(text).items():
        setattr(item, name, value)
    db.session.flush()


def move(exhibition: Exhibition, version: int, item: Item, step: int, editor: Editor) -> None:
    """Exchanges a wall with the one before (-1) or after it (1); at the end it stays. Raises StaleExhibitionError."""
    _take(exhibition, version, editor)
    db.session.flush()
    places = _places(exhibition.id)
    there = places.index(item.position) + step
    if 0 <= there < len(places):
        here, other = item.position, places[there]
        db.session.expunge(item)
        # The position is part of the key, so one of the two steps aside for a moment.
        for before, after in ((here, -here), (other, here), (-here, other)):
            db.session.execute(
                update(Item)
                .where(Item.exhibition_id == exhibition.id, Item.position == before)
                .values(position=after)
                .execution_options(synchronize_session=False)
            )


def take_down(exhibition: Exhibition, version: int, item: Item, editor: Editor) -> None:
    """Takes a wall away. Raises StaleExhibitionError."""
    _take(exhibition, version, editor)
    db.session.delete(item)
    db.session.flush()


def publish(exhibition: Exhibition, editor: Editor) -> None:
    """Lets everyone see it; the first time it gets an address that nobody has, which stays."""
    _take(exhibition, exhibition.version, editor)
    if exhibition.slug is not None:
        exhibition.is_published = True
        db.session.flush()
        return
    for slug in slug_candidates(exhibition.title_id, "pameran"):
        try:
            with db.session.begin_nested():
                exhibition.slug, exhibition.is_published = slug, True
        except IntegrityError:
            continue
        return
    raise ValueError(f"No address is left for {exhibition.title_id}.")


def withdraw(exhibition: Exhibition, editor: Editor) -> None:
    """Takes it from the public; its walls and its address stay for the next time."""
    _take(exhibition, exhibition.version, editor)
    exhibition.is_published = False
    db.session.flush()


def _take(exhibition: Exhibition, version: int, editor: Editor) -> None:
    if exhibition.version != version:
        raise StaleExhibitionError(exhibition.id)
    exhibition.version += 1
    exhibition.updated_at = exhibition.edited_at = editor.instant
    exhibition.edited_by_id = editor.user_id


def _places(exhibition_id: int) -> list[int]:
    statement = select(Item.position).where(Item.exhibition_id == exhibition_id).order_by(Item.position)
    return list(db.session.scalars(statement))
