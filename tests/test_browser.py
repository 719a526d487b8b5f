"""The browser of the tests: it refuses a page that breaks a rule of the house, and says which."""

import pytest

from tests.browser import HouseRules

PAGE = """<!doctype html>
<html lang="id">
<head><title>Contoh</title><meta name="viewport" content="width=device-width"></head>
<body>
<a href="#main">Langsung ke isi</a>
<main id="main">
<h1>Contoh</h1>
<form><label for="nama">Nama</label><input id="nama" name="nama"><label>Isi <textarea name="isi"></textarea></label>
<select name="urut" aria-label="Urutan"><option>Nama</option></select><input type="hidden" name="token">
<button>Simpan</button><button aria-label="Tutup"></button></form>
<a href="/"><img src="/a.png" alt="Beranda" width="9" height="9"></a>
<script type="application/ld+json">{}</script><script src="/a.js"></script>
</main>
</body>
</html>"""


def test_a_page_of_the_house_passes() -> None:
    HouseRules(PAGE, "/", is_fragment=False).check()


@pytest.mark.parametrize(
    ("written", "broken", "rule"),
    [
        (' lang="id"', "", "no language"),
        (' lang="id"', ' lang="fr"', "no language"),
        ("<h1>Contoh</h1>", "", "0 h1"),
        ("<h1>Contoh</h1>", "<h1>Satu</h1><h1>Dua</h1>", "2 h1"),
        ("<title>Contoh</title>", "<title> </title>", "no title"),
        ('<main id="main">', '<main id="isi">', "no main landmark"),
        ('href="#main"', 'href="#isi"', "no skip link"),
        ('name="viewport"', 'name="robots"', "no viewport"),
        ("<h1>", '<h1 id="nama">', "an id stands twice"),
        (' for="nama"', "", "no label for <input"),
        ('<label>Isi <textarea name="isi"></textarea></label>', "Isi <textarea></textarea>", "no label for <textarea"),
        (' aria-label="Urutan"', "", "no label for <select"),
        (' alt="Beranda"', "", "no alt on <img"),
        (' height="9"', "", "no size on <img"),
        ("<h1>", '<h1 style="color: red">', "style on h1"),
        ("<h1>", '<h1 onclick="go()">', "onclick on h1"),
        ("<h1>", '<h1 hx-on:click="go()">', "hx-on:click on h1"),
        ("</main>", "<script>go()</script></main>", "inline script"),
        ("</main>", "<style>h1 { color: red }</style></main>", "inline style"),
        ('<a href="/">', '<a href="#">', "a link leads nowhere"),
        ('<a href="/">', "<a>", "a link leads nowhere"),
        ('alt="Beranda"', 'alt=""', "a link without a name"),
        ("Langsung ke isi", "", "a link without a name"),
        ("Simpan", "<b></b>", "a button without a name"),
    ],
)
def test_a_page_that_breaks_a_rule_is_refused(written: str, broken: str, rule: str) -> None:
    assert written in PAGE

    with pytest.raises(AssertionError, match=rule):
        HouseRules(PAGE.replace(written, broken), "/", is_fragment=False).check()


def test_a_part_of_a_page_needs_no_head_but_keeps_the_other_rules() -> None:
    HouseRules('<input name="nama">', "/", is_fragment=True).check()

    with pytest.raises(AssertionError, match="no language"):
        HouseRules('<input name="nama">', "/", is_fragment=False).check()
    with pytest.raises(AssertionError, match="an id stands twice"):
        HouseRules('<b id="a"></b><b id="a"></b>', "/", is_fragment=True).check()
