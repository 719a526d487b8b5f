"""Titles and descriptions: whole where they fit, cut after a word where they do not."""

import pytest
from flask import Flask
from markupsafe import Markup

from craftsite.web.heads import LONGEST_DESCRIPTION, brief, with_site_name


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Katalog", "Katalog · Karya Jatim"),
        ("x" * 46, "x" * 46 + " · Karya Jatim"),
        ("x" * 47, "x" * 47),
        (" Dua\n baris ", "Dua baris · Karya Jatim"),
        (Markup("Kain &amp; &lt;b&gt;"), "Kain &amp; &lt;b&gt; · Karya Jatim"),
        ("Kain <b>", "Kain &lt;b&gt; · Karya Jatim"),
    ],
)
def test_a_title_names_the_site_where_both_fit(app: Flask, title: str, shown: str) -> None:
    with app.app_context():
        assert with_site_name(title) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        (" Satu\n  dua. ", "Satu dua."),
        ("x" * 160, "x" * 160),
        ("x" * 161, "x" * 159 + "…"),
        ("kata " * 40, ("kata " * 32).strip() + "…"),
        ("a" * 150 + " satu, dua tiga", "a" * 150 + " satu…"),
        (Markup("&amp;" * 160), "&amp;" * 160),
    ],
)
def test_a_description_is_cut_after_a_word(text: str, shown: str) -> None:
    assert brief(text) == shown


def test_no_cut_is_longer_than_what_is_shown() -> None:
    for length in range(1, 400):
        text = ("ab cdefgh ijk, lmnopq. " * 20)[:length]
        assert len(Markup(brief(text)).unescape()) <= LONGEST_DESCRIPTION
