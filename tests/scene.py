"""One evening on the site, for tests of who may do what: everybody is signed in, each has something of their own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from craftsite.accounts import queries
from craftsite.accounts.models import AccountLink, Purpose, RoleName, User, UserSession, WebAuthn
from craftsite.accounts.operations import LIVES
from craftsite.curation.models import DecisionKind, ProductDecision
from craftsite.extensions import db
from craftsite.inquiries.links import Door
from craftsite.inquiries.links import secret_of as secret_of_row
from craftsite.inquiries.models import State
from craftsite.listings.assist_operations import token_of as consent_token
from craftsite.listings.certificate_models import Assurance, CertificateState
from craftsite.listings.freshness_operations import token_of
from craftsite.listings.models import DraftState
from craftsite.mail.letters import Letter
from craftsite.mail.models import OutboxMessage
from craftsite.mail.outbox import send
from craftsite.media.pictures import picture_of
from craftsite.media.renditions import all_sizes
from craftsite.producers.models import Membership, OriginCheck, Producer
from craftsite.web.clock import now
from craftsite.web.languages import Language
from tests.accounts.authenticator import Authenticator
from tests.accounts.doors import sign_in
from tests.accounts.test_second_factor import set_up
from tests.browser import Device
from tests.factories import (
    add_photos,
    grant,
    make_assist,
    make_certificate,
    make_complaint,
    make_document,
    make_draft,
    make_exhibition,
    make_file,
    make_image,
    make_inquiry,
    make_invitation,
    make_listing,
    make_member,
    make_membership,
    make_offer,
    make_office,
    make_outcome,
    make_passkey,
    make_producer,
    make_product,
    make_review,
    make_seat,
    make_user,
    make_wish,
)

KEY = "kunci"
HERE, THERE = "3526", "3527"
INVITED = "rahasia-untuk-undangan".ljust(43, "x")
# The owner and the editor speak for one maker of HERE, and the other for one of THERE. The desk is the office of HERE,
# the far desk that of THERE. Who is late has a seat HERE, but has set no second step up; who is gone was locked out.
ROLES = ("anonymous", "owner", "editor", "other", "desk", "far", "province", "admin", "late", "gone")
MAKERS = ("owner", "editor", "other")
OF_DESK = ("desk", "far", "province", "admin")


@dataclass
class Scene:
    """Whose cookie is which, and the numbers of what is there. Rows are not kept, since each request is undone."""

    app: Flask
    keys: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    paper: dict[str, list[str]] = field(default_factory=dict)
    users: dict[str, int] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    finger: Authenticator = field(default_factory=Authenticator)

    def device(self, role: str) -> Device:
        """A browser of somebody, as it was when the evening began."""
        device = Device(self.app)
        if role in self.keys:
            device.take_cookie(KEY, self.keys[role])
        return device

    def ask(self, role: str, method: str, address: str, data: dict[str, str] | None = None) -> TestResponse:
        """The answer to what somebody asks, or sends from a page of ours with the token of their session."""
        sent = {"csrf_token": self.tokens.get(role, "")} | (data or {}) if method == "POST" else None
        return self.device(role).raw(address, method=method, data=sent, headers={"Sec-Fetch-Site": "same-origin"})

    @contextmanager
    def undone(self) -> Iterator[None]:
        """What happens inside has not happened afterwards."""
        connection = db.session.connection()
        db.session.remove()
        inner = connection.begin_nested()
        try:
            yield
        finally:
            db.session.remove()
            inner.rollback()


def begin(app: Flask) -> Scene:
    """The evening, on the database of this test."""
    scene = Scene(app)
    here = make_producer(region=HERE, slug="contoh-di-sini", origin_valid_until=None, waiting_since=now())
    there = make_producer(region=THERE, slug="contoh-di-sana", origin_valid_until=None, waiting_since=now())
    offices = {"desk": make_office(HERE), "far": make_office(THERE), "province": make_office(None)}
    people: dict[str, User] = {}
    for role in ROLES[1:]:
        people[role] = make_user(region=THERE if role in ("other", "far") else HERE, email=f"{role}@contoh.id")
    make_membership(here, people["owner"])
    make_membership(here, people["editor"], "editor")
    make_membership(there, people["other"])
    for role, office in (*offices.items(), ("late", offices["desk"])):
        make_seat(people[role], office)
    grant(people["admin"], RoleName.ADMIN)

    for role, user in people.items():
        device = Device(app)
        sign_in(device, user)
        scene.paper[role] = set_up(device, app) if role in OF_DESK else []
        scene.keys[role] = device.cookie(KEY) or ""
        scene.tokens[role] = str(device.get("/akun/email").one("input[name=csrf_token]")["value"])
        scene.users[role] = user.id
    db.session.execute(update(User).where(User.id == scene.users["gone"]).values(active=False))
    _put_things_there(scene, here)
    db.session.commit()
    db.session.remove()
    return scene


def secret_of(purpose: Purpose) -> str:
    """The secret of the link for a purpose that lies on the table."""
    return f"rahasia untuk {purpose}".replace(" ", "-").ljust(43, "x")


def _put_things_there(scene: Scene, here: Producer) -> None:
    waiting = make_user(region=HERE, phone="+6281234567890", confirmed_at=None, name="Contoh Penunggu")
    unconfirmed = make_user(region=HERE, email="baru@contoh.id", confirmed_at=None)
    owner = scene.users["owner"]
    links = {
        "waiting": _link(waiting.id, Purpose.CONFIRM, None),
        "handed": _link(owner, Purpose.RESET, "sudah diserahkan", handed_at=now(), handed_by_id=scene.users["desk"]),
        "confirm": _link(unconfirmed.id, Purpose.CONFIRM, secret_of(Purpose.CONFIRM)),
        "reset": _link(owner, Purpose.RESET, secret_of(Purpose.RESET)),
        "email": _link(owner, Purpose.EMAIL, secret_of(Purpose.EMAIL), target="pindah@contoh.id"),
    }
    seen = make_producer(slug="contoh-tampil", kinds=("kopwan",))
    member, asked = make_member(here), make_member(seen, here)
    invited = make_invitation(here, owner, token_hash=queries.digest(INVITED))
    image = make_image(is_private=True)
    check = OriginCheck(
        producer_id=here.id, method="kunjungan", outcome="unclear", checked_on=now().date(), image_id=image.id,
        created_at=now(),
    )  # fmt: skip
    db.session.add(check)
    number = make_invitation(here, owner, address="+6281300000001")
    sold = make_product(regions=(HERE,), name="Khas contoh empat")
    listing = make_listing(producer=seen, name="Tikar contoh", product_id=sold.id)
    seen.whatsapp, seen.whatsapp_consent_at = "+6281300000009", now()
    thread = make_inquiry(listing=listing)
    held = make_inquiry(listing=make_listing(producer=here), state=State.HELD, doubts=["tautan"])
    awaited = make_product(regions=(THERE,), name="Khas contoh lima")
    wish = make_wish(awaited, address_confirmed_at=None)
    exhibition = make_exhibition(listing, title="Pameran contoh", opens_on=now().date(), closes_on=now().date())
    known, alone = (make_product(regions=(HERE,), name=f"Khas contoh {name}") for name in ("satu", "dua"))
    withdrawn = make_product(regions=(HERE,), name="Khas contoh tiga", withdrawn_at=now())
    proposal = {"region_code": THERE, "decided_on": now().date(), "created_at": now(), "reason": "Dibuat di sini juga."}
    db.session.add(ProductDecision(product_id=known.id, kind=DecisionKind.PROPOSED, **proposal))
    of_desk = {"region_code": HERE, "edited_at": now()}
    hall = make_exhibition(known, alone, slug=None, is_published=False, **of_desk)
    open_hall = make_exhibition(known, **of_desk)
    send(Letter("trial", "owner@contoh.id", Language.INDONESIAN, {}))
    db.session.flush()
    session = db.session.scalars(select(UserSession.id).where(UserSession.user_id == owner)).one()
    work = make_draft(here)
    helped = make_assist(make_draft(here), scene.users["desk"])
    asked_about_help = make_assist(make_draft(here), scene.users["desk"], asked_at=now())
    owns = db.session.get_one(Membership, (here.id, owner))
    waiting_state = {"state": CertificateState.WAITING, "assurance": Assurance.OWN, "checked_on": None}
    certificate = make_certificate(here, image_id=make_image(is_private=True).id, **waiting_state)
    asked_about = make_listing(producer=here)
    question = make_inquiry(listing=asked_about)
    scene.parts = {
        "producer": str(here.id),
        "work": str(work.id),
        "helped": str(helped.listing_id),
        "consent": str(asked_about_help.listing_id),
        "consent_link": consent_token(asked_about_help, owns),
        "live": str(make_listing(producer=here).id),
        "deleted": str(make_listing(producer=here, deleted_at=now()).id),
        "sent_work": str(make_draft(here, state=DraftState.SUBMITTED).id),
        "review": str(make_review(make_draft(here, state=DraftState.SUBMITTED), scene.users["desk"]).id),
        "person": str(scene.users["editor"]),
        "member": str(member.id),
        "asked": str(asked.id),
        "invitation": str(invited.id),
        "invited": INVITED,
        "asked_monthly": token_of(owns),
        "number": str(number.id),
        "check": str(check.id),
        "size": str(all_sizes(image.size)[0]),
        "session": str(session),
        "passkey": str(_passkey(scene.finger, db.session.get_one(User, owner)).id),
        "waiting": str(links["waiting"].id),
        "handed": str(links["handed"].id),
        "letter": str(db.session.scalars(select(OutboxMessage.id)).first()),
        "confirm": secret_of(Purpose.CONFIRM),
        "reset": secret_of(Purpose.RESET),
        "email": secret_of(Purpose.EMAIL),
        "code": str(listing.code),
        "listing": listing.slug,
        "maker": seen.slug,
        "exhibition": exhibition.slug,
        "khas": "batik-gedog-tuban",
        "sold": sold.slug,
        "thread": secret_of_row(Door.THREAD, thread.link_salt),
        "thread_address": secret_of_row(Door.ADDRESS, thread.link_salt),
        "wish": secret_of_row(Door.WISH, wish.link_salt),
        "wish_address": secret_of_row(Door.ADDRESS, wish.link_salt),
        "held": str(held.id),
        "known": str(known.id),
        "alone": str(alone.id),
        "withdrawn": str(withdrawn.id),
        "hall": str(hall.id),
        "open_hall": str(open_hall.id),
        "here": HERE,
        "there": THERE,
        "region": "kab-magetan",
        "photo": str(add_photos(work, 1)[0]),
        "certificate": str(certificate.id),
        "paper": str(make_certificate(here, document_id=make_document().id).id),
        "question": str(question.id),
        "photo_file": str(make_file(question).id),
        "paper_file": str(make_file(question, document_id=make_document().id).id),
        "complaint": str(make_complaint(question).id),
        "taken": str(make_offer(question, answer="setuju", answered_at=now()).message_id),
        "offer": str(make_offer(thread).message_id),
        "of_question": secret_of_row(Door.THREAD, question.link_salt),
        "outcome": secret_of_row(Door.OUTCOME, make_outcome(thread)),
        "picture": picture_of(make_image()).src,
    }


def _passkey(finger: Authenticator, user: User) -> WebAuthn:
    finger.user_handle = user.fs_webauthn_user_handle.encode()
    return make_passkey(user, credential_id=finger.credential_id, public_key=finger.public_key())


def _link(user_id: int, purpose: Purpose, secret: str | None, **more: object) -> AccountLink:
    instant = now()
    values = {"created_at": instant, "usable_at": instant, "expires_at": instant + LIVES[purpose]}
    link = AccountLink(
        user_id=user_id, purpose=purpose, token_hash=secret and queries.digest(secret), **(values | more)
    )
    db.session.add(link)
    db.session.flush()
    return link
