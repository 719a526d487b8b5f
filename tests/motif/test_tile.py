"""Ornaments: every family draws sound SVG, and the same SVG for the same seed."""

import gzip
import hashlib

import pytest

from craftsite.motif import tile as module
from craftsite.motif.dyes import PALETTES
from craftsite.motif.tile import FAMILIES, address_key, strip, tile
from tests.motif.drawings import ids, read


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("seed", ["", "BKL-014", "Dewi & Ratna <batik>"])
def test_a_tile_is_sound(family, seed):
    drawing = tile(seed, family=family)

    assert read(drawing).get("viewBox") == "0 0 480 600"
    assert len(ids(drawing)) == len(set(ids(drawing)))
    assert "nan" not in drawing
    assert len(gzip.compress(drawing.encode())) < 5_000


@pytest.mark.parametrize("family", FAMILIES)
def test_what_a_tile_uses_is_defined(family):
    drawing = tile("used", family=family)

    used = {element.attrib["href"].removeprefix("#") for element in read(drawing).iter() if "href" in element.attrib}

    assert used <= set(ids(drawing))


# A drawing is kept for good under its address: whoever changes these raises GENERATION.
@pytest.mark.parametrize(
    ("family", "digest"),
    [
        ("bamboo", "bc74a4ba9edb"),
        ("islands", "b33b21313eb5"),
        ("plait", "defc561dbfe0"),
        ("wave", "668e2c941834"),
    ],
)
def test_the_bytes_of_a_tile_stay(family, digest):
    assert hashlib.sha256(tile("BKL-014", family=family).encode()).hexdigest()[:12] == digest


def test_a_seed_chooses_family_and_palette():
    assert tile("one") == tile("one")
    assert len({tile(f"seed {number}") for number in range(20)}) == 20


@pytest.mark.parametrize("seed", ["one", "two", "three", "four"])
def test_a_category_chooses_among_its_own_families(seed):
    suitable = {tile(seed, family=family) for family in ("paddy", "moringa", "coffee", "wave", "scale")}

    assert tile(seed, category="agro") in suitable


@pytest.mark.parametrize("palette", range(len(PALETTES)))
def test_a_palette_gives_the_ground(palette):
    drawing = tile("ground", family="surya", palette=palette)

    assert f'<rect width="480" height="600" fill="{PALETTES[palette].ground}"/>' in drawing


def test_the_dyes_of_a_palette_can_be_told_apart():
    for palette in PALETTES:
        assert len({palette.ground, palette.line, palette.accent, palette.second}) == 4


def test_an_unknown_family_is_an_error():
    with pytest.raises(KeyError):
        tile("x", family="petal")


@pytest.mark.parametrize("family", FAMILIES)
def test_a_strip_of_any_size_is_sound(family):
    for width, height in ((1, 1), (768, 259), (1523, 216)):
        assert read(f"<svg>{strip('strip', family, width, height).svg()}</svg>") is not None


def test_an_address_key_changes_with_every_part(monkeypatch):
    key = address_key("Batik", "Kab. Bangkalan", "BKL-014", "")
    others = {
        address_key("Batik tulis", "Kab. Bangkalan", "BKL-014", ""),
        address_key("Batik", "Kab. Sampang", "BKL-014", ""),
        address_key("Batik", "Kab. Bangkalan", "BKL-015", ""),
        address_key("Batik", "Kab. Bangkalan", "BKL-014", "wave"),
        address_key("Batik", "Kab. Bangkalan", "BKL-014"),
        address_key("BatikKab. Bangkalan", "", "BKL-014", ""),
    }
    monkeypatch.setattr(module, "GENERATION", module.GENERATION + 1)
    others.add(address_key("Batik", "Kab. Bangkalan", "BKL-014", ""))

    assert len(others) == 7
    assert key not in others
    assert len(key) == 10
    int(key, 16)
