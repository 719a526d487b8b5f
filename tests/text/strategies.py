"""Texts that nobody would write but a program could send."""

from hypothesis import strategies as st

ANY_CHARACTER = st.characters(exclude_categories=())
ANY_TEXT = st.text(ANY_CHARACTER, max_size=200)
# Random characters seldom form what the tokenizer treats apart, so its own signs come often here.
TRICKY_TEXT = st.lists(
    st.sampled_from(
        [
            *"0123459aagnkxyz  --.,'\N{RIGHT SINGLE QUOTATION MARK}\N{MULTIPLICATION SIGN}",
            *"\u0301\u0345\u0130\u00df\ufdfa\u00ad\x00\ud800\u0665\u00bd",
            *["'s", "kg", "tas", "batik", "oleh", "dan", "hand", "drawn", "jawa", "timur", "oe", "tj"],
        ]
    ),
    max_size=40,
).map("".join)
TEXT = ANY_TEXT | TRICKY_TEXT
HUGE = [
    "a" * 100_000,
    "a-" * 50_000,
    "1x" * 50_000,
    "1.2," * 25_000,
    "x " * 50_000,
    "-" * 100_000,
    " " * 100_000,
    "'" * 100_000,
    "'s" * 50_000,
    "\x00" * 100_000,
    "\ud800" * 100_000,
    "\ufdfa" * 100_000,
    "a" + "\u0301" * 100_000,
    "nya" * 33_333,
    "anyaman bambu " * 7_000,
]
