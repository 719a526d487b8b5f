"""Where a visitor may be sent back to: only into the site."""

import pytest

from craftsite.web.inside import inside

HOSTILE = [
    "//evil.example", "///evil.example", "////evil.example/", "//[::ffff:zqx]", "//[::1]/x", "http://evil.example",
    "https://evil.example/akun", "HTTP://EVIL.EXAMPLE", "https:evil.example", "https:/evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "\\\\evil.example",
    "/\\evil.example", "\\/evil.example", "/\t/evil.example", "/\n/evil.example", "/\r/evil.example",
    "\t//evil.example", " //evil.example", "/ /evil.example", "\x00//evil.example", "/akun\x00",
    "//evil.example\\@localhost", "http:///evil.example", "//localhost@evil.example", "evil.example", "@evil.example",
    "?lanjut=x", "#x", "", "akun", "..//evil.example", "/akun\u2028", "／／evil.example", "/" + "a" * 500,
    "ftp://evil.example/x", "mailto:a@evil.example", "blob:https://evil.example", "/\x7f/evil.example",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_what_leads_elsewhere_or_is_no_path_leads_nowhere(text: str) -> None:
    assert inside(text) is None


@pytest.mark.parametrize("text", ["/", "/akun", "/en/akun/sandi", "/katalog?q=batik&daerah=3526", "/x?y=//z"])
def test_a_page_of_the_site_stays_itself(text: str) -> None:
    assert inside(text) == text


def test_a_fragment_is_dropped_since_no_server_sees_one() -> None:
    assert inside("/akun#sandi") == "/akun"
