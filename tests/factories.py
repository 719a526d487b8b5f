"""Rows that are valid, boring and flushed; a test names only what it is about."""

import datetime
import itertools
from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from craftsite.accounts import passwords
from craftsite.accounts.models import NUMBER_DOMAIN, Office, Role, RoleGrant, Seat, User, WebAuthn
from craftsite.curation.review_models import Decision, Review
from craftsite.exhibitions.models import Exhibition, Item
from craftsite.extensions import db
from craftsite.goods.models import Kind, ProductRegion, RegionalProduct, Verification
from craftsite.goods.operations import index_product
from craftsite.inquiries.demand_models import Wish
from craftsite.inquiries.links import Door, hash_of, new_salt, secret_of
from craftsite.inquiries.models import (
    Attachment,
    Complaint,
    Inquiry,
    Message,
    Offer,
    Outcome,
    Purpose,
    Side,
    State,
    SubjectKind,
)
from craftsite.inquiries.outcome_operations import salt_of
from craftsite.listings.assist_models import Assist
from craftsite.listings.certificate_models import Assurance, Certificate, CertificateListing, CertificateState
from craftsite.listings.models import Draft, DraftState, Listing, Photo, PriceTier, Stock
from craftsite.listings.offers import offer_of, stored, write_offer
from craftsite.listings.operations import index_listings, next_code
from craftsite.listings.queries import WHOLE
from craftsite.listings.written import written
from craftsite.media import operations as media
from craftsite.media.documents import Document
from craftsite.media.models import StoredDocument, StoredImage
from craftsite.media.renditions import all_sizes
from craftsite.producers.models import (
    GroupMember,
    Invitation,
    Membership,
    MembershipRole,
    Producer,
    ProducerKind,
    ProducerKindMark,
)
from craftsite.regions.models import Region
from craftsite.web.clock import now, today
from tests.media.photographs import developed

PDF = b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
_numbers = itertools.count(1)
_TAXA = {Kind.BATIK: "batik-pesisir", Kind.CRAFT: "anyaman", Kind.FARM: "keripik"}
_UNITS = {Kind.BATIK: "lembar", Kind.CRAFT: "buah", Kind.FARM: "bungkus"}


def make_producer(
    *, region: str = "3578", kinds: tuple[str, ...] = (ProducerKind.IKM,), **overrides: object
) -> Producer:
    """A maker whose origin is confirmed for a year."""
    number = next(_numbers)
    values = {
        "slug": f"pembuat-{number}",
        "name": f"Pembuat {number}",
        "region_code": region,
        "created_at": now(),
        "origin_valid_until": today() + datetime.timedelta(days=365),
    }
    producer = Producer(**(values | overrides))
    producer.kinds = [ProducerKindMark(kind=kind) for kind in kinds]
    db.session.add(producer)
    db.session.flush()
    return producer


def make_membership(producer: Producer, user: User, role: str = MembershipRole.OWNER) -> Membership:
    """That somebody speaks for a maker."""
    membership = Membership(producer_id=producer.id, user_id=user.id, role=role, created_at=now())
    db.session.add(membership)
    db.session.flush()
    return membership


def make_member(group: Producer, maker: Producer | None = None, **overrides: object) -> GroupMember:
    """A member of a cooperative or group: a name that nobody may read, or a maker that has not answered."""
    values = {"name": "" if maker else f"Anggota {next(_numbers)}", "maker_id": maker and maker.id, "created_at": now()}
    member = GroupMember(group_id=group.id, **(values | overrides))
    db.session.add(member)
    db.session.flush()
    return member


def make_invitation(producer: Producer, inviter_id: int, **overrides: object) -> Invitation:
    """An open invitation to be an editor of a maker."""
    values = {"role": MembershipRole.EDITOR, "address": f"undangan{next(_numbers)}@contoh.id", "created_at": now()}
    values |= {"expires_at": now() + datetime.timedelta(days=7)}
    invitation = Invitation(producer_id=producer.id, invited_by_id=inviter_id, **(values | overrides))
    db.session.add(invitation)
    db.session.flush()
    return invitation


def make_listing(
    *,
    producer: Producer | None = None,
    region: str = "3578",
    kind: str = Kind.CRAFT,
    name: str = "Keranjang",
    taxon: str | None = None,
    tiers: dict[int, int] | None = None,
    **overrides: object,
) -> Listing:
    """A published listing with a code and its words."""
    number = next(_numbers)
    producer = producer or make_producer(region=region)
    instant = now() + datetime.timedelta(microseconds=number)
    values = {
        "slug": f"karya-{number}",
        "producer_id": producer.id,
        "kind": kind,
        "taxon_slug": taxon or _TAXA[Kind(kind)],
        "name_id": name,
        "price_idr": 100_000,
        "unit": _UNITS[Kind(kind)],
        "stock": Stock.READY,
        "attributes": {},
        "created_at": instant,
        "updated_at": instant,
        "published_at": instant,
    }
    listing = Listing(**(values | overrides))
    if "code" not in overrides and listing.published_at is not None:
        listing.code = next_code(db.session.get_one(Region, producer.region_code))
    listing.tiers = [PriceTier(from_quantity=start, price_idr=price) for start, price in (tiers or {}).items()]
    db.session.add(listing)
    db.session.flush()
    index_listings([listing.id])
    return listing


WRITTEN = {
    "jenis": ["kerajinan"],
    "golongan": ["anyaman"],
    "nama": ["Keranjang contoh"],
    "satuan": ["buah"],
    "harga": ["125.000"],
    "stok": ["siap"],
}


def make_draft(
    producer: Producer, *, state: DraftState = DraftState.WRITING, fields: dict[str, list[str]] | None = None
) -> Listing:
    """A listing that was never published, whole but for photographs; sent to the office where the state says so."""
    listing = make_listing(
        producer=producer, name="Keranjang contoh", published_at=None, code=None, unit="buah", price_idr=125_000
    )
    db.session.refresh(listing, ["tiers", "steps", "channels", "variants"])
    offer = stored(offer_of(listing)) if state is DraftState.SUBMITTED else None
    listing.draft = Draft(
        fields=WRITTEN | (fields or {}), state=state, saved_at=now(), submitted_at=now() if offer else None, offer=offer
    )
    db.session.flush()
    return listing


def make_sent(
    *, producer: Producer | None = None, region: str = "3526", days: float = 1, published: bool = False, **offer: object
) -> Listing:
    """A listing that has waited on the desk of its region for so many days; a published one waits with its changes."""
    producer = producer or make_producer(region=region)
    values = {"name": "Keranjang", "stock_count": 12, "edition": 3}
    made = make_listing(producer=producer, **(values if published else values | {"published_at": None}))
    whole = select(Listing).where(Listing.id == made.id).options(*WHOLE, joinedload(Listing.draft))
    listing = db.session.scalars(whole.execution_options(populate_existing=True)).one()
    instant = now() - datetime.timedelta(days=days)
    sent = replace(offer_of(listing), **({"name_id": "Keranjang bambu, 24 cm"} | offer))
    if not published:
        write_offer(listing, sent, instant)
    listing.draft = Draft(
        fields=written(sent), state=DraftState.SUBMITTED, saved_at=instant, submitted_at=instant, offer=stored(sent)
    )
    db.session.flush()
    return listing


def make_assist(listing: Listing, helper_id: int, **overrides: object) -> Assist:
    """That somebody of an office writes this listing for its maker."""
    assist = Assist(listing_id=listing.id, helper_id=helper_id, begun_at=now(), **overrides)
    db.session.add(assist)
    db.session.flush()
    return assist


def make_review(listing: Listing, reviewer_id: int, **overrides: object) -> Review:
    """That somebody has just asked for a change of a listing that was sent."""
    draft = listing.draft
    assert draft is not None and draft.offer is not None and draft.submitted_at is not None
    draft.state, draft.note = DraftState.ASKED, "Tulis tingginya."
    values = {
        "reviewer_id": reviewer_id,
        "decision": Decision.ASKED,
        "kind": draft.offer["kind"],
        "rubric_version": 1,
        "note": draft.note,
        "edition": listing.edition,
        "offer": draft.offer,
        "submitted_at": draft.submitted_at,
        "decided_at": now(),
    }
    review = Review(listing_id=listing.id, **(values | overrides))
    db.session.add(review)
    db.session.flush()
    return review


def make_certificate(producer: Producer, *listings: Listing, **overrides: object) -> Certificate:
    """A brand of a maker that its office has seen, for all its goods or for these listings."""
    instant = now()
    values = {
        "kind": "merek",
        "number": f"IDM{next(_numbers):09}",
        "issuer": "DJKI",
        "valid_until": today() + datetime.timedelta(days=365),
        "covers_all": not listings,
        "state": CertificateState.SHOWN,
        "assurance": Assurance.SEEN,
        "checked_on": today(),
        "created_at": instant,
        "submitted_at": instant,
    }
    certificate = Certificate(producer_id=producer.id, **(values | overrides))
    certificate.marks = [CertificateListing(listing_id=listing.id) for listing in listings]
    db.session.add(certificate)
    db.session.flush()
    return certificate


def make_product(
    *, regions: tuple[str, ...] = ("3578",), kind: str = Kind.CRAFT, name: str = "Anyaman contoh", **overrides: object
) -> RegionalProduct:
    """A regional product with a source; the first region is its place of origin."""
    number = next(_numbers)
    values = {
        "code": f"T{number}",
        "slug": f"khas-{number}",
        "kind": kind,
        "taxon_slug": _TAXA[Kind(kind)],
        "name_id": name,
        "name_en": f"Example {number}",
        "description_id": "Barang contoh untuk pengujian.",
        "description_en": "An example for tests.",
        "motif_id": "",
        "motif_en": "",
        "motif_family": "wave",
        "material_id": "",
        "material_en": "",
        "technique_text_id": "",
        "technique_text_en": "",
        "certification_id": "",
        "certification_en": "",
        "place_id": "",
        "place_en": "",
        "unit": _UNITS[Kind(kind)],
        "price_note": "",
        "verification": Verification.SOURCED,
        "source": "https://sumber.invalid/1",
        "source_public": "https://sumber.invalid/1",
    }
    product = RegionalProduct(**(values | overrides))
    product.origins = [ProductRegion(region_code=code, is_origin=code == regions[0]) for code in regions]
    db.session.add(product)
    db.session.flush()
    index_product(product)
    return product


def make_inquiry(*, listing: Listing | None = None, text: str = "Masih ada?", **overrides: object) -> Inquiry:
    """An open question about a listing, with its first message."""
    listing = listing or make_listing()
    number, salt, instant = next(_numbers), new_salt(), now()
    values = {
        "subject_kind": SubjectKind.LISTING,
        "listing_id": listing.id,
        "producer_id": listing.producer_id,
        "subject_name": listing.name_id,
        "subject_code": listing.code or "",
        "purpose": Purpose.RESALE,
        "quantity": 12,
        "unit": listing.unit,
        "quantity_text": "selusin",
        "buyer_name": f"Contoh Pembeli {number}",
        "contact": f"pembeli{number}@contoh.id",
        "province_code": "33",
        "language": "id",
        "consent_version": "2026-11",
        "link_salt": salt,
        "token_hash": hash_of(Door.THREAD, salt),
        "confirm_hash": hash_of(Door.ADDRESS, salt),
        "receipt": f"receipt-{number}",
        "state": State.OPEN,
        "asked_at": instant,
        "waits_for": Side.MAKER,
        "waiting_since": instant,
        "last_message_at": instant,
    }
    inquiry = Inquiry(**(values | overrides))
    db.session.add(inquiry)
    db.session.flush()
    make_message(inquiry, text=text, sent_at=inquiry.asked_at)
    return inquiry


def thread_path(inquiry: Inquiry) -> str:
    """The address of the secret link of a buyer."""
    return f"/percakapan/{secret_of(Door.THREAD, inquiry.link_salt)}"


def make_message(inquiry: Inquiry, side: str = Side.BUYER, **overrides: object) -> Message:
    """A message of a thread; it changes nothing of whose turn it is."""
    message = Message(inquiry_id=inquiry.id, side=side, **({"text": "Baik.", "sent_at": now()} | overrides))
    db.session.add(message)
    db.session.flush()
    return message


def make_file(inquiry: Inquiry, side: str = Side.BUYER, *, document_id: int | None = None) -> Attachment:
    """A photograph in a message of its own, or this document."""
    message = make_message(inquiry, side, text="", sentence="berkas")
    image_id = None if document_id else make_image(is_private=True).id
    file = Attachment(
        message_id=message.id,
        image_id=image_id,
        document_id=document_id,
        name="",
        byte_size=1,
        sha256="x",
        added_at=now(),
    )
    db.session.add(file)
    db.session.flush()
    return file


def photo_size(file: Attachment) -> str:
    """A size in which the photograph of a file is stored."""
    return str(all_sizes(db.session.get_one(StoredImage, file.image_id).size)[0])


def make_offer(inquiry: Inquiry, **overrides: object) -> Offer:
    """An offer in a message of its own, which holds for two weeks."""
    message = make_message(inquiry, Side.MAKER, text="", sentence="penawaran")
    values = {
        "quantity": 12,
        "unit": "lembar",
        "price_idr": 640_000,
        "valid_until": today() + datetime.timedelta(days=14),
        "answer": "",
    }
    offer = Offer(message_id=message.id, **(values | overrides))
    db.session.add(offer)
    db.session.flush()
    return offer


def make_complaint(inquiry: Inquiry, side: str = Side.BUYER, **overrides: object) -> Complaint:
    """That the buyer has reported a thread."""
    values = {"reason": "kasar", "text": "Contoh keluhan.", "made_at": now()}
    complaint = Complaint(inquiry_id=inquiry.id, side=side, **(values | overrides))
    db.session.add(complaint)
    db.session.flush()
    return complaint


def make_outcome(inquiry: Inquiry, side: str = Side.BUYER, after_days: int = 14, **overrides: object) -> str:
    """That one side was asked what became of a thread; what its link is made from."""
    salt = salt_of(inquiry, side, after_days)
    values = {"asked_at": now(), "token_hash": hash_of(Door.OUTCOME, salt)}
    blank = dict.fromkeys(("bought", "channel", "reason", "elsewhere"), "")
    db.session.add(Outcome(inquiry_id=inquiry.id, side=side, after_days=after_days, **(values | blank | overrides)))
    db.session.flush()
    return salt


def make_wish(product: RegionalProduct, **overrides: object) -> Wish:
    """That somebody with a confirmed address waits for a khas."""
    number, salt = next(_numbers), new_salt()
    values = {
        "product_id": product.id,
        "purpose": Purpose.SELF,
        "quantity": 1,
        "contact": f"penunggu{number}@contoh.id",
        "language": "id",
        "consent_version": "2026-11",
        "link_salt": salt,
        "token_hash": hash_of(Door.WISH, salt),
        "confirm_hash": hash_of(Door.ADDRESS, salt),
        "receipt": f"wish-{number}",
        "sameness": f"wish-{number}",
        "wished_at": now(),
        "address_confirmed_at": now(),
    }
    wish = Wish(**(values | overrides))
    db.session.add(wish)
    db.session.flush()
    return wish


PASSWORD = "kerbau hijau makan awan"


def make_user(*, region: str = "3578", password: str = PASSWORD, **overrides: object) -> User:
    """A person with a confirmed account and this password; by number only where `phone` is given and `email` is not."""
    number = next(_numbers)
    phone = overrides.get("phone")
    values = {
        "name": f"Contoh Pembuat {number}",
        "email": f"{str(phone)[1:]}@{NUMBER_DOMAIN}" if phone else f"pembuat{number}@contoh.id",
        "password": passwords.stored(password),
        "fs_uniquifier": f"user-{number}",
        "fs_webauthn_user_handle": f"handle-{number}",
        "confirmed_at": now(),
        "region_code": region,
        "language": "id",
        "created_at": now(),
        "password_changed_at": now(),
    }
    user = User(**(values | overrides))
    db.session.add(user)
    db.session.flush()
    return user


def make_passkey(user: User, **overrides: object) -> WebAuthn:
    """A key of somebody that a fingerprint opens, on a device that no test has; see `tests.accounts.authenticator`."""
    values = {
        "name": "Chrome, Android",
        "credential_id": f"key-{next(_numbers)}".encode(),
        "public_key": b"no key",
        "device_type": "single_device",
        "lastuse_datetime": now(),
        "usage": "first",
    }
    passkey = WebAuthn(user_id=user.id, **(values | overrides))
    db.session.add(passkey)
    db.session.flush()
    return passkey


def make_office(region: str | None = "3578", **overrides: object) -> Office:
    """The office of a region, or of the province."""
    values = {"name": f"Contoh Kantor {next(_numbers)}", "region_code": region, "phone": "+6281200000000"}
    office = Office(**(values | overrides))
    db.session.add(office)
    db.session.flush()
    return office


def make_seat(user: User, office: Office, **overrides: object) -> Seat:
    """A seat in an office that is held since yesterday."""
    values = {"from_at": now() - datetime.timedelta(days=1), "until_at": None}
    seat = Seat(user_id=user.id, office_id=office.id, **(values | overrides))
    db.session.add(seat)
    db.session.flush()
    return seat


def grant(user: User, role_name: str) -> None:
    """Gives somebody a role that no seat gives."""
    role = db.session.scalar(select(Role).where(Role.name == role_name))
    if role is None:
        role = Role(name=role_name)
        db.session.add(role)
        db.session.flush()
    db.session.add(RoleGrant(user_id=user.id, role_id=role.id))
    db.session.flush()
    db.session.expire(user, ["roles"])


def make_exhibition(
    *things: RegionalProduct | Listing, title: str = "Pameran contoh", **overrides: object
) -> Exhibition:
    """A published exhibition that is always open, with a wall for each thing, by default for one new product."""
    number = next(_numbers)
    values = {
        "slug": f"pameran-{number}",
        "title_id": title,
        "title_en": f"Exhibition {number}",
        "lead_id": "Pameran contoh untuk pengujian.",
        "lead_en": "An exhibition for tests.",
        "is_published": True,
        "created_at": now(),
        "updated_at": now(),
    }
    exhibition = Exhibition(**(values | overrides))
    exhibition.items = [
        make_item(thing, position) for position, thing in enumerate(things or [make_product()], start=1)
    ]
    db.session.add(exhibition)
    db.session.flush()
    return exhibition


def make_item(thing: RegionalProduct | Listing, position: int, **overrides: object) -> Item:
    """A wall for a thing, not yet in any exhibition."""
    column = "product_id" if isinstance(thing, RegionalProduct) else "listing_id"
    values = {
        column: thing.id,
        "position": position,
        "title_id": f"Dinding {position}",
        "title_en": f"Wall {position}",
        "text_id": f"Teks dinding {position}.",
        "text_en": f"Text of wall {position}.",
        "source_id": "sumber.invalid, 2026",
        "source_en": "sumber.invalid, 2026",
    }
    return Item(**(values | overrides))


def make_image(**overrides: object) -> StoredImage:
    """A photograph with its files, of 700 x 900 pixels; the job that makes AVIF and WebP waits."""
    image = media.add_image(media.keep_files(developed()))
    for name, value in overrides.items():
        setattr(image, name, value)
    db.session.flush()
    return image


def make_document(**overrides: object) -> StoredDocument:
    """A PDF with its file."""
    document = media.add_document(media.keep_document(Document(PDF)))
    for name, value in overrides.items():
        setattr(document, name, value)
    db.session.flush()
    return document


def add_photos(listing: Listing, number: int) -> list[int]:
    """Puts so many photographs behind those of a listing, all different; their ids."""
    taken = db.session.scalar(select(func.count()).select_from(Photo).where(Photo.listing_id == listing.id)) or 0
    photos = [
        Photo(
            listing_id=listing.id,
            image_id=make_image(sha256=f"{next(_numbers):064}").id,
            position=position,
            added_at=now(),
        )
        for position in range(taken + 1, taken + number + 1)
    ]
    db.session.add_all(photos)
    db.session.flush()
    db.session.expire(listing)
    return [photo.id for photo in photos]
