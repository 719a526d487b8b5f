"""A form changes what it asks for and nothing else, whatever more is sent with it.

Each address that takes a form is sent a right one by each role that may, once plain and once with the name of every
column and relation of every table and a value that would matter; the whole database is read before and after. A new
route that takes a form needs a line in `CASES`.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Boolean, Column, CursorResult, Date, DateTime, Integer, Table
from sqlalchemy.types import TypeDecorator

from craftsite.events.marks import count_mark
from craftsite.events.models import Subject
from craftsite.extensions import Model, UtcDateTime, db
from craftsite.web.clock import now, today
from craftsite.web.guards import Access, access_of
from craftsite.web.spam import new_stamp
from tests.accounts.authenticator import Authenticator
from tests.accounts.test_fingerprints import options_of
from tests.accounts.test_second_factor import code_of_page
from tests.browser import Page
from tests.conftest import undone
from tests.factories import PASSWORD
from tests.scene import HERE, THERE, Scene, begin
from tests.test_matrix import LINES, address_of

pytestmark = pytest.mark.same_on_both

NEW_PASSWORD = "lima gunung tertawa pelan"
REFUSED = ("sign-in", "code", "403", "404")

Form = dict[str, str]
Fill = Callable[[Scene, str], Form]
# A row that was added ("+users"), removed ("-users"), or whose column has changed ("users.email"). What was taken from
# a limit is one thing, whether it is the first hit of its window or not.
Change = str
# A row of a table as the driver gives it, which is quick to compare.
Row = tuple[Any, ...]


def nothing(scene: Scene, role: str) -> Form:
    """A button."""
    return {}


def profile(scene: Scene, role: str) -> Form:
    """A whole profile."""
    return {
        "nama": "Contoh Nama Baru", "jenis": "kopwan", "tempat": "Kec. Kerek", "sentra": "Sentra contoh",
        "cerita": "Cerita contoh.", "cerita_en": "An example.", "wa": "081234567891", "lewat": "sentra",
        "setuju_wa": "y", "jam_jawab": "08.00-16.00", "nib": "1234567890123", "ukuran": "kecil", "bayar": "qris",
        "kirim_dari": "Tuban", "tukar": "Diganti.", "hari": "senin", "jam_buka": "08.00", "pesan_tamu": "Telepon dulu.",
        "peta": "https://maps.app.goo.gl/contoh", "versi": "1",
    }  # fmt: skip


def work(scene: Scene, role: str) -> Form:
    """A whole listing."""
    return {
        "jenis": "batik", "golongan": "batik-madura", "teknik": "tulis", "nama": "Batik tulis contoh",
        "cerita": "Contoh.", "nama_en": "Example batik", "cerita_en": "An example.", "dibuat_oleh": "Contoh Pembuat 07",
        "dibuat_oleh_setuju": "y", "satuan": "lembar", "harga": "1.250.000", "harga_sampai": "1.500.000",
        "alasan_harga": "Menurut ukuran.", "stok": "siap", "jumlah": "selusin", "minimal": "2", "warna": "merah, biru",
        "ukuran": "besar", "musim": "3", "sanggup": "2 kodi", "lama": "2 minggu", "contoh_kiriman": "y",
        "berat_kemasan": "500", "ukuran_kemasan": "30 x 20 x 5", "isi_kardus": "40", "hs": "6214.90",
        "kiriman": "0a1b2c3d4e5f-1", "milik_saya": "y", "orang_setuju": "y", "halal": "bebas",
        "sifat_motif": "Contoh", "langkah_1": "Menggambar",
        "grosir_1_mulai": "sekodi", "grosir_1_harga": "1.100.000", "toko_situs": "https://toko.contoh.co.id/",
    }  # fmt: skip


def consent(scene: Scene, role: str) -> Form:
    """The answer of a maker to what somebody wrote for her."""
    return {"jawaban": "setuju"}


def described(scene: Scene, role: str) -> Form:
    """A whole listing, and what is seen on its photograph."""
    return work(scene, role) | {f"keterangan_{scene.parts['photo']}": "Tepinya"}


def one_of(name: str, value: str) -> Fill:
    """A choice."""
    return lambda scene, role: {name: value}


def member(scene: Scene, role: str) -> Form:
    """A member of a cooperative who wants to be named."""
    return {"nama": "Contoh Sari", "pembuat": "", "jumlah": "40", "sanggup": "lembar batik", "setuju": "y"}


GROUND = {"penerbit": "Dinas Contoh", "tahun": "2025", "tautan": "https://dinas.invalid/1", "versi": "1"}


def grounded(**more: str) -> Fill:
    """A decision of an office with its source and day, and what else it says."""
    return lambda scene, role: {**GROUND, "tanggal": today().isoformat(), **more}


def khas(**more: str) -> Fill:
    """A whole khas."""
    texts = {name: f"Contoh {name}" for name in ("nama", "keterangan", "tempat", "bahan", "teknik", "ragam", "catatan")}
    english = {f"{name}_en": f"Example {name}" for name in texts}
    return grounded(
        **texts,
        **english,
        golongan="keripik",
        tahap="kemasan",
        aturan="not-halal",
        musim="3",
        inggris_cocok="y",
        **more,
    )


def story(scene: Scene, role: str) -> Form:
    """A whole story of an exhibition."""
    texts = {name: f"Contoh {name}" for name in ("judul", "pembuka", "cerita", "tempat")}
    day = today().isoformat()
    place = {"alamat": "Jalan Contoh 1", "daerah": HERE if role == "desk" else THERE, "buka": day, "tutup": day}
    return texts | {f"{name}_en": f"Example {name}" for name in texts} | place | {"versi": "1"}


def wall(scene: Scene, role: str) -> Form:
    """All words of a wall."""
    texts = {name: f"Contoh {name}" for name in ("judul", "teks", "sumber", "jeda")}
    return texts | {f"{name}_en": f"Example {name}" for name in texts} | {"versi": "1"}


def check(scene: Scene, role: str) -> Form:
    """The check of an origin that confirms it."""
    day = today().isoformat()
    return {"cara": "dokumen", "tanggal": day, "hasil": "confirmed", "alasan": "", "catatan": "Contoh."}


def certificate(scene: Scene, role: str) -> Form:
    """A whole certificate, for one listing."""
    until = (today() + datetime.timedelta(days=90)).isoformat()
    return {
        "jenis": "sni", "nomor": "LSPro-1/2026", "penerbit": "Contoh LSPro", "mulai": today().isoformat(),
        "sampai": until, "untuk": "pilih", "karya": scene.parts["live"], "versi": "1",
    }  # fmt: skip


def certificate_of_role(scene: Scene, role: str) -> Form:
    """The same, of whoever has this listing; another writes of everything."""
    return certificate(scene, role) | ({} if role in ("owner", "editor") else {"untuk": "semua"})


def paper(scene: Scene, role: str) -> Form:
    """A code of paper, of whoever has some."""
    return {"kode": scene.paper[role][0] if scene.paper.get(role) else ""}


def set_up(scene: Scene, role: str) -> Form:
    """The code of a telephone that is being set up."""
    with scene.undone():
        page = scene.device(role).get("/akun/dua-langkah")
    if not page.has("input[name=langkah]"):
        return {}
    return {"langkah": _value(page, "langkah"), "kode": code_of_page(scene.app, page)}


def second_step(scene: Scene, role: str) -> Form:
    """The code of paper of the desk, after its password."""
    with scene.undone():
        page = scene.device("anonymous").post("/masuk", {"alamat": "desk@contoh.id", "sandi": PASSWORD}, status=200)
    return {"langkah": _value(page, "langkah"), "kode": scene.paper["desk"][1]}


def opened(scene: Scene, role: str) -> Form:
    """That the page of a listing was opened."""
    with scene.app.app_context():
        return {"apa": count_mark(Subject("listing", scene.parts["code"])), "zona": "Asia/Jakarta"}


def finger(scene: Scene, role: str) -> Form:
    """What the device of the owner answers at the door."""
    with scene.undone():
        page = scene.device("anonymous").get("/masuk")
    return {"langkah": _value(page, "langkah"), "jawaban": scene.finger.get(options_of(page))}


def new_finger(scene: Scene, role: str) -> Form:
    """What a new device answers to whoever has shown the password."""
    with scene.undone():
        sent = {"csrf_token": scene.tokens[role], "sandi": PASSWORD}
        page = scene.device(role).post("/akun/sidik-jari/baru", sent, status=200)
    answer = Authenticator().create(options_of(page))
    return {"langkah": _value(page, "langkah"), "jawaban": answer, "nama": "HP contoh"}


def report(scene: Scene, role: str) -> Form:
    """A report from a page that was opened some seconds ago."""
    with scene.app.app_context(), time_machine.travel(now() - datetime.timedelta(seconds=10), tick=False):
        return {"alasan": "keliru", "isi": "Harganya salah.", "kontak": "", "cap": new_stamp(), "situs_web": ""}


def stamped(**values: str) -> Fill:
    """What somebody without an account sends from a page that was opened some seconds ago."""

    def fill(scene: Scene, role: str) -> Form:
        with scene.app.app_context(), time_machine.travel(now() - datetime.timedelta(seconds=10), tick=False):
            return {"cap": new_stamp(), "situs_web": "", **values}

    return fill


def question(scene: Scene, role: str) -> Form:
    """A whole question."""
    return stamped(
        untuk="acara", jumlah="2 lusin", jumlah_benar="24", tujuan="3578", isi="Masih ada?", nama="Contoh Pembeli",
        kontak="pembeli@contoh.id", setuju="y",
    )(scene, role)  # fmt: skip


def _value(page: Page, name: str) -> str:
    return str(page.one(f"input[name={name}]")["value"])


@dataclass(frozen=True)
class Case:
    """A right form, and all that it may change; whoever has no maker yet begins one with the form of a profile."""

    fill: Fill
    may_change: str

    @property
    def changes(self) -> set[Change]:
        """One by one."""
        return set(self.may_change.split())


PROFILE = """producers.name producers.name_key producers.place producers.centre producers.story_id producers.story_en
    producers.whatsapp producers.whatsapp_route producers.whatsapp_consent_at producers.answering_hours
    producers.business_number producers.size_band producers.payment_methods producers.ships_from
    producers.exchange_policy producers.visit_days producers.opening_hours producers.visit_note producers.map_url
    producers.updated_at producers.version +producer_kinds -producer_kinds +jobs"""
WORK = """listings.slug listings.kind listings.taxon_slug listings.technique
    listings.name_id listings.name_en listings.sort_name listings.story_id listings.story_en listings.made_by
    listings.made_by_agreed_at listings.price_idr listings.price_to_idr listings.price_note listings.unit
    listings.stock_count listings.minimum_order listings.lead_time_days listings.capacity_per_month listings.seasons
    listings.has_sample listings.hs_code listings.packed_weight_g listings.packed_size listings.per_carton
    listings.owns_pictures listings.attributes listings.updated_at listings.edition listings.saved_from
    listings.version
    listing_drafts.fields listing_drafts.saved_at listing_drafts.saved_by_id
    +price_tiers +listing_steps +channels +listing_variants"""
ANSWERED = " listing_assists.answer listing_assists.answered_at listing_assists.answered_by_id"
SENT = " listing_drafts.state listing_drafts.submitted_at listing_drafts.offer +listing_deeds"
PASSWORD_CHANGED = """users.password users.password_changed_at users.fs_uniquifier
    account_links.expires_at +account_events +outbox_messages"""
ENTERED = "+user_sessions user_sessions.revoked_at +account_events throttle_hits"
CLOSED = "producers.closed_at producers.waiting_since -invitations +account_events +outbox_messages"
REPORTED = "+reports throttle_hits"
ASKED = "+inquiries +inquiry_messages +outbox_messages throttle_hits"
TAPPED = "+whatsapp_taps throttle_hits"
DECIDED = "regional_products.decided_at regional_products.version +product_decisions"
CORRECTED = """ regional_products.confirmed_on regional_products.source regional_products.source_public
    regional_products.kind regional_products.taxon_slug regional_products.stage regional_products.handling
    regional_products.seasons regional_products.sort_name regional_products.name_id regional_products.name_en
    regional_products.description_id regional_products.description_en regional_products.place_id
    regional_products.place_en regional_products.material_id regional_products.material_en
    regional_products.technique_text_id regional_products.technique_text_en regional_products.motif_id
    regional_products.motif_en regional_products.certification_id regional_products.certification_en
    +product_words -product_words +jobs"""
EDITED = "exhibitions.version exhibitions.updated_at exhibitions.edited_at exhibitions.edited_by_id"
STORY = """ exhibitions.title_id exhibitions.title_en exhibitions.lead_id exhibitions.lead_en exhibitions.story_id
    exhibitions.story_en exhibitions.opens_on exhibitions.closes_on exhibitions.place_id exhibitions.place_en
    exhibitions.address"""
WALL = """ exhibition_items.title_id exhibition_items.title_en exhibition_items.text_id exhibition_items.text_en
    exhibition_items.pause_id exhibition_items.pause_en exhibition_items.source_id exhibition_items.source_en"""
MOVED = """ exhibition_items.product_id exhibition_items.title_id exhibition_items.title_en exhibition_items.text_id
    exhibition_items.text_en"""

CASES = {
    "profile.edit": Case(profile, PROFILE + " +producers +memberships"),
    "profile.edit?usaha": Case(profile, PROFILE),
    "works.new": Case(one_of("jenis", "kerajinan"), "+listings +listing_drafts +listing_deeds"),
    "works.edit": Case(work, WORK),
    "works.send": Case(work, WORK + SENT),
    "works.edit?helped": Case(work, WORK),
    "works.send?helped": Case(work, WORK + SENT + ANSWERED + " +outbox_messages"),
    "photos.create?helped": Case(work, WORK),
    "assists.new": Case(one_of("jenis", "kerajinan"), "+listings +listing_drafts +listing_deeds +listing_assists"),
    "assists.ask": Case(
        work, WORK + " listing_assists.asked_at +listing_deeds +outbox_messages throttle_hits"
    ),
    "assists.take_back": Case(nothing, "listing_assists.asked_at"),
    "assists.drop": Case(nothing, "listings.deleted_at listings.version +listing_deeds" + ANSWERED),
    "consents.show": Case(consent, SENT + ANSWERED + " +outbox_messages"),
    "consent_links.show_link": Case(consent, SENT + ANSWERED + " +outbox_messages"),
    "works.withdraw": Case(nothing, "listing_drafts.state listing_drafts.offer +listing_deeds"),
    # Without a file; what a photograph changes is told in tests/listings/test_photos.py.
    "photos.create": Case(work, WORK),
    "photos.describe": Case(described, WORK + " listing_photos.alt"),
    "photos.change": Case(work, WORK + " -listing_photos stored_images.discarded_at"),
    "life.sell": Case(one_of("keadaan", "terjual"), "listings.sold_at listings.version +listing_deeds"),
    "life.leave": Case(
        lambda scene, role: {"sampai": today().isoformat()}, "listings.away_until listings.version +listing_deeds"
    ),
    "life.archive": Case(one_of("keadaan", "simpan"), "listings.archived_at listings.version +listing_deeds"),
    "life.confirm": Case(nothing, "listings.confirmed_at listings.version +listing_deeds"),
    "still_there.index": Case(nothing, ""),
    "still_there.index?usaha": Case(nothing, ""),
    "still_there.switch": Case(nothing, "memberships.declined_letters_at"),
    "freshness.show": Case(nothing, ""),
    "freshness.letters": Case(nothing, "memberships.declined_letters_at"),
    "life.copy": Case(nothing, "+listings +listing_drafts +listing_deeds"),
    "life.remove": Case(nothing, "listings.deleted_at listings.version +listing_deeds"),
    "life.removed": Case(nothing, "listings.deleted_at listings.version +listing_deeds"),
    "certificates.new": Case(certificate_of_role, "+certificates +certificate_listings throttle_hits"),
    "certificates.edit": Case(
        certificate,
        """certificates.kind certificates.number certificates.issuer certificates.valid_from certificates.valid_until
        certificates.covers_all certificates.submitted_at certificates.entered_by_id certificates.edition
        +certificate_listings""",
    ),
    "certificates.remove": Case(
        nothing,
        "certificates.state certificates.removed_at certificates.image_id stored_images.discarded_at",
    ),
    "certificates.begin": Case(work, WORK),
    "certificates_desk.show": Case(
        lambda scene, role: {
            "hasil": "dicek", "tautan": "https://daftar.contoh.id/1", "alasan": "Contoh.", "edisi": "1",
        },
        """certificates.state certificates.assurance certificates.checked_on certificates.office_id
        certificates.register_url +certificate_checks""",
    ),
    "inbox.show": Case(
        lambda scene, role: {"isi": "Masih ada.", "tanda": "satu"},
        "+inquiry_messages +inquiry_read_marks inquiries.first_answered_at inquiries.waits_for inquiries.waiting_since"
        " inquiries.last_message_at",
    ),
    "offers.new": Case(
        lambda scene, role: {
            "jumlah": "12", "satuan": "lembar", "harga": "640.000", "ongkir": "85.000", "isi": "Contoh.",
            "siap": today().isoformat(), "berlaku": today().isoformat(), "tanda": "satu",
        },
        "+inquiry_messages +inquiry_offers inquiries.first_answered_at inquiries.waits_for inquiries.waiting_since"
        " inquiries.last_message_at",
    ),
    "agreements.answer": Case(
        nothing,
        "",
    ),
    # Without a file; what one changes is told in tests/inquiries/test_files.py.
    "files.new": Case(nothing, ""),
    "buyer_files.buyers_new": Case(nothing, ""),
    "buyers.read": Case(one_of("pesan", "999999"), "+inquiry_read_marks"),
    "buyers.pass_on": Case(nothing, ""),
    "outcomes.show": Case(
        lambda scene, role: {"langkah": "jadi", "jawab": "ya"},
        "inquiry_outcomes.bought inquiry_outcomes.answered_at",
    ),
    "silence.handle": Case(nothing, "inquiry_complaints.handled_at inquiry_complaints.handled_by_id"),
    "inbox.read": Case(lambda scene, role: {"pesan": "999999"}, "+inquiry_read_marks"),
    "inbox.close": Case(
        one_of("hasil", "tidak-jadi"),
        "inquiries.state inquiries.closed_at inquiries.closed_by inquiries.result inquiries.waits_for"
        " inquiries.waiting_since",
    ),
    "inbox.report": Case(one_of("alasan", "penipuan"), "+inquiry_complaints"),
    "backlog.retry_all": Case(nothing, ""),
    "backlog.retry": Case(nothing, ""),
    "curation.decide": Case(
        lambda scene, role: {"putusan": "setujui", "centang": "price", "catatan": "", "edisi": "0"},
        """listings.code listings.published_at listings.confirmed_at listings.updated_at listings.version listings.slug
        -listing_drafts +listing_deeds code_serials.last +reviews +jobs +certificate_checks certificates.state""",
    ),
    "curation.undo": Case(nothing, "listing_drafts.state listing_drafts.note +listing_deeds +reviews"),
    "makers_desk.show": Case(
        check,
        """producers.waiting_since producers.origin_valid_until producers.origin_checked_on producers.origin_office_id
        +origin_checks +outbox_messages""",
    ),
    "people.index": Case(
        lambda scene, role: {"alamat": "anak@contoh.id", "peran": "editor"},
        "+invitations +account_events +outbox_messages throttle_hits",
    ),
    "people.change_role": Case(lambda scene, role: {"peran": "owner"}, "memberships.role +account_events"),
    "people.remove": Case(nothing, "-memberships +account_events"),
    "people.withdraw": Case(nothing, "invitations.expires_at"),
    "members.index": Case(member, "+group_members"),
    "members.edit": Case(
        member,
        """group_members.name group_members.capacity_count group_members.capacity_text group_members.consent_at
        group_members.consent_version""",
    ),
    "members.remove": Case(nothing, "-group_members"),
    "members.answer": Case(nothing, "group_members.agreed_at"),
    "closing.new": Case(lambda scene, role: {"yakin": "y"}, CLOSED + " -memberships"),
    "invitations.show": Case(nothing, "invitations.used_at +memberships +account_events +outbox_messages"),
    "makers_desk.pass_on": Case(
        nothing,
        """invitations.token_hash invitations.expires_at invitations.handed_at invitations.handed_by_id +account_events
        throttle_hits""",
    ),
    "khas_desk.new": Case(
        lambda scene, role: khas(daerah=THERE if role == "far" else HERE)(scene, role),
        "+regional_products +product_regions +product_words +product_decisions",
    ),
    "khas_desk.confirm": Case(
        grounded(), DECIDED + " regional_products.confirmed_on regional_products.source regional_products.source_public"
    ),
    "khas_desk.edit": Case(khas(), DECIDED + CORRECTED),
    "khas_desk.withdraw": Case(
        grounded(alasan="Keliru."), DECIDED + " regional_products.withdrawn_at -product_words"
    ),
    "khas_desk.restore": Case(nothing, DECIDED + " regional_products.withdrawn_at +product_words"),
    "khas_desk.highlights.edit": Case(lambda scene, role: {"pilih": scene.parts["known"]}, "+highlights"),
    "khas_desk.proposals.new": Case(
        lambda scene, role: {"daerah": THERE, "alasan": "Dibuat di sini juga."}, "+product_decisions"
    ),
    "khas_desk.proposals.answer": Case(nothing, DECIDED + " +product_regions +product_words"),
    "exhibitions_desk.new": Case(story, "+exhibitions"),
    "exhibitions_desk.edit": Case(story, EDITED + STORY),
    "exhibitions_desk.publish": Case(nothing, EDITED + " exhibitions.slug exhibitions.is_published"),
    "exhibitions_desk.withdraw": Case(nothing, EDITED + " exhibitions.is_published"),
    "exhibitions_desk.walls.new": Case(wall, EDITED + " +exhibition_items"),
    "exhibitions_desk.walls.edit": Case(wall, EDITED + WALL),
    "exhibitions_desk.walls.move": Case(lambda scene, role: {"versi": "1"}, EDITED + MOVED),
    "handover.new": Case(
        nothing,
        """account_links.token_hash account_links.usable_at account_links.expires_at account_links.handed_at
        account_links.handed_by_id +account_events throttle_hits""",
    ),
    "account.password": Case(
        lambda scene, role: {"sandi": PASSWORD, "sandi_baru": NEW_PASSWORD},
        PASSWORD_CHANGED + " throttle_hits",
    ),
    "account.email": Case(
        lambda scene, role: {"email": "alamat.baru@contoh.id", "sandi": PASSWORD},
        "+account_links +outbox_messages +account_events throttle_hits",
    ),
    "account.end_device": Case(nothing, "user_sessions.revoked_at"),
    "account.end_devices": Case(nothing, "user_sessions.revoked_at +account_events"),
    "account.answer_link": Case(nothing, "account_links.refused_at +account_events"),
    "account.passkeys.new": Case(lambda scene, role: {"sandi": PASSWORD}, "throttle_hits"),
    "account.passkeys.create": Case(new_finger, "+webauthn +outbox_messages " + ENTERED),
    "account.passkeys.edit": Case(lambda scene, role: {"nama": "HP contoh"}, "webauthn.name"),
    "account.passkeys.delete": Case(
        lambda scene, role: {"sandi": PASSWORD}, "-webauthn +account_events +outbox_messages throttle_hits"
    ),
    "accounts.fingerprint": Case(finger, "webauthn.sign_count webauthn.lastuse_datetime " + ENTERED),
    "account.data.delete": Case(
        lambda scene, role: {"sandi": PASSWORD},
        """-users -webauthn -memberships -user_sessions -account_links -outbox_messages account_events.user_id
        account_events.actor_id throttle_hits """
        + CLOSED,
    ),
    "account.second_factor.index": Case(
        set_up,
        """users.tf_primary_method users.tf_totp_secret users.tf_last_counter users.mf_recovery_codes """ + ENTERED,
    ),
    "account.second_factor.show_code": Case(paper, "users.mf_recovery_codes " + ENTERED),
    "account.second_factor.new_codes": Case(paper, "users.mf_recovery_codes " + ENTERED),
    "account.second_factor.turn_off": Case(
        paper,
        """users.tf_primary_method users.tf_totp_secret users.tf_last_counter users.mf_recovery_codes """ + ENTERED,
    ),
    "accounts.sign_in": Case(lambda scene, role: {"alamat": "other@contoh.id", "sandi": PASSWORD}, ENTERED),
    "accounts.second_step": Case(second_step, "users.mf_recovery_codes " + ENTERED),
    "accounts.sign_out": Case(nothing, "user_sessions.revoked_at +account_events"),
    "accounts.registration.new": Case(
        lambda scene, role: {
            "nama": "Contoh Baru", "alamat": "contoh.baru@contoh.id", "daerah": "3523", "sandi": PASSWORD,
            "setuju": "y",
        },
        "+users +consents +account_links +outbox_messages +account_events throttle_hits",
    ),
    "accounts.registration.confirm": Case(
        lambda scene, role: {"sandi": PASSWORD}, "users.confirmed_at account_links.used_at " + ENTERED
    ),
    "accounts.recovery.new": Case(lambda scene, role: {"alamat": "owner@contoh.id"}, "+jobs throttle_hits"),
    "accounts.recovery.edit": Case(
        lambda scene, role: {"sandi": NEW_PASSWORD},
        PASSWORD_CHANGED + " account_links.used_at user_sessions.revoked_at",
    ),
    "accounts.recovery.email": Case(nothing, "users.email account_links.used_at +outbox_messages +account_events"),
    "inquiries.listing": Case(question, ASKED),
    "inquiries.producer": Case(question, ASKED),
    "inquiries.product": Case(question, ASKED),
    "inquiries.taps.listing": Case(nothing, TAPPED),
    "inquiries.taps.producer": Case(nothing, TAPPED),
    "inquiries.taps.product": Case(nothing, TAPPED),
    "inquiries.thread.show": Case(
        stamped(isi="Baik."), "+inquiry_messages inquiries.last_message_at throttle_hits"
    ),
    "inquiries.thread.erase": Case(
        stamped(),
        """-inquiry_messages -inquiry_offers inquiries.buyer_name inquiries.contact inquiries.link_salt
        inquiries.token_hash
        inquiries.confirm_hash inquiries.quantity_text inquiries.state inquiries.waits_for inquiries.waiting_since
        inquiries.closed_at inquiries.closed_by inquiries.result inquiries.erased_at""",
    ),
    "inquiries.thread.report": Case(stamped(alasan="penipuan", isi="Minta uang."), "+inquiry_complaints"),
    "inquiries.thread.letters": Case(stamped(surat="ya"), "inquiries.address_confirmed_at +outbox_messages"),
    "inquiries.wishes.new": Case(
        stamped(untuk="sendiri", jumlah="2", kontak="penunggu.baru@contoh.id"),
        "+wishes +outbox_messages throttle_hits",
    ),
    "inquiries.wishes.show": Case(
        stamped(),
        """wishes.contact wishes.link_salt wishes.token_hash wishes.confirm_hash wishes.sameness wishes.erased_at""",
    ),
    "inquiries.wishes.confirm": Case(stamped(), "wishes.address_confirmed_at"),
    "inquiries_desk.decide": Case(
        nothing,
        """inquiries.state inquiries.reviewed_at inquiries.reviewed_by_id inquiries.waiting_since +outbox_messages""",
    ),
    "reports.listing": Case(report, REPORTED),
    "reports.product": Case(report, REPORTED),
    "reports.producer": Case(report, REPORTED),
    "reports.page": Case(report, REPORTED),
    "events.create": Case(opened, "+daily_counts"),
}  # fmt: skip
# What is drawn anew each time, or is a number of a new row, which a database does not give out twice.
DRAWN = {
    "token_hash", "password", "fs_uniquifier", "fs_webauthn_user_handle", "tf_totp_secret", "mf_recovery_codes",
    "message_id", "html", "link_salt", "confirm_hash",
}  # fmt: skip
# The tables that these refer to; an id that was not there before is that of a new row.
KEYS = {
    "user_id": "users", "actor_id": "users", "producer_id": "producers", "product_id": "regional_products",
    "inquiry_id": "inquiries", "id": "",
}  # fmt: skip
MORE = {
    "owner_id": "other", "owner": "other", "status": "published", "state": "published", "is_admin": "y", "admin": "y",
    "_method": "DELETE", "next": "//evil.example", "origin_status": "confirmed", "is_public": "y", "has_desk": "y",
    "csrf": "", "user": "other", "actor": "other", "password_hash": "x", "permissions": "admin", "is_active": "y",
}  # fmt: skip
# Columns whose value would matter more than that of their type.
TELLING = {"role": "owner", "region_code": THERE, "language": "en", "kind": "ikm", "purpose": "reset", "version": "99"}
TABLES = Model.metadata.sorted_tables
FROZEN = datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True)
class Database:
    """Every row of every table, at one moment."""

    rows: Mapping[str, Sequence[Row]]

    @cached_property
    def ids(self) -> Mapping[str, Set[Any]]:
        """The first column of each table."""
        return {name: {row[0] for row in rows} for name, rows in self.rows.items()}


@pytest.fixture(scope="module")
def scene(app: Flask) -> Iterator[Scene]:
    """The evening of all cases; what one sends is undone before the next."""
    with undone(app), time_machine.travel(FROZEN, tick=False):
        yield begin(app)


@pytest.fixture(scope="module")
def before(scene: Scene) -> Database:
    """The whole database as the evening begins."""
    with scene.undone():
        return everything()


def test_every_form_of_the_site_has_its_case() -> None:
    assert set(CASES) == {name for method, name in LINES if method == "POST"}


@pytest.mark.parametrize("name", CASES)
def test_whatever_is_sent_along_changes_only_what_the_form_asks(scene: Scene, before: Database, name: str) -> None:
    case, address, done = CASES[name], address_of(scene, name), set()
    for role in senders(name):
        form = case.fill(scene, role)
        plain, status = changes_of(scene, before, role, address, form)
        planted, _status = changes_of(scene, before, role, address, every_column(scene) | form)
        done |= {change for change, _row in plain}

        assert status in (200, 204, 303, 422) or LINES["POST", name][role] == str(status) == "409", (role, status)
        assert planted == plain, role
        if access_of(scene.app, name) is Access.MEMBERS:
            foreign = {"csrf_token": scene.tokens["gone"]}
            assert changes_of(scene, before, role, address, form | foreign)[0] == [], role
    more, less = (" ".join(sorted(one)) for one in (done - case.changes, case.changes - done))
    assert (more, less) == ("", "")


@pytest.mark.parametrize("role", ["anonymous", "owner"])
def test_whoever_only_looks_changes_nothing(scene: Scene, before: Database, role: str) -> None:
    # A crawler follows every link, and programs follow those of letters.
    pages = [name for method, name in LINES if method == "GET"]

    assert not written_by_looking(scene, before, role, pages), [
        name for name in pages if written_by_looking(scene, before, role, [name])
    ]


def written_by_looking(scene: Scene, before: Database, role: str, pages: Sequence[str]) -> set[Change]:
    """What is not as it was after somebody has opened the pages, but for when they were last seen."""
    with scene.undone():
        for name in pages:
            scene.ask(role, "GET", address_of(scene, name))
        return {change for change, _row in _differences(before, everything())} - {"user_sessions.last_seen_at"}


def senders(name: str) -> list[str]:
    """Who may send a form; of those who are let in alike, one of each kind."""
    row = LINES["POST", name]
    if len(set(row.values())) == 1:
        return ["anonymous", "owner", "admin"]
    return [role for role, word in row.items() if word not in REFUSED]


def changes_of(
    scene: Scene, before: Database, role: str, address: str, form: Form
) -> tuple[list[tuple[Change, str]], int]:
    """What a form changes, each with the row as it is then, and the status of the answer."""
    with scene.undone(), time_machine.travel(FROZEN + datetime.timedelta(seconds=10), tick=False):
        status = scene.ask(role, "POST", address, form).status_code
        after = everything()
    return sorted(_differences(before, after)), status


def every_column(scene: Scene) -> Form:
    """The name of every column and relation of every table, with a value that would matter."""
    other = str(scene.users["other"])
    columns = {
        column.name: TELLING.get(column.name) or _value_of(column, other)
        for table in TABLES
        for column in table.columns
    }
    relations = {name: other for mapper in Model.registry.mappers for name in mapper.relationships}
    more = {name: other if value == "other" else value for name, value in MORE.items()}
    return {**relations, **more, **columns}


def everything() -> Database:
    """The whole database as it is now."""
    connection = db.session.connection()
    # Names alone, so that no type of a column costs anything.
    return Database({table.name: _rows(connection.exec_driver_sql(_statement(table))) for table in TABLES})


def _rows(answer: CursorResult[Any]) -> Sequence[Row]:
    assert answer.cursor is not None
    return answer.cursor.fetchall()


def _statement(table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    return f"SELECT {columns} FROM {table.name}"


def _by_key(table: Table, rows: Set[Row]) -> Mapping[Row, Mapping[str, Any]]:
    names, keys = [column.name for column in table.columns], [column.name for column in table.primary_key.columns]
    found = (dict(zip(names, row, strict=True)) for row in rows)
    return {tuple(row[key] for key in keys): row for row in found}


def _differences(before: Database, after: Database) -> Iterator[tuple[Change, str]]:
    for table in TABLES:
        name = table.name
        if before.rows[name] == after.rows[name]:
            continue
        if name == "listing_changes":
            # The database writes it by itself beside every other change.
            continue
        if name == "throttle_hits":
            yield name, ""
            continue
        was, now_is = set(before.rows[name]), set(after.rows[name])
        old, rows = _by_key(table, was - now_is), _by_key(table, now_is - was)
        yield from ((f"+{name}", _told(rows[key], before)) for key in rows.keys() - old.keys())
        yield from ((f"-{name}", _told(old[key], before)) for key in old.keys() - rows.keys())
        for key in rows.keys() & old.keys():
            columns = [column for column, value in rows[key].items() if value != old[key][column]]
            yield from (
                (f"{name}.{column}", f"{key} {_told({column: rows[key][column]}, before)}") for column in columns
            )


def _told(row: Mapping[str, Any], before: Database) -> str:
    return str({name: _settled(name, value, before) for name, value in row.items()})


def _settled(name: str, value: Any, before: Database) -> Any:
    is_new = name in KEYS and value is not None and value not in before.ids.get(KEYS[name], ())
    # A letter holds the secret of its link.
    return "drawn" if is_new or (name in DRAWN and value is not None) or "http://" in str(value) else value


def _value_of(column: Column[Any], other: str) -> str:
    kind = column.type
    if isinstance(kind, Boolean):
        return "y"
    if isinstance(kind, (DateTime, UtcDateTime, TypeDecorator)):
        return "2099-01-01T00:00:00+00:00"
    if isinstance(kind, Date):
        return "2099-01-01"
    return other if isinstance(kind, Integer) else f"tanam {column.name}"[: getattr(kind, "length", None) or 40]
