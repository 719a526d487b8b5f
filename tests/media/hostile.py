"""A hundred files that somebody could send to do harm, each made here; none comes from elsewhere."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image, PngImagePlugin

from tests.media.photographs import HEIC, TURNED_HEIC, encoded, photograph, quarters

# What may never come out again; it is looked for in everything that is served.
SECRETS = (b"-7.257472", b"Rumah Contoh", b"<script>", b"GIF89a", b"PK\x03\x04", b"ns.adobe.com", b"Exif")
GPS_TAG = 0x8825


def hostile() -> Iterator[tuple[str, bytes, bool | None]]:
    """A name, the file, and whether it is to be taken; None where either is right as long as nothing breaks."""
    yield from _of_no_kind()
    yield from _cut_off()
    yield from _polyglots()
    yield from _bombs()
    yield from _unusual()
    yield from _with_baggage()
    yield from _damaged()


def exif(*, orientation: int = 1) -> Image.Exif:
    """What a telephone writes: which way up, where, and whose it is."""
    facts = Image.Exif()
    facts[0x0112] = orientation
    facts[0x010E] = "Rumah Contoh -7.257472"
    facts[GPS_TAG] = {1: "S", 2: (7.0, 15.0, 26.9), 3: "E", 4: (112.0, 45.0, 7.5)}
    return facts


def png(width: int, height: int, *, chunks: bytes = b"", data: bytes | None = None) -> bytes:
    """A PNG whose header says what it likes."""
    body = zlib.compress(b"\x00" * 64) if data is None else data
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunks + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def with_size(heic: bytes, width: int, height: int) -> bytes:
    """A HEIC or AVIF whose header claims another size."""
    at = heic.index(b"ispe") + 8
    return heic[:at] + struct.pack(">II", width, height) + heic[at + 8 :]


def jpeg_with_size(width: int, height: int) -> bytes:
    """A JPEG whose frame claims another size."""
    data = photograph()
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def webp_with_size(width: int, height: int) -> bytes:
    """A WebP whose canvas claims another size; one that is animated is given a canvas before anything is read."""
    data = animation("WEBP")
    at = data.index(b"VP8X") + 12
    return data[:at] + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little") + data[at + 6 :]


def animation(kind: str, frames: int = 4) -> bytes:
    """A moving picture that begins with the quarters."""
    rest = [Image.new("RGB", (128, 96), (number * 40, 0, 0)) for number in range(1, frames)]
    return encoded(quarters(), kind, save_all=True, append_images=rest, lossless=True, duration=100)


def archive() -> bytes:
    """A ZIP with a name that leads elsewhere."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        opened.writestr("../../evil.txt", "x")
    return file.getvalue()


def deep_png() -> bytes:
    """A PNG of 16 bits a colour."""
    row = b"\x00" + b"".join(struct.pack(">HHH", 60_000, 1_000, 1_000) for _ in range(64))
    header = struct.pack(">IIBBBBB", 64, 48, 16, 2, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * 48)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def _of_no_kind() -> Iterator[tuple[str, bytes, bool | None]]:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield "nothing", b"", False
    yield "one byte", b"\xff", False
    yield "only NUL", b"\x00" * 4_096, False
    yield "text", b"Ini bukan foto. " * 100, False
    yield "SVG", svg, False
    yield "HTML", b"<!doctype html><script>alert(1)</script>", False
    yield "PHP", b"<?php system($_GET[0]); ?>", False
    yield "ZIP", archive(), False
    yield "PDF", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n", False
    yield "program", b"\x7fELF" + b"\x00" * 200, False
    yield "too many bytes", photograph() + b"\x00" * (15 * 1024 * 1024), False
    for kind in ("GIF", "BMP", "TIFF", "ICO", "TGA", "PPM", "PCX", "JPEG2000", "EPS", "PDF"):
        yield f"a picture in {kind}", encoded(quarters((64, 64)), kind), False
    yield "PostScript", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run\n", False
    yield "a film", b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + b"\x00" * 500, False
    yield "RIFF that is sound", b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\x00" * 60, False


def _cut_off() -> Iterator[tuple[str, bytes, bool | None]]:
    files = {"JPEG": photograph(), "PNG": photograph(kind="PNG"), "WEBP": photograph(kind="WEBP")}
    files |= {"AVIF": photograph(kind="AVIF"), "HEIC": HEIC}
    for kind, data in files.items():
        for percent in (2, 10, 30, 50, 70, 90):
            yield f"{kind} cut off at {percent} %", data[: len(data) * percent // 100], False
    yield "only the start of a JPEG", b"\xff\xd8\xff\xe0", False
    yield "only the start of a PNG", b"\x89PNG\r\n\x1a\n", False
    yield "only the start of a HEIC", HEIC[:12], False


def _polyglots() -> Iterator[tuple[str, bytes, bool | None]]:
    script = b"<script>alert(document.cookie)</script>"
    yield "a JPEG with a ZIP behind it", photograph() + archive(), True
    yield "a JPEG with HTML behind it", photograph() + script, True
    yield "a JPEG with HTML in its comment", photograph(comment=script), True
    yield "a JPEG with a script in EXIF", photograph(exif=_exif_with("<script>alert(1)</script>")), True
    yield "a PNG with HTML behind it", photograph(kind="PNG") + script, True
    yield "a WebP with a ZIP behind it", photograph(kind="WEBP") + archive(), True
    yield "a GIF that is a JPEG further on", b"GIF89a/*" + photograph() + b"*/=1;alert(1)", False
    yield "HTML that is a JPEG further on", script + photograph(), False
    yield "a JPEG that is a GIF further on", photograph() + b"GIF89a=1;alert(1)", True
    yield "a JPEG whose first segment is a script", _with_segment(b"*/=alert('GIF89a')/*"), True


def _bombs() -> Iterator[tuple[str, bytes, bool | None]]:
    zeros = zlib.compress(b"\x00" * (30 * 1024 * 1024), 9)
    yield "a PNG of 12,001 x 1", png(12_001, 1), False
    yield "a PNG of 2^31 - 1", png(2**31 - 1, 2**31 - 1), False
    yield "a PNG of 65,500 x 65,500", png(65_500, 65_500), False
    yield "a PNG of 9,000 x 9,000", png(9_000, 9_000), False
    yield "a PNG of no width", png(0, 100), False
    yield "a PNG whose data is a thousand times larger", png(3_000, 3_500, data=zeros), False
    yield "a PNG with a text of 30 MB", png(64, 64, chunks=chunk(b"zTXt", b"x\x00\x00" + zeros)), False
    yield "a PNG with a profile of 30 MB", png(64, 64, chunks=chunk(b"iCCP", b"x\x00\x00" + zeros)), False
    yield "a white PNG of 64 megapixels", encoded(Image.new("L", (8_000, 8_000)), "PNG"), True
    yield "a JPEG of 65,500 x 65,500", jpeg_with_size(65_500, 65_500), False
    yield "a JPEG of 13,000 x 100", jpeg_with_size(13_000, 100), False
    yield "a JPEG of 12,000 x 12,000", jpeg_with_size(12_000, 12_000), False
    yield "a JPEG that claims 10,000 x 10,000 and has less", jpeg_with_size(10_000, 10_000), None
    yield "a WebP of 16,383 x 16,383", webp_with_size(16_383, 16_383), False
    yield "a HEIC of 200 megapixels", with_size(HEIC, 16_320, 12_240), False
    yield "a HEIC of 11,000 x 11,000", with_size(HEIC, 11_000, 11_000), False
    yield "a HEIC of 2^31", with_size(HEIC, 2**31, 2**31), False
    yield "a HEIC of no size", with_size(HEIC, 0, 0), False
    yield "a HEIC that claims 7,000 x 7,000 and has less", with_size(HEIC, 7_000, 7_000), None
    yield "an AVIF of 200 megapixels", with_size(photograph(kind="AVIF"), 16_320, 12_240), False
    yield "an AVIF that claims 7,000 x 7,000 and has less", with_size(photograph(kind="AVIF"), 7_000, 7_000), None
    yield "a WebP of 400 frames", animation("WEBP", 400), True


def _unusual() -> Iterator[tuple[str, bytes, bool | None]]:
    yield "16 bits a colour", deep_png(), True
    yield "16 bits of grey", encoded(Image.new("I;16", (64, 48), 40_000), "PNG"), True
    yield "CMYK", encoded(quarters().convert("CMYK")), True
    yield "grey", encoded(quarters().convert("L")), True
    yield "black and white", encoded(quarters().convert("1"), "PNG"), True
    yield "a palette", encoded(quarters().convert("P"), "PNG"), True
    yield "a palette with a see-through colour", encoded(quarters().convert("P"), "PNG", transparency=0), True
    yield "see-through", encoded(quarters().convert("RGBA"), "PNG"), True
    yield "see-through grey", encoded(quarters().convert("LA"), "PNG"), True
    yield "an animated PNG", animation("PNG"), True
    yield "an animated WebP", animation("WEBP"), True
    yield "two JPEGs in one", encoded(quarters(), "MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))]), True
    yield "one pixel", photograph((1, 1), "PNG"), True
    yield "12,000 x 1", encoded(Image.new("RGB", (12_000, 1)), "PNG"), True
    yield "1 x 12,000", encoded(Image.new("RGB", (1, 12_000)), "PNG"), True
    yield "HEIC", HEIC, True
    yield "HEIC that is to be turned", TURNED_HEIC, True


def _with_baggage() -> Iterator[tuple[str, bytes, bool | None]]:
    packet = b'<x:xmpmeta xmlns:x="adobe:ns:meta/" about="http://ns.adobe.com/">-7.257472</x:xmpmeta>'
    for kind in ("JPEG", "PNG", "WEBP", "AVIF"):
        yield f"{kind} with a place in EXIF", photograph(kind=kind, exif=exif()), True
    for kind in ("JPEG", "WEBP", "AVIF"):
        yield f"{kind} with a place in XMP", photograph(kind=kind, xmp=packet), True
    yield "JPEG with a place in its comment", photograph(comment=b"Rumah Contoh -7.257472"), True
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "Rumah Contoh -7.257472")
    texts.add_itxt("XML:com.adobe.xmp", packet.decode(), zip=True)
    yield "PNG with a place in its texts", photograph(kind="PNG", pnginfo=texts), True
    yield "a profile that is none", photograph(icc_profile=b"Rumah Contoh" * 40), True
    yield "EXIF that is none", photograph(exif=b"Exif\x00\x00Rumah Contoh"), True
    yield "EXIF with an orientation of 9", photograph(exif=exif(orientation=9)), True


def _damaged() -> Iterator[tuple[str, bytes, bool | None]]:
    for kind, data in {"JPEG": photograph(), "PNG": photograph(kind="PNG"), "AVIF": photograph(kind="AVIF")}.items():
        for seed in range(1, 4):
            damaged = bytearray(data)
            for step in range(12):
                damaged[20 + (seed * 7_919 + step * 104_729) % (len(data) - 20)] ^= 0x55
            yield f"{kind} damaged at twelve places ({seed})", bytes(damaged), None


def _exif_with(text: str) -> Image.Exif:
    facts = Image.Exif()
    facts[0x010E] = text
    return facts


def _with_segment(data: bytes) -> bytes:
    plain = photograph()
    return plain[:2] + b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data + plain[2:]
