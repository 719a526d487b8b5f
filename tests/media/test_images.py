"""The darkroom: every photograph comes out upright, in its colours, in the sizes promised, within its bounds."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from craftsite.media import darkroom, images
from craftsite.media.images import DARKROOM_ENVIRONMENT, Reason, RefusedPhotoError
from craftsite.media.models import MASTER
from craftsite.media.renditions import WIDTHS, Shape, Size, all_sizes, sizes_of
from tests.media.hostile import animation, deep_png, exif, with_size
from tests.media.photographs import (
    BLUE,
    GREEN,
    GREY,
    HEIC,
    QUARTERS,
    RED,
    TURNED_HEIC,
    corners,
    display_p3,
    encoded,
    is_near,
    opened,
    photograph,
    quarters,
)

# What a decoder says of a file in which nothing of the kind is written.
HARMLESS = {
    *("jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"),
    *("loop", "background", "timestamp", "duration"),
}
MOST_MEMORY_MB = 700
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
# How each orientation of EXIF stores a picture that is upright when it is shown.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def master(data: bytes) -> Image.Image:
    """What is kept of a photograph."""
    return opened(images.develop(data).parts[MASTER])


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("orientation", STORED)
def test_every_orientation_comes_out_upright(kind: str, orientation: int) -> None:
    turn = STORED[orientation]
    stored = quarters() if turn is None else quarters().transpose(turn)

    # In this process, since 32 others would do the same.
    picture = darkroom.developed(encoded(stored, kind, exif=exif(orientation=orientation)))

    assert picture.size == (128, 96)
    assert is_near(corners(picture), QUARTERS, by=20)
    assert not picture.getexif()


def test_a_heic_is_turned_once_as_its_box_says() -> None:
    assert is_near(corners(master(HEIC)), QUARTERS)

    turned = master(TURNED_HEIC)

    assert turned.size == (96, 128)
    assert is_near(corners(turned), (BLUE, RED, GREY, GREEN))


@pytest.mark.parametrize("kind", FORMATS)
def test_the_colours_of_display_p3_look_the_same_in_srgb(kind: str) -> None:
    told = (200, 90, 60)
    plain = Image.new("RGB", (64, 64), told)
    exact = {"JPEG": {"quality": 100}, "AVIF": {"quality": 100}, "WEBP": {"lossless": True}}.get(kind, {})

    with_profile = master(encoded(plain, kind, icc_profile=display_p3(), **exact)).getpixel((9, 9))
    without = master(encoded(plain, kind, **exact)).getpixel((9, 9))

    assert is_near([with_profile], [srgb_of_p3(told)], by=3)
    assert is_near([without], [told], by=3)
    assert not is_near([with_profile], [without], by=8)


def srgb_of_p3(colour: tuple[int, int, int]) -> tuple[int, ...]:
    """A colour of Display P3 in sRGB, by the matrix of CSS Color 4."""
    rows = ((1.2249401, -0.2249402, 0.0), (-0.0420569, 1.0420571, 0.0), (-0.0196376, -0.0786361, 1.0982735))
    linear = [(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4) for c in (each / 255 for each in colour)]
    mixed = [min(1.0, max(0.0, sum(a * b for a, b in zip(row, linear, strict=True)))) for row in rows]
    return tuple(round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)) for c in mixed)


def test_what_is_kept_and_made_has_no_profile_and_nothing_else_beside_its_colours() -> None:
    data = photograph(exif=exif(), comment=b"Rumah", icc_profile=display_p3(), xmp=b"<x:xmpmeta/>")
    developed = images.develop(data)
    finished = images.finish(developed.parts[MASTER])

    for part in [*developed.parts.values(), *finished.parts.values()]:
        picture = opened(part)
        assert not picture.getexif()
        assert set(picture.info) <= HARMLESS


def test_what_is_see_through_lies_on_white() -> None:
    glass = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    glass.paste((220, 30, 30, 255), (0, 0, 32, 64))

    for kind in ("PNG", "WEBP", "AVIF"):
        picture = master(encoded(glass, kind, **({"lossless": True} if kind == "WEBP" else {})))
        assert is_near([picture.getpixel((8, 32)), picture.getpixel((56, 32))], [RED, (255, 255, 255)])


def test_sixteen_bits_are_brought_to_eight_and_not_cut_off() -> None:
    assert is_near([master(deep_png()).getpixel((9, 9))], [(60_000 // 256, 3, 3)])
    grey = encoded(Image.new("I;16", (64, 48), 40_000), "PNG")
    assert is_near([master(grey).getpixel((9, 9))], [(156, 156, 156)])


def test_cmyk_and_a_palette_keep_their_colours() -> None:
    assert is_near(corners(master(encoded(quarters().convert("CMYK")))), QUARTERS, by=20)
    assert is_near(corners(master(encoded(quarters().quantize(16), "PNG"))), QUARTERS)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_the_first_picture_of_a_moving_one_is_taken(kind: str) -> None:
    assert is_near(corners(master(animation(kind))), QUARTERS)


def test_a_large_photograph_is_kept_in_the_size_of_a_screen() -> None:
    developed = images.develop(photograph((4_000, 3_000)))

    assert developed.size == Size(2_560, 1_920)
    assert is_near(corners(opened(developed.parts[MASTER])), QUARTERS)


def test_a_jpeg_may_be_larger_than_what_cannot_be_read_in_a_smaller_size() -> None:
    large = Image.new("L", (11_000, 10_900), 128)

    assert images.develop(encoded(large)).size == Size(2_560, 2_537)
    with pytest.raises(RefusedPhotoError) as refusal:
        images.develop(encoded(large, "PNG"))
    assert refusal.value.reason is Reason.TOO_MANY_PIXELS


sides = st.integers(1, 2_560)


@given(sides, sides)
def test_no_size_is_larger_than_the_photograph_and_each_keeps_its_shape(width: int, height: int) -> None:
    whole = Size(width, height)

    for shape in Shape:
        sizes = sizes_of(whole, shape)
        assert sizes == sorted(set(sizes))
        assert 1 <= len(sizes) <= len(WIDTHS[shape])
        for size in sizes:
            assert 1 <= size.width <= width
            assert 1 <= size.height <= height
            told = height / width if shape is Shape.WHOLE else 5 / 4
            assert abs(size.height - size.width * told) <= max(1, 0.02 * size.height) or min(width, height) < 8
    assert len(all_sizes(whole)) <= sum(map(len, WIDTHS.values()))


@given(st.integers(1, 400), st.integers(1, 400))
def test_the_widest_size_uses_what_there_is(width: int, height: int) -> None:
    assert sizes_of(Size(width, height), Shape.WHOLE)[-1] == Size(width, height)


def test_the_darkroom_knows_no_secret_of_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CRAFTSITE_SECRET_KEY", "rahasia")
    seen: dict[str, object] = {}

    def note(command: list[str], **options: object) -> subprocess.CompletedProcess[bytes]:
        seen.update(options)
        return subprocess.CompletedProcess(command, 0, b'{"refused": "broken"}\n', b"")

    monkeypatch.setattr(subprocess, "run", note)
    with pytest.raises(RefusedPhotoError):
        images.develop(photograph())

    assert "rahasia" not in str(seen["env"])
    # What the other process printed has no type here.
    assert set(seen["env"]) == set(DARKROOM_ENVIRONMENT)  # type: ignore[call-overload]


PROBE = """
from craftsite.media import darkroom
darkroom.confine()
{attack}
"""


@pytest.mark.parametrize(
    ("attack", "ends"),
    [
        ("x = bytearray(2_000_000_000)", "MemoryError"),
        ("open('/tmp/craftsite-probe', 'w').write('x' * 9_000)", ""),
    ],
)
def test_a_process_that_was_taken_over_gets_neither_memory_nor_a_file(attack: str, ends: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(attack=attack)], capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    assert ends in done.stderr


def test_a_process_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_SECONDS", 0.5)
    monkeypatch.setattr(images, "DARKROOM", (sys.executable, "-c", "import time; time.sleep(60)"))

    with pytest.raises(RefusedPhotoError) as refusal:
        images.develop(photograph())
    assert refusal.value.reason is Reason.BROKEN


def test_a_process_that_crashes_is_a_broken_photograph_and_one_with_a_fault_is_ours(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(images, "DARKROOM", (sys.executable, "-c", "import os; os.abort()"))
    with pytest.raises(RefusedPhotoError):
        images.develop(photograph())

    monkeypatch.setattr(images, "DARKROOM", (sys.executable, "-c", "raise RuntimeError('gone wrong')"))
    with pytest.raises(images.DarkroomError, match="gone wrong"):
        images.develop(photograph())


MEASURED = """
import sys
from craftsite.media import darkroom
darkroom.main(["take"])
[peak] = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
sys.stderr.write(str(int(peak) // 1024))
"""
WORST = {
    "64 megapixels that are see-through": encoded(Image.new("RGBA", (8_000, 8_000)), "PNG"),
    "120 megapixels of JPEG": encoded(Image.new("RGB", (11_900, 10_000))),
    "64 megapixels of JPEG": encoded(Image.new("RGB", (8_000, 8_000))),
    "49 megapixels of AVIF": with_size(photograph(kind="AVIF"), 7_000, 7_000),
}


@pytest.mark.parametrize("what", WORST)
def test_the_darkroom_needs_no_more_memory_than_a_small_server_has(what: str) -> None:
    done = subprocess.run([sys.executable, "-c", MEASURED], input=WORST[what], capture_output=True, check=True)

    assert b"refused" not in done.stdout[:40]
    assert int(done.stderr) < MOST_MEMORY_MB
