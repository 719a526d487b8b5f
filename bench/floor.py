"""The least that a page can cost: Flask with ready bytes, and Flask with a Jinja page from memory, of the same size.

The page has what the catalogue's has, without asking anybody: 24 cards, a row for each of 99 choices with its count,
numbered pages, and plain text up to `BENCH_PAGE_BYTES`.
"""

import os

from flask import Flask, render_template

app = Flask(__name__, template_folder=".")
app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

CARDS = [
    {
        "code": f"BKL-{1_000 + number}",
        "is_example": True,
        "url": f"/karya/BKL-{1_000 + number}-batik-pace-pacitan-pace-ceplok-merah-105-200-cm",
        "name": "Batik Pace Pacitan, Pace Ceplok merah, 105 × 200 cm",
        "picture": f"/pola/karya/BKL-{1_000 + number}.svg?v=0123456789",
        "producer_name": f"Contoh Pembuat {number:06}",
        "region_name": "Kab. Bangkalan",
        "price_idr": "385.000",
        "stock_text": "Siap kirim, 12 lembar",
        "save_url": f"/daftar-saya?karya=BKL-{1_000 + number}",
    }
    for number in range(24)
]
CHOICES = [
    {
        "group": "daerah",
        "value": str(3_500 + number),
        "label": "Kab. Bangkalan",
        "count": f"{number * 317}",
        "is_checked": number == 7,
    }
    for number in range(99)
]


def _page(rest: str) -> str:
    return render_template("floor.html", title="Katalog", cards=CARDS, choices=CHOICES, pages=range(1, 10), rest=rest)


with app.test_request_context():
    REST = "x" * max(0, int(os.environ.get("BENCH_PAGE_BYTES", "0")) - len(_page("").encode()))
    READY = _page(REST)


@app.get("/bytes")
def ready() -> str:
    """A page that was made before."""
    return READY


@app.get("/page")
def page() -> str:
    """A page that is made for each request."""
    return _page(REST)
