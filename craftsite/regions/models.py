"""The tables of places: the 38 kabupaten and kota of East Java, and the provinces of Indonesia."""

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from craftsite.extensions import Model


class Region(Model):
    """A kabupaten or kota by its official code, and its square on the cloth (column and row from the top left)."""

    __tablename__ = "regions"
    __table_args__ = (CheckConstraint("kind IN ('kabupaten', 'kota')", name="kind"),)

    code: Mapped[str] = mapped_column(String(4), primary_key=True)
    kind: Mapped[str] = mapped_column(String(9))
    name: Mapped[str] = mapped_column(String(40))
    short_name_id: Mapped[str] = mapped_column(String(50))
    full_name_id: Mapped[str] = mapped_column(String(60))
    full_name_en: Mapped[str] = mapped_column(String(60))
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    capital: Mapped[str] = mapped_column(String(40))
    abbreviation: Mapped[str] = mapped_column(String(3), unique=True)
    cloth_column: Mapped[int]
    cloth_row: Mapped[int]
    pattern: Mapped[str] = mapped_column(String(20))
    dye: Mapped[str] = mapped_column(String(10))
    pattern_reason_id: Mapped[str] = mapped_column(String(200))
    pattern_reason_en: Mapped[str] = mapped_column(String(200))

    @property
    def short_name_en(self) -> str:
        """The name where there is little room; English knows no shorter one than `Bangkalan Regency`."""
        return self.full_name_en

    def squares_to(self, other: "Region") -> int:
        """How many squares of the cloth lead to another region, also over the corners: 1 where the two touch."""
        across, down = self.cloth_column - other.cloth_column, self.cloth_row - other.cloth_row
        return max(abs(across), abs(down))


class Province(Model):
    """A province of Indonesia by its official code: where a buyer may be."""

    __tablename__ = "provinces"

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name_id: Mapped[str] = mapped_column(String(60))
    name_en: Mapped[str] = mapped_column(String(60))
