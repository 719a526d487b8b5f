"""Every address: none vanishes unnoticed, each has a decision, and public pages are the same for everyone."""

from urllib.parse import urlsplit

import pytest
from flask import Blueprint, Flask

from craftsite.app import create_app
from craftsite.examples.operations import load_examples
from craftsite.inquiries.links import Door, secret_of
from craftsite.media.pictures import picture_of
from craftsite.web.clock import now, today
from craftsite.web.guards import Access, UndecidedRouteError, access_of, init_app
from tests.accounts.doors import sign_in
from tests.browser import Browser, Device
from tests.conftest import SETTINGS
from tests.factories import (
    make_document,
    make_exhibition,
    make_file,
    make_image,
    make_inquiry,
    make_listing,
    make_member,
    make_membership,
    make_offer,
    make_outcome,
    make_passkey,
    make_producer,
    make_product,
    make_user,
    make_wish,
    photo_size,
    thread_path,
)

pytestmark = pytest.mark.same_on_both

ROUTES = {
    "home.index": "/",
    "home.how_to_buy": "/cara-membeli",
    "home.about": "/tentang",
    "home.privacy": "/privasi",
    "home.for_makers": "/untuk-pembuat",
    "home.accessibility": "/aksesibilitas",
    "home.offline.show": "/luring",
    "home.offline.worker": "/sw.js",
    "exhibitions.index": "/pameran",
    "exhibitions.show": "/pameran/<slug:slug>",
    "exhibitions.screen": "/pameran/<slug:slug>/layar",
    "exhibitions.calendar": "/pameran/<slug:slug>/kalender.ics",
    "exhibitions.share": "/motif/bagikan/<any(id, en):language>/pameran/<slug:slug>/<key>.jpg",
    "exhibitions.qr": "/pameran/<slug:slug>/qr.svg",
    "catalog.index": "/katalog",
    "catalog.listings.show": "/karya/<code:code>-<slug:slug>",
    "catalog.listings.moved": "/karya/<code:code>",
    "catalog.listings.short": "/k/<code:code>",
    "catalog.products.show": "/khas/<slug:slug>",
    "catalog.producers.index": "/pembuat",
    "catalog.producers.show": "/pembuat/<slug:slug>",
    "catalog.shortlist.show": "/daftar-saya",
    "catalog.regions.index": "/daerah",
    "catalog.regions.show": "/daerah/<slug:slug>",
    "catalog.pictures.listing": "/motif/karya/<code:code>/<key>/<size>.svg",
    "catalog.pictures.product": "/motif/khas/<slug:slug>/<key>/<size>.svg",
    "catalog.pictures.ornament": "/motif/hias/<family>/<palette>/<key>.svg",
    "catalog.pictures.qr": "/motif/qr/<code:code>.svg",
    "reports.listing": "/laporkan/karya/<code:code>",
    "reports.product": "/laporkan/khas/<slug:slug>",
    "reports.producer": "/laporkan/pembuat/<slug:slug>",
    "reports.page": "/laporkan/halaman",
    "reports.thanks": "/laporkan/terima-kasih",
    "inquiries.listing": "/karya/<code:code>/tanya",
    "inquiries.producer": "/pembuat/<slug:slug>/tanya",
    "inquiries.product": "/khas/<slug:slug>/tanya",
    "inquiries.taps.listing": "/karya/<code:code>/wa",
    "inquiries.taps.producer": "/pembuat/<slug:slug>/wa",
    "inquiries.taps.product": "/khas/<slug:slug>/wa",
    "inquiries.thread.show": "/percakapan/<token>",
    "inquiries.thread.erase": "/percakapan/<token>/hapus",
    "inquiries.erased": "/data-terhapus",
    "inquiries.thread.report": "/percakapan/<token>/laporkan",
    "inquiries.thread.as_json": "/percakapan/<token>/data.json",
    "inquiries.thread.as_csv": "/percakapan/<token>/data.csv",
    "inquiries.thread.letters": "/percakapan/surat/<token>",
    "inquiries.wishes.new": "/khas/<slug:slug>/kabari",
    "inquiries.wishes.known": "/khas/<slug:slug>/kabari/sudah",
    "inquiries.wishes.show": "/kabari/<token>",
    "inquiries.wishes.as_json": "/kabari/<token>/data.json",
    "inquiries.wishes.confirm": "/kabari/surat/<token>",
    "inquiries_desk.index": "/dekranasda/pertanyaan",
    "inquiries_desk.decide": "/dekranasda/pertanyaan/<id:inquiry_id>/<any(teruskan, tolak):ruling>",
    "accounts.sign_in": "/masuk",
    "accounts.second_step": "/masuk/kode",
    "accounts.fingerprint": "/masuk/sidik-jari",
    "accounts.sign_out": "/keluar",
    "accounts.registration.new": "/daftar",
    "accounts.registration.sent": "/daftar/terkirim",
    "accounts.registration.confirm": "/konfirmasi/<token>",
    "accounts.recovery.new": "/lupa-sandi",
    "accounts.recovery.sent": "/lupa-sandi/terkirim",
    "accounts.recovery.edit": "/sandi-baru/<token>",
    "accounts.recovery.email": "/email-baru/<token>",
    "account.index": "/akun",
    "account.password": "/akun/sandi",
    "account.email": "/akun/email",
    "account.devices": "/akun/perangkat",
    "account.end_device": "/akun/perangkat/<id:session_id>/keluar",
    "account.end_devices": "/akun/perangkat/keluar",
    "account.answer_link": "/akun/tautan/<id:link_id>/<any(izin, tolak):answer>",
    "account.second_factor.index": "/akun/dua-langkah",
    "account.second_factor.show_code": "/akun/dua-langkah/kode",
    "account.second_factor.new_codes": "/akun/dua-langkah/kode-cadangan",
    "account.second_factor.turn_off": "/akun/dua-langkah/lepas",
    "account.passkeys.index": "/akun/sidik-jari",
    "account.passkeys.create": "/akun/sidik-jari/jawaban",
    "account.passkeys.new": "/akun/sidik-jari/baru",
    "account.passkeys.edit": "/akun/sidik-jari/<id:passkey_id>/ubah",
    "account.passkeys.delete": "/akun/sidik-jari/<id:passkey_id>/hapus",
    "account.data.index": "/akun/data",
    "account.data.as_json": "/akun/data.json",
    "account.data.as_csv": "/akun/data.csv",
    "account.data.delete": "/akun/hapus",
    "handover.index": "/dekranasda/serah-tautan",
    "handover.new": "/dekranasda/serah-tautan/<id:link_id>/tautan",
    "events.create": "/hitung",
    "room.index": "/ruang",
    "room.summary": "/ruang/ringkasan",
    "market_desk.index": "/dekranasda/pasar",
    "market_desk.as_csv": "/dekranasda/pasar.csv",
    "prints.index": "/ruang/cetak",
    "prints.sheet": "/ruang/cetak/kartu.pdf",
    "prints.status": "/ruang/cetak/status/<id:listing_id>",
    "prints.picture": "/ruang/cetak/status/<id:listing_id>.jpg",
    "profile.edit": "/ruang/profil",
    "works.index": "/ruang/karya",
    "works.new": "/ruang/karya/baru",
    "works.edit": "/ruang/karya/<id:listing_id>/ubah",
    "works.send": "/ruang/karya/<id:listing_id>/pengajuan",
    "works.withdraw": "/ruang/karya/<id:listing_id>/penarikan",
    "works.plate": "/ruang/karya/<id:listing_id>/label.svg",
    "life.sell": "/ruang/karya/<id:listing_id>/penjualan",
    "life.leave": "/ruang/karya/<id:listing_id>/libur",
    "life.archive": "/ruang/karya/<id:listing_id>/arsip",
    "life.confirm": "/ruang/karya/<id:listing_id>/kepastian",
    "life.copy": "/ruang/karya/<id:listing_id>/salinan",
    "life.remove": "/ruang/karya/<id:listing_id>/hapus",
    "life.removed": "/ruang/karya/<id:listing_id>/terhapus",
    "certificates.index": "/ruang/sertifikat",
    "certificates.new": "/ruang/sertifikat/baru",
    "certificates.edit": "/ruang/sertifikat/<id:certificate_id>/ubah",
    "certificates.remove": "/ruang/sertifikat/<id:certificate_id>/hapus",
    "certificates.photo": "/ruang/sertifikat/<id:certificate_id>/berkas/<size>.<kind>",
    "certificates.document": "/ruang/sertifikat/<id:certificate_id>/berkas.pdf",
    "certificates.begin": "/ruang/karya/<id:listing_id>/sertifikat",
    "assists.index": "/menuliskan",
    "assists.new": "/menuliskan/pembuat/<id:producer_id>/baru",
    "assists.show": "/menuliskan/<id:listing_id>",
    "assists.ask": "/menuliskan/<id:listing_id>/permintaan",
    "assists.take_back": "/menuliskan/<id:listing_id>/penarikan",
    "assists.drop": "/menuliskan/<id:listing_id>/pembatalan",
    "consents.show": "/ruang/karya/<id:listing_id>/persetujuan",
    "consent_links.show_link": "/persetujuan/<token>",
    "still_there.index": "/ruang/masih-ada",
    "still_there.switch": "/ruang/masih-ada/surat",
    "freshness.show": "/masih-ada/<token>",
    "freshness.letters": "/masih-ada/<token>/surat",
    "people.index": "/ruang/orang",
    "people.change_role": "/ruang/orang/<id:user_id>/peran",
    "people.remove": "/ruang/orang/<id:user_id>/keluar",
    "people.withdraw": "/ruang/orang/undangan/<id:invitation_id>/batal",
    "members.index": "/ruang/anggota",
    "members.edit": "/ruang/anggota/<id:member_id>",
    "members.remove": "/ruang/anggota/<id:member_id>/hapus",
    "members.groups": "/ruang/keanggotaan",
    "members.answer": "/ruang/keanggotaan/<id:member_id>/<any(setuju, keluar):reply>",
    "closing.new": "/ruang/tutup",
    "invitations.show": "/undangan/<token>",
    "makers_desk.pass_on": "/dekranasda/pembuat/undangan/<id:invitation_id>/tautan",
    "makers_desk.photo": "/dekranasda/pembuat/<id:producer_id>/pemeriksaan/<id:check_id>/<size>.<kind>",
    "khas_desk.index": "/dekranasda/khas",
    "khas_desk.new": "/dekranasda/khas/baru",
    "khas_desk.show": "/dekranasda/khas/<id:product_id>",
    "khas_desk.confirm": "/dekranasda/khas/<id:product_id>/pengukuhan",
    "khas_desk.edit": "/dekranasda/khas/<id:product_id>/ubah",
    "khas_desk.withdraw": "/dekranasda/khas/<id:product_id>/penarikan",
    "khas_desk.restore": "/dekranasda/khas/<id:product_id>/pengembalian",
    "khas_desk.highlights.edit": "/dekranasda/khas/unggulan/<region_code>",
    "khas_desk.proposals.index": "/dekranasda/khas/usulan",
    "khas_desk.proposals.new": "/dekranasda/khas/<id:product_id>/usulan",
    "khas_desk.proposals.answer": ("/dekranasda/khas/<id:product_id>/usulan/<region_code>/<any(sebut, tolak):verdict>"),
    "exhibitions_desk.index": "/dekranasda/pameran",
    "exhibitions_desk.new": "/dekranasda/pameran/baru",
    "exhibitions_desk.show": "/dekranasda/pameran/<id:exhibition_id>",
    "exhibitions_desk.edit": "/dekranasda/pameran/<id:exhibition_id>/ubah",
    "exhibitions_desk.preview": "/dekranasda/pameran/<id:exhibition_id>/pratinjau",
    "exhibitions_desk.publish": "/dekranasda/pameran/<id:exhibition_id>/penerbitan",
    "exhibitions_desk.withdraw": "/dekranasda/pameran/<id:exhibition_id>/penurunan",
    "exhibitions_desk.walls.index": "/dekranasda/pameran/<id:exhibition_id>/dinding",
    "exhibitions_desk.walls.new": "/dekranasda/pameran/<id:exhibition_id>/dinding/baru",
    "exhibitions_desk.walls.edit": "/dekranasda/pameran/<id:exhibition_id>/dinding/<id:position>",
    "exhibitions_desk.walls.move": (
        "/dekranasda/pameran/<id:exhibition_id>/dinding/<id:position>/<any(naik, turun, lepas):step>"
    ),
    "inbox.index": "/ruang/pertanyaan",
    "inbox.show": "/ruang/pertanyaan/<id:inquiry_id>",
    "inbox.read": "/ruang/pertanyaan/<id:inquiry_id>/terbaca",
    "inbox.close": "/ruang/pertanyaan/<id:inquiry_id>/tutup",
    "inbox.report": "/ruang/pertanyaan/<id:inquiry_id>/laporkan",
    "offers.new": "/ruang/pertanyaan/<id:inquiry_id>/penawaran",
    "offers.agreed": "/ruang/pertanyaan/<id:inquiry_id>/kesepakatan/<id:message_id>",
    "agreements.answer": "/percakapan/<token>/penawaran/<id:message_id>/<any(setuju, tolak):answer>",
    "files.new": "/ruang/pertanyaan/<id:inquiry_id>/berkas",
    "files.photo": "/ruang/pertanyaan/<id:inquiry_id>/berkas/<id:file_id>/<size>.<kind>",
    "files.document": "/ruang/pertanyaan/<id:inquiry_id>/berkas/<id:file_id>.pdf",
    "buyer_files.buyers_new": "/percakapan/<token>/berkas",
    "buyer_files.buyers_photo": "/percakapan/<token>/berkas/<id:file_id>/<size>.<kind>",
    "buyer_files.buyers_document": "/percakapan/<token>/berkas/<id:file_id>.pdf",
    "buyers.read": "/percakapan/<token>/terbaca",
    "buyers.pass_on": "/percakapan/<token>/pembuat-lain",
    "outcomes.show": "/hasil/<token>",
    "silence.index": "/dekranasda/percakapan",
    "silence.handle": "/dekranasda/percakapan/laporan/<id:complaint_id>/selesai",
    "agreements.show": "/percakapan/<token>/kesepakatan/<id:message_id>",
    "photos.create": "/ruang/karya/<id:listing_id>/foto",
    "photos.describe": "/ruang/karya/<id:listing_id>/foto/keterangan",
    "photos.change": "/ruang/karya/<id:listing_id>/foto/<id:photo_id>/<any(utama, kiri, kanan, hapus):move>",
    "makers_desk.index": "/dekranasda/pembuat",
    "makers_desk.show": "/dekranasda/pembuat/<id:producer_id>",
    "curation.index": "/dekranasda/kurasi",
    "curation.show": "/dekranasda/kurasi/<id:listing_id>",
    "curation.decide": "/dekranasda/kurasi/<id:listing_id>/putusan",
    "curation.plate": "/dekranasda/kurasi/<id:listing_id>/label.svg",
    "curation.undo": "/dekranasda/kurasi/putusan/<id:review_id>/pembatalan",
    "certificates_desk.index": "/dekranasda/sertifikat",
    "certificates_desk.show": "/dekranasda/sertifikat/<id:certificate_id>",
    "certificates_desk.photo": "/dekranasda/sertifikat/<id:certificate_id>/berkas/<size>.<kind>",
    "certificates_desk.document": "/dekranasda/sertifikat/<id:certificate_id>/berkas.pdf",
    "media.show": "/media/<key>/<size>.<kind>",
    "backlog.index": "/dekranasda/antrean",
    "backlog.retry_all": "/dekranasda/antrean/<any(surat, tugas):kind>/percobaan",
    "backlog.retry": "/dekranasda/antrean/<any(surat, tugas):kind>/<id:row_id>/percobaan",
    "mail.index": "/surat",
    "mail.show": "/surat/<id:message_id>",
    "mail.body": "/surat/<id:message_id>/isi",
    "catalog.pictures.results_qr": "/motif/qr/katalog.svg",
    "catalog.pictures.shortlist_qr": "/motif/qr/daftar-saya.svg",
    "catalog.pictures.page_qr": "/motif/qr/<any(khas, daerah):section>/<slug:slug>.svg",
    "catalog.shares.listing": "/motif/bagikan/<any(id, en):language>/karya/<code:code>/<key>.jpg",
    "catalog.shares.product": "/motif/bagikan/<any(id, en):language>/khas/<slug:slug>/<key>.jpg",
    "catalog.shares.producer": "/motif/bagikan/<any(id, en):language>/pembuat/<slug:slug>/<key>.jpg",
    "catalog.shares.region": "/motif/bagikan/<any(id, en):language>/daerah/<slug:slug>/<key>.jpg",
    "catalog.shares.site": "/motif/bagikan/<any(id, en):language>/situs/<key>.jpg",
    "discovery.robots": "/robots.txt",
    "discovery.manifest": "/manifest.webmanifest",
    "discovery.opensearch": "/opensearch.xml",
    "discovery.security": "/.well-known/security.txt",
    "discovery.change_password": "/.well-known/change-password",
    "discovery.sitemap.index": "/sitemap.xml",
    "discovery.sitemap.part": "/sitemap-<any(halaman, daerah, pameran, khas, karya, pembuat):kind>-<id:number>.xml",
    "discovery.feeds.listings": "/umpan/karya.atom",
    "health.alive": "/healthz",
    "health.ready": "/readyz",
    "static_file": "/static/<path:name>",
    "favicon": "/favicon.ico",
}
SHARES = [
    f"/motif/bagikan/id/{of}/x.jpg"
    for of in (
        "karya/BKL-901",
        "khas/batik-gedog-tuban",
        "pembuat/contoh-pembuat-07",
        "daerah/kab-magetan",
        "situs",
        "pameran/indikasi-geografis-jawa-timur",
    )
]
PAGES = [
    "/", "/katalog", "/katalog?lihat=khas", "/katalog?q=batik", "/daerah", "/daerah/kab-magetan", "/pembuat",
    "/pembuat/contoh-pembuat-07", "/khas/batik-gedog-tuban", "/cara-membeli", "/tentang", "/privasi",
    "/luring", "/untuk-pembuat", "/aksesibilitas", "/daftar-saya", "/daftar-saya?k=BKL-901,PMK-902&dari=3578",
    "/pameran", "/pameran/indikasi-geografis-jawa-timur", "/pameran/satu-daerah-satu-dinding",
    "/pameran/satu-daerah-satu-dinding/layar",
]  # fmt: skip
FILES = [
    "/robots.txt", "/manifest.webmanifest", "/opensearch.xml", "/.well-known/security.txt", "/sitemap.xml",
    "/sitemap-daerah-1.xml", "/umpan/karya.atom", "/motif/qr/BKL-901.svg", "/motif/qr/katalog.svg",
    "/motif/qr/daftar-saya.svg",
    "/.well-known/change-password",
    "/motif/qr/khas/batik-gedog-tuban.svg", "/static/site.css", "/sw.js",
]  # fmt: skip

FORMS = [
    "/laporkan/karya/BKL-901", "/laporkan/khas/batik-gedog-tuban", "/laporkan/pembuat/contoh-pembuat-07",
    "/laporkan/halaman?alamat=/katalog", "/laporkan/terima-kasih",
]  # fmt: skip


def made_forms() -> list[str]:
    """The same for what is no example: what is sold, a thread and a wish behind their secret links."""
    product, other = make_product(), make_product()
    listing = make_listing(product_id=product.id)
    thread, wish = make_inquiry(listing=listing), make_wish(other)
    link, address = thread_path(thread), secret_of(Door.ADDRESS, thread.link_salt)
    mine, confirming = (secret_of(door, wish.link_salt) for door in (Door.WISH, Door.ADDRESS))
    maker = listing.producer.slug
    paper, photo = make_file(thread, document_id=make_document().id), make_file(thread)
    agreed = make_offer(thread, answer="setuju", answered_at=now())
    return [
        *(f"/karya/{listing.code}/tanya", f"/pembuat/{maker}/tanya", f"/khas/{product.slug}/tanya"),
        *(f"{link}/berkas", f"{link}/berkas/{paper.id}.pdf", f"{link}/berkas/{photo.id}/{photo_size(photo)}.jpg"),
        *(f"{link}/kesepakatan/{agreed.message_id}", f"/hasil/{secret_of(Door.OUTCOME, make_outcome(thread))}"),
        *(link, f"{link}/hapus", f"{link}/laporkan", f"{link}/data.json", f"{link}/data.csv", "/data-terhapus"),
        *(f"/percakapan/surat/{address}", f"/khas/{other.slug}/kabari", f"/khas/{other.slug}/kabari/sudah"),
        *(f"/kabari/{mine}", f"/kabari/{mine}/data.json", f"/kabari/surat/{confirming}"),
    ]


# What scripts report to has no page, and what only a press shows or does: whoever follows its address is led back.
NO_PAGES = {
    *("events.create", "agreements.answer", "buyers.read", "buyers.pass_on"),
    *("inquiries.taps.listing", "inquiries.taps.producer", "inquiries.taps.product"),
}


def test_no_address_vanishes_or_appears_unnoticed(app: Flask) -> None:
    assert {rule.endpoint: rule.rule for rule in app.url_map.iter_rules()} == ROUTES


def test_each_route_has_one_decision(app: Flask) -> None:
    assert {access_of(app, endpoint) for endpoint in ROUTES} == set(Access)


def test_a_route_that_nobody_decided_about_keeps_the_application_from_starting() -> None:
    app = Flask(__name__, static_folder=None)
    blueprint = Blueprint("forgotten", __name__)
    blueprint.add_url_rule("/forgotten", "page", lambda: "")
    app.register_blueprint(blueprint)

    with pytest.raises(UndecidedRouteError, match=r"forgotten\.page"):
        init_app(app, lambda: None)


def test_no_route_takes_an_integer_that_a_database_would_refuse(app: Flask) -> None:
    assert not [rule.rule for rule in app.url_map.iter_rules() if "<int" in rule.rule]


def test_every_public_answer_is_the_same_bytes_for_everyone_and_sets_no_cookie(app: Flask, browser: Browser) -> None:
    load_examples()
    listing = browser.raw("/karya/BKL-901").location
    pictures = [
        picture
        for path in (listing, "/khas/batik-gedog-tuban", "/pembuat", "/pameran/indikasi-geografis-jawa-timur")
        for picture in browser.get(path).attributes("img", "src")
    ]
    dated = make_exhibition(opens_on=today(), closes_on=today())
    paths = [*PAGES, *FILES, f"/pameran/{dated.slug}/kalender.ics", "/karya/BKL-901", "/k/BKL-901", listing, *pictures]
    paths += [*SHARES, "/favicon.ico", picture_of(make_image()).src]

    for path in dict.fromkeys(paths):
        plain = browser.raw(path)
        other = browser.raw(path, headers={"Cookie": "session=abc", "User-Agent": "x", "Accept-Language": "en"})

        assert plain.status_code == other.status_code < 400, path
        assert plain.data == other.data, path
        assert "Set-Cookie" not in plain.headers, path
        assert "Cookie" not in plain.headers.get("Vary", ""), path
    addresses = app.url_map.bind("localhost")
    visited = {addresses.match(urlsplit(path).path)[0] for path in paths}
    assert visited == {endpoint for endpoint in ROUTES if access_of(app, endpoint) is Access.PUBLIC}


def test_every_page_of_a_form_that_anyone_may_send_is_kept_by_nobody_and_sets_no_cookie(
    app: Flask, browser: Browser
) -> None:
    load_examples()
    paths = [*FORMS, *made_forms()]

    for path in paths:
        answer = browser.raw(path, headers={"Cookie": "session=abc"})

        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "Set-Cookie" not in answer.headers, path
        assert "Cookie" not in answer.headers.get("Vary", ""), path
        assert "ETag" not in answer.headers, path
    visited = {app.url_map.bind("localhost").match(urlsplit(path).path)[0] for path in paths}
    assert visited | NO_PAGES == {endpoint for endpoint in ROUTES if access_of(app, endpoint) is Access.SENDERS}


def test_no_address_that_anyone_may_send_to_takes_what_another_site_sends(app: Flask, browser: Browser) -> None:
    load_examples()
    addresses = app.url_map.bind("localhost")

    for path in [*FORMS, *made_forms(), "/percakapan/x/terbaca", "/karya/BKL-901/wa", "/pembuat/x/wa", "/khas/x/wa"]:
        if "POST" in addresses.allowed_methods(urlsplit(path).path):
            answer = browser.raw(path, method="POST", headers={"Sec-Fetch-Site": "cross-site"})
            assert answer.status_code == 403, path


# What stands in an address where a route has a part of its own.
PARTS = {
    "token": "rahasia",
    "session_id": 1,
    "link_id": 1,
    "answer": "izin",
    "producer_id": 1,
    "passkey_id": 1,
    "product_id": 1,
    "region_code": "3526",
    "verdict": "sebut",
    "exhibition_id": 1,
    "position": 1,
    "step": "naik",
    "kind": "surat",
    "row_id": 1,
    "listing_id": 1,
    "inquiry_id": 1,
    "user_id": 1,
    "invitation_id": 1,
    "member_id": 1,
    "check_id": 1,
    "size": "480x600",
    "reply": "setuju",
    "review_id": 1,
    "certificate_id": 1,
    "photo_id": 1,
    "move": "utama",
    "message_id": 1,
    "file_id": 1,
    "complaint_id": 1,
    "ruling": "tolak",
}


def addresses_of(app: Flask, *accesses: Access, **parts: object) -> list[tuple[str, str]]:
    """Each method and address of the routes that were decided so."""
    addresses = app.url_map.bind("localhost")
    parts = PARTS | parts
    return [
        (method, addresses.build(rule.endpoint, {name: parts[name] for name in rule.arguments}, method=method))
        for rule in app.url_map.iter_rules()
        if access_of(app, rule.endpoint) in accesses
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    ]


def test_nobody_gets_a_page_of_members_without_signing_in(app: Flask, browser: Browser) -> None:
    for method, path in addresses_of(app, Access.MEMBERS):
        answer = browser.raw(path, method=method, headers={"Sec-Fetch-Site": "same-origin"})

        assert answer.status_code == (303 if method == "GET" else 401), path
        assert answer.headers["Cache-Control"] == "no-store", path
        if method == "GET":
            assert answer.location == f"/masuk?lanjut={path}"


def test_nothing_that_another_site_sends_is_taken(app: Flask, browser: Browser) -> None:
    for method, path in addresses_of(app, Access.VISITORS, Access.MEMBERS):
        if method == "POST":
            answer = browser.raw(path, method=method, headers={"Sec-Fetch-Site": "cross-site"})
            assert answer.status_code == 403, path


def test_no_form_of_members_is_taken_without_the_token_of_their_session(app: Flask, device: Device) -> None:
    user = make_user()
    make_passkey(user, id=PARTS["passkey_id"])
    group = make_producer(kinds=("kopwan",))
    make_membership(group, user)
    parts = {"user_id": user.id, "member_id": make_member(group).id}
    sign_in(device, user)
    for method, path in addresses_of(app, Access.MEMBERS, **parts):
        if method == "POST":
            answer = device.raw(
                path, method=method, headers={"Sec-Fetch-Site": "same-origin"}, data={"csrf_token": "x"}
            )
            # What is not theirs is not there, whatever token they send.
            if answer.status_code in (403, 404) or answer.location == "/akun/dua-langkah":
                continue
            shown = answer if answer.status_code != 303 else device.raw(str(answer.location))
            assert "Sesi Anda sudah berganti" in shown.text or "sudah kedaluwarsa" in shown.text, path
    assert device.raw("/akun").status_code == 200


def test_no_page_of_a_person_is_kept_by_a_cache(app: Flask, browser: Browser) -> None:
    for method, path in addresses_of(app, Access.VISITORS):
        if method == "GET":
            answer = browser.raw(path)
            assert answer.headers["Cache-Control"] == "no-store", path
            assert "ETag" not in answer.headers, path


def test_an_unknown_host_is_refused() -> None:
    app = create_app({**SETTINGS, "SITE_URL": "https://karya.example", "ENVIRONMENT": "production"})

    assert app.test_client().get("/healthz", headers={"Host": "evil.example"}).status_code == 400
