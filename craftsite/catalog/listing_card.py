"""What a list shows of a listing."""

from dataclasses import dataclass, field

from markupsafe import Markup

from craftsite.media.pictures import Picture


@dataclass(frozen=True, slots=True)
class ListingCard:
    """A museum label under a picture."""

    code: str
    url: str
    name: str
    picture: str
    photo: Picture | None
    producer_name: str
    region_name: str
    price_idr: int | None
    price_to_idr: int | None
    unit: str
    stock_text: str
    is_example: bool
    origin: str
    # What was drawn of it, by how.
    markup: dict[tuple[bool, bool], Markup] = field(default_factory=dict, compare=False, repr=False)
