"""The program that touches what others sent: it runs in a process of its own, with little memory and little time.

It reads one photograph from standard input, writes one line of JSON (`{"refused": reason}`, or the size and the length
of each part that follows), and ends. It imports next to nothing of the site, so it starts quickly and holds no secret.
"""

import io
import json
import resource
import sys
from collections.abc import Callable, Mapping, Sequence

import pi_heif
from PIL import AvifImagePlugin, Image, ImageCms, ImageFile, ImageOps

from craftsite.media.renditions import Format, Size, all_sizes

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "HEIF")
MOST_PIXELS, MOST_JPEG_PIXELS, LONGEST_SIDE = 64_000_000, 120_000_000, 12_000
# What is kept of a photograph to make other sizes from: enough for a screen of twice the density, or A5 in print.
MASTER_SIDE = 2_560
MASTER_QUALITY = 92
PAPER = (255, 255, 255)
# An address space, not memory: libraries are mapped into it as well. Measured: docs/photographs.md.
MOST_MEMORY_BYTES = 1_100 * 1024 * 1024
MOST_CPU_S = 20
MASTER = "master.jpg"

Encoder = Callable[[Image.Image], bytes]


class RefusedError(Exception):
    """The photograph cannot be taken; the text is the reason, a word of `media.images.Reason`."""


def main(arguments: Sequence[str]) -> None:
    """Does what the one argument says: `take` what somebody sent, or `finish` a master."""
    confine()
    data = sys.stdin.buffer.read()
    try:
        answer = {"take": take, "finish": finish}[arguments[0]](data)
    except RefusedError as refusal:
        answer = _refusal(str(refusal))
    except MemoryError:
        answer = _refusal("pixels")
    sys.stdout.buffer.write(answer)


def confine() -> None:
    """Takes away from this process what a photograph does not need."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_CPU_S, MOST_CPU_S))
    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
        resource.setrlimit(kind, (0, 0))
    pi_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    pi_heif.options.DECODE_THREADS = 1
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    # The limits are our own and checked on the header; Pillow's would only warn up to twice as much.
    Image.MAX_IMAGE_PIXELS = None
    ImageFile.LOAD_TRUNCATED_IMAGES = False


def take(data: bytes) -> bytes:
    """The answer to what somebody sent: its master, and all sizes as JPEG. Raises RefusedError."""
    master = developed(data)
    return _packed(master, {MASTER: _jpeg(master, MASTER_QUALITY), **_renditions(master, (Format.JPEG,))})


def finish(data: bytes) -> bytes:
    """The answer to a master of ours: all sizes in all formats. Raises RefusedError."""
    with _opened(data) as opened:
        master = opened.convert("RGB")
    return _packed(master, _renditions(master, tuple(Format)))


def _renditions(master: Image.Image, formats: Sequence[Format]) -> Mapping[str, bytes]:
    made = {}
    for size in all_sizes(Size(*master.size)):
        fitted = ImageOps.fit(master, (size.width, size.height), Image.Resampling.LANCZOS)
        made.update({f"{size}.{kind}": ENCODERS[kind](fitted) for kind in formats})
    return made


def developed(data: bytes) -> Image.Image:
    """The photograph upright in sRGB, of at most MASTER_SIDE, with nothing of the file but its colours."""
    opened = _opened(data)
    _check_size(opened)
    try:
        # Only JPEG can be read smaller, which is what lets it be so large.
        opened.draft(None, (MASTER_SIDE, MASTER_SIDE))
        if opened.size[0] * opened.size[1] > MOST_PIXELS:
            raise RefusedError("pixels")
        opened.load()
    except (MemoryError, RefusedError):
        raise
    # Each library has errors of its own for a file that ends early or contradicts itself.
    except Exception as error:
        raise RefusedError("broken") from error
    _check_size(opened)
    profile, orientation = opened.info.get("icc_profile"), opened.getexif().get(0x0112, 1)
    small = _reduced(_plain_mode(opened))
    alpha = small.getchannel("A") if small.mode in ("RGBA", "LA") else None
    colours = _in_srgb(_without_alpha(small), profile)
    sheet = Image.new("RGB", colours.size, PAPER)
    sheet.paste(colours, mask=alpha)
    return _upright(sheet, orientation)


def _opened(data: bytes) -> Image.Image:
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except MemoryError:
        raise
    # As above: each library has errors of its own for a broken file.
    except Exception as error:
        raise RefusedError("broken") from error


def _check_size(picture: Image.Image) -> None:
    width, height = picture.size
    most = MOST_JPEG_PIXELS if picture.format in ("JPEG", "MPO") else MOST_PIXELS
    if width * height > most or max(width, height) > LONGEST_SIDE:
        raise RefusedError("pixels")
    if min(width, height) < 1:
        raise RefusedError("broken")


def _plain_mode(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller: 8 bits, no palette."""
    if picture.mode.startswith("I"):
        # Pillow's own conversion cuts everything above 255 off.
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode in ("1", "PA") or "transparency" in picture.info:
        return picture.convert({"1": "L", "L": "LA", "PA": "RGBA"}.get(picture.mode, "RGBA"))
    return picture if picture.mode in ("L", "LA", "RGB", "RGBA", "CMYK") else picture.convert("RGB")


def _reduced(picture: Image.Image) -> Image.Image:
    scale = MASTER_SIDE / max(picture.size)
    if scale >= 1:
        return picture
    width, height = (max(1, round(side * scale)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def _without_alpha(picture: Image.Image) -> Image.Image:
    return picture.convert({"RGBA": "RGB", "LA": "L"}[picture.mode]) if picture.mode in ("RGBA", "LA") else picture


def _in_srgb(picture: Image.Image, profile: object) -> Image.Image:
    """The picture in sRGB; one whose profile is missing, broken or of another kind of colours counts as sRGB."""
    if isinstance(profile, bytes) and profile:
        try:
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            converted = None
        if converted is not None:
            return converted
    return picture.convert("RGB")


def _upright(picture: Image.Image, orientation: object) -> Image.Image:
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_270,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_90,
    }
    return picture.transpose(turns[orientation]) if isinstance(orientation, int) and orientation in turns else picture


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    """The picture as a JPEG, of which the first scan already shows all."""
    return _saved(picture, "JPEG", quality=quality, progressive=True, optimize=True)


def _saved(picture: Image.Image, kind: str, **options: object) -> bytes:
    # A new sheet has no comment, profile or other baggage that a writer could carry over.
    clean = Image.new("RGB", picture.size)
    clean.paste(picture)
    file = io.BytesIO()
    clean.save(file, kind, **options)
    return file.getvalue()


# Qualities that look alike, and what they cost: docs/photographs.md.
ENCODERS: Mapping[Format, Encoder] = {
    Format.JPEG: lambda picture: _jpeg(picture, 78),
    Format.WEBP: lambda picture: _saved(picture, "WEBP", quality=74, method=4),
    Format.AVIF: lambda picture: _saved(picture, "AVIF", quality=56, speed=6, max_threads=1),
}


def _packed(master: Image.Image, parts: Mapping[str, bytes]) -> bytes:
    head = {"width": master.width, "height": master.height, "parts": {name: len(part) for name, part in parts.items()}}
    return json.dumps(head).encode() + b"\n" + b"".join(parts.values())


def _refusal(reason: str) -> bytes:
    return json.dumps({"refused": reason}).encode() + b"\n"


if __name__ == "__main__":
    main(sys.argv[1:])
