"""The tables of the words by which listings are found."""

from sqlalchemy import Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from craftsite.extensions import Model, byte_ordered


class ListingWords(Model):
    """The words of a listing as its postings have them: `3payung 2surabaya`, each with its `text.weights.Weight`.

    It outlives its listing until the postings are cleared of it, since a number may be given to another one.
    """

    __tablename__ = "listing_words"

    listing_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    words: Mapped[str] = mapped_column(Text)


class Posting(Model):
    """Which listings of a block of 65,536 ids have a word at a weight: a roaring bitmap, and how many `n` there are.

    A word has one `stem`. A block of a word takes 8 kB at most.
    """

    __tablename__ = "postings"
    __table_args__ = (
        Index("ix_postings_stem", "stem"),
        Index("ix_postings_surface_n", "surface", "n"),
    )

    surface: Mapped[str] = mapped_column(byte_ordered(40), primary_key=True)
    weight: Mapped[int] = mapped_column(primary_key=True)
    block: Mapped[int] = mapped_column(primary_key=True)
    stem: Mapped[str] = mapped_column(byte_ordered(40))
    n: Mapped[int]
    ids: Mapped[bytes] = mapped_column(LargeBinary)
