"""What a page needs to show a photograph: addresses, sizes and formats, as plain values."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from craftsite.media.models import StoredImage
from craftsite.media.renditions import Format, Shape, Size, sizes_of
from craftsite.web.languages import root_url

Address = Callable[[Size, Format], str]


@dataclass(frozen=True, slots=True)
class Source:
    """One format of a photograph: every size of it, in the spelling of `srcset`."""

    mimetype: str
    srcset: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph for the macro `photo`: the smallest formats first, and JPEG for whoever knows none of them."""

    sources: Sequence[Source]
    srcset: str
    src: str
    width: int
    height: int


def picture_of(image: StoredImage, shape: Shape = Shape.WHOLE, *, address: Address | None = None) -> Picture:
    """The picture of a photograph that is loaded. `address` is for private ones, which a feature serves itself."""
    where = address or (lambda size, kind: public_address(image, size, kind))
    sizes = sizes_of(image.size, shape)

    def srcset(kind: Format) -> str:
        return ", ".join(f"{where(size, kind)} {size.width}w" for size in sizes)

    # A browser that knows no srcset gets the one in the middle.
    middle = sizes[len(sizes) // 2]
    return Picture(
        sources=[Source(kind.mimetype, srcset(kind)) for kind in image.formats if kind is not Format.JPEG],
        srcset=srcset(Format.JPEG),
        src=where(middle, Format.JPEG),
        width=middle.width,
        height=middle.height,
    )


def public_address(image: StoredImage, size: Size, kind: Format) -> str:
    """The address of a rendition: the same bytes for everyone, kept for good."""
    return root_url("media.show", key=image.key, size=str(size), kind=str(kind))


def jpeg_address(image: StoredImage, shape: Shape, least_width: int) -> str:
    """The address of the narrowest JPEG of at least that width, else of the widest: for feeds, data and letters."""
    sizes = sizes_of(image.size, shape)
    fitting = next((size for size in sizes if size.width >= least_width), sizes[-1])
    return public_address(image, fitting, Format.JPEG)
