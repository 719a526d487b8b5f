"""Printing: the format and weight of a picture, the same bytes every time, and drawings that stay data."""

import io
from concurrent.futures import ThreadPoolExecutor

import pytest
import typst
from PIL import Image

from craftsite.motif.label import Inscription
from craftsite.motif.plate import plate
from craftsite.motif.press import Press
from craftsite.motif.share import HEIGHT, WIDTH, ornament_sheet

PRESS = Press()
DRAWING = ornament_sheet(Inscription("Kopi robusta Dampit", "Kab. Malang"), "MLK-003", "rosette")


def test_a_picture_is_a_jpeg_of_its_size_and_the_same_every_time():
    first, again = (press.jpeg(DRAWING, WIDTH, HEIGHT, 250_000) for press in (PRESS, Press()))

    picture = Image.open(io.BytesIO(first))
    assert (picture.format, picture.size, picture.mode) == ("JPEG", (1200, 630), "RGB")
    assert picture.info.get("progressive")
    assert first == again


def test_a_picture_that_is_too_heavy_is_written_in_a_lower_quality():
    light, heavy = (PRESS.jpeg(DRAWING, WIDTH, HEIGHT, most_bytes) for most_bytes in (110_000, 250_000))

    assert len(light) <= 110_000 < len(heavy)


def test_the_dyes_come_out_as_they_are():
    red = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#8f2b26"/></svg>'

    picture = Image.open(io.BytesIO(PRESS.png(red, 8, 8))).convert("RGB")

    assert set(picture.get_flattened_data()) == {(0x8F, 0x2B, 0x26)}


@pytest.mark.parametrize("name", ['#panic("x")', '"); #read("/etc/passwd"); (', "]#pagebreak()[", "$ * _ `", "\\u{0}"])
def test_words_are_never_read_as_instructions(name):
    drawing = plate(name, name, "BKL-014", size="wide")

    assert PRESS.png(drawing, WIDTH, HEIGHT).startswith(b"\x89PNG")


@pytest.mark.parametrize("file", ["/etc/hostname", "file:///etc/hostname", "../static/icon.svg", "press.typ"])
def test_a_drawing_opens_no_file(file):
    linked = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><image href="{file}" width="8" height="8"/></svg>'
    )

    with pytest.raises(typst.TypstError):
        PRESS.png(linked, 8, 8)


@pytest.mark.parametrize("drawing", ["", "#panic()", "<svg", "no drawing"])
def test_what_is_no_drawing_is_an_error(drawing):
    with pytest.raises(typst.TypstError):
        PRESS.png(drawing, WIDTH, HEIGHT)


def test_many_threads_may_print_at_once():
    drawings = [plate("Kopi", "Kab. Malang", f"MLK-{number:03}", size="chip") for number in range(6)]
    alone = [PRESS.png(drawing, 320, 400) for drawing in drawings]

    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(lambda drawing: PRESS.png(drawing, 320, 400), drawings))

    assert together == alone
