"""What a maker is told of how often it and its listings were seen: numbers of the last 30 days, in words."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import and_, case, func, or_, select

from craftsite.events.models import DailyCount, What
from craftsite.events.queries import Span, sums
from craftsite.extensions import db
from craftsite.inquiries.demand_models import Tap
from craftsite.listings.counted import LISTING
from craftsite.listings.models import Listing
from craftsite.producers.counted import PRODUCER
from craftsite.producers.models import Producer
from craftsite.web.filters import angka

DAYS = 30
Numbers = Mapping[What, int]
_NONE: Numbers = dict.fromkeys(What, 0)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and what it was in the 30 days before."""

    number: int
    name: str
    before: int


@dataclass(frozen=True, slots=True)
class Visits:
    """What was counted for a maker in some days: of its listings by their codes, and of its own page."""

    span: Span
    listings: Mapping[str, Numbers]
    profile: Numbers
    earlier: Numbers
    earlier_profile: Numbers

    @property
    def total(self) -> dict[What, int]:
        """Of all listings together."""
        return {what: sum(numbers[what] for numbers in self.listings.values()) for what in What}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted, neither now nor before."""
        return not any(
            number
            for numbers in (self.total, self.profile, self.earlier, self.earlier_profile)
            for number in numbers.values()
        )

    @property
    def whats(self) -> Sequence[What]:
        """What there are numbers of; taps on a button only once somebody has tapped."""
        has_taps = any(numbers[What.WHATSAPP] for numbers in (self.total, self.profile, self.earlier))
        return [what for what in What if what is not What.WHATSAPP or has_taps]

    @property
    def figures(self) -> Sequence[Figure]:
        """The numbers that stand large."""
        total, whats = self.total, self.whats
        own = Figure(self.profile[What.VIEW], _("kali halaman usaha dibuka"), self.earlier_profile[What.VIEW])
        # On a maker's own page there is only this button to press.
        total[What.WHATSAPP] += self.profile[What.WHATSAPP]
        earlier = {**self.earlier, What.WHATSAPP: self.earlier[What.WHATSAPP] + self.earlier_profile[What.WHATSAPP]}
        of_listings = [Figure(total[what], _figure_name(what), earlier[what]) for what in whats]
        return [of_listings[0], own, *of_listings[1:]]

    def of(self, code: str) -> Numbers:
        """Of one listing."""
        return self.listings.get(code, _NONE)

    def sentence(self, code: str) -> str:
        """`Dibuka 24 kali, dibagikan 2 kali`; "" for a listing that nobody has opened in these days."""
        told = [_told(what, number) for what, number in self.of(code).items() if number]
        sentence = ", ".join(told)
        return sentence[:1].upper() + sentence[1:]


def visits_of(producer: Producer, day: datetime.date) -> Visits:
    """What was counted for a maker in the 30 days that end with this one. Two queries."""
    span = Span.of_days(DAYS, day)
    codes = select(Listing.code).where(Listing.producer_id == producer.id, Listing.code.is_not(None))
    is_listing = and_(DailyCount.subject_kind == LISTING, DailyCount.subject_key.in_(codes))
    is_profile = and_(DailyCount.subject_kind == PRODUCER, DailyCount.subject_key == producer.slug)
    listings: dict[str, dict[What, int]] = defaultdict(lambda: dict(_NONE))
    profile, earlier, earlier_profile = dict(_NONE), dict(_NONE), dict(_NONE)
    for found in sums(span, or_(is_listing, is_profile)):
        is_of_listing = found.subject.kind == LISTING
        (listings[found.subject.key] if is_of_listing else profile)[found.what] = found.now
        (earlier if is_of_listing else earlier_profile)[found.what] += found.before
    for code, now, before in _taps(producer, span):
        (listings[code] if code else profile)[What.WHATSAPP] += now
        (earlier if code else earlier_profile)[What.WHATSAPP] += before
    return Visits(span, listings, profile, earlier, earlier_profile)


def _taps(producer: Producer, span: Span) -> Sequence[tuple[str | None, int, int]]:
    """How often the number of a maker was shown for each listing, or on its own page (None), now and before."""
    now = case((Tap.tapped_at >= span.begins_at, 1), else_=0)
    statement = (
        select(Listing.code, func.sum(now), func.count() - func.sum(now))
        .select_from(Tap)
        .outerjoin(Listing, Listing.id == Tap.listing_id)
        .where(Tap.producer_id == producer.id)
        .where(Tap.tapped_at >= span.before.begins_at, Tap.tapped_at < span.ends_at)
        .group_by(Listing.code)
    )
    return [(code, int(now), int(before)) for code, now, before in db.session.execute(statement)]


def _figure_name(what: What) -> str:
    names = {
        What.VIEW: _("kali karya dibuka"),
        What.SHARE: _("kali tombol bagikan ditekan"),
        What.CHANNEL: _("kali tautan toko lain ditekan"),
        What.WHATSAPP: _("kali tombol WhatsApp ditekan"),
    }
    return names[what]


def _told(what: What, number: int) -> str:
    count = angka(number)
    told = {
        What.VIEW: ngettext("dibuka %(count)s kali", "dibuka %(count)s kali", number, count=count),
        What.SHARE: ngettext("dibagikan %(count)s kali", "dibagikan %(count)s kali", number, count=count),
        What.CHANNEL: ngettext("ke toko lain %(count)s kali", "ke toko lain %(count)s kali", number, count=count),
        What.WHATSAPP: ngettext("WhatsApp %(count)s kali", "WhatsApp %(count)s kali", number, count=count),
    }
    return told[what]
