"""What a region puts first: chosen, moved and removed without a script, by its own office."""

from collections.abc import Callable

from flask_sqlalchemy import SQLAlchemy

from craftsite.goods.queries import highlighted_ids
from tests.browser import Device, Page
from tests.conftest import Counter
from tests.factories import make_product
from tests.offices import officer

DESK = "/dekranasda/khas/unggulan/3526"


def press(device: Device, page: Page, button: str, *, status: int = 303) -> Page:
    """The answer to one button of the list."""
    [found] = [one for one in page.soup.select("button[name]") if " ".join(one.get_text(" ").split()) == button]
    fields = {str(field["name"]): str(field["value"]) for field in page.soup.select("input[type=hidden]")}
    return device.post(DESK, fields | {str(found["name"]): str(found["value"])}, status=status)


def test_chosen_ones_move_up_and_down_and_stand_first_on_the_page_of_the_region(device: Device, db: SQLAlchemy) -> None:
    one, two, three = (make_product(regions=("3526",), name=f"Zz{name}") for name in ("satu", "dua", "tiga"))
    officer(device, db)
    for name in ("Zzsatu", "Zzdua", "Zztiga"):
        press(device, device.get(DESK), f"Pilih {name}")
    assert highlighted_ids("3526") == [one.id, two.id, three.id]

    press(device, device.get(DESK), "Naik Zztiga")
    press(device, device.get(DESK), "Turun Zzsatu")

    page = device.get("/daerah/kab-bangkalan")
    assert page.texts(".khas-rows h3")[:3] == ["Zztiga", "Zzsatu", "Zzdua"]
    assert "Dipilih oleh pengelola situs, " in page.text
    assert "Unggulan Kab. Bangkalan: 3 dari 5 dipilih." in device.get("/dekranasda/khas").text
    press(device, device.get(DESK), "Lepas Zzsatu")
    assert highlighted_ids("3526") == [three.id, two.id]


def test_there_are_five_at_most_and_only_of_the_region(device: Device, db: SQLAlchemy) -> None:
    products = [make_product(regions=("3526",), name=f"Zz{number}") for number in range(6)]
    stranger = make_product(regions=("3527",))
    officer(device, db)
    for number in range(4):
        press(device, device.get(DESK), f"Pilih Zz{number}")
    page = device.get(DESK)
    fields = {str(field["name"]): str(field["value"]) for field in page.soup.select("input[type=hidden]")}

    device.post(DESK, fields | {"pilih": str(stranger.id)}, status=422)
    press(device, page, "Pilih Zz4")

    page = device.get(DESK)
    assert not page.has("button[name=pilih]")
    fields = {str(field["name"]): str(field["value"]) for field in page.soup.select("input[type=hidden]")}
    assert "Paling banyak lima" in device.post(DESK, fields | {"pilih": str(products[5].id)}, status=422).text
    assert highlighted_ids("3526") == [product.id for product in products[:5]]


def test_of_two_who_reorder_at_once_the_second_sees_the_new_order_first(
    device: Device, new_device: Callable[[], Device], db: SQLAlchemy
) -> None:
    for name in ("Zzsatu", "Zzdua"):
        make_product(regions=("3526",), name=name)
    officer(device, db)
    other = new_device()
    officer(other, db, None)
    mine = device.get(DESK)
    press(other, other.get(DESK), "Pilih Zzdua")

    page = press(device, mine, "Pilih Zzsatu", status=409)

    assert "baru saja diubah dari tempat lain" in page.text
    assert page.texts("ol h3") == ["1. Zzdua"]
    press(device, page, "Pilih Zzsatu")
    assert device.get(DESK).texts("ol h3") == ["1. Zzdua", "2. Zzsatu"]


def test_what_was_withdrawn_since_stays_chosen_but_is_not_seen(device: Device, db: SQLAlchemy) -> None:
    product = make_product(regions=("3526",), name="Zzsatu")
    officer(device, db)
    press(device, device.get(DESK), "Pilih Zzsatu")
    form = device.get(f"/dekranasda/khas/{product.id}/penarikan")
    device.submit(form, "Tarik", {"alasan": "Keliru."})

    assert "Sedang tidak tampil untuk umum." in device.get(DESK).text
    assert "Zzsatu" not in device.get("/daerah/kab-bangkalan").text


def test_a_long_list_asks_no_more_than_a_short_one(device: Device, db: SQLAlchemy, count_queries: Counter) -> None:
    officer(device, db)
    device.get(DESK)
    with count_queries() as few:
        device.get(DESK)
    for _number in range(27):
        make_product(regions=("3526",))

    with count_queries() as many:
        device.get(DESK)

    assert many() == few() <= 17
