"""The ways people write how they can be reached."""

import pytest

from craftsite.web.contacts import contact


@pytest.mark.parametrize(
    "written",
    [
        "081234567890", "0812-3456-7890", "0812 3456 7890", "(0812) 3456.7890", "+62 812 3456 7890", "6281234567890",
        "81234567890", "0062 812 3456 7890", "+62 0812 3456 7890", "+62\u2011812\u20113456\u20117890",
        "0812\u00a03456\u00a07890", "+62 (0) 812-3456-7890", "+62812.3456.7890", "+62 812\u20133456\u20137890",
        "\u202a+62 812 3456 7890\u202c", "０８１２３４５６７８９０", "WA: 0812 3456 7890", "tel:+6281234567890",
        "HP. 0812-3456-7890",
    ],
)  # fmt: skip
def test_one_indonesian_number_has_one_spelling(written: str) -> None:
    assert contact(written) == "+6281234567890"


def test_a_number_of_another_country_keeps_it() -> None:
    assert contact("+65 8123 4567") == "+6581234567"


@pytest.mark.parametrize(
    ("written", "stored"),
    [("Sari.W+kain@Contoh.CO.ID", "Sari.W+kain@contoh.co.id"), ("a@b.id", "a@b.id"), ("o'neil@b.id", "o'neil@b.id")],
)
def test_an_address_of_mail_keeps_its_name_and_loses_capitals_of_its_domain(written: str, stored: str) -> None:
    assert contact(written) == stored


@pytest.mark.parametrize(
    "written",
    [
        "", "Sari", "0812", "12345678", "+0812345678", "0812345678901234567", "0812x3456789", "٠٨١٢٣٤٥٦٧٨٩٠",
        "a@b", "@contoh.id", "a@contoh.id, b@contoh.id", "a b@contoh.id", "a@-contoh.id", "a@contoh..id",
        "a@contoh.id\n",
        "<a@contoh.id>", "a@contoh.id?bcc=b@contoh.id", "a" * 65 + "@contoh.id", "a@" + "b" * 64 + ".id",
        "a@" + "b.b" * 90 + ".id", "https://wa.me/6281234567890",
        "0812 3456 7890 / 0813 3456 7890", "0812 3456 7890 WA", "WA WA 081234567890",
    ],
)  # fmt: skip
def test_what_nobody_can_be_reached_by_is_no_contact(written: str) -> None:
    assert contact(written) is None
