"""What the desk says of an offer beside its facts: what has changed, what looks wrong, since when; reads nothing."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from flask_babel import gettext as _
from flask_babel import ngettext

from craftsite.listings.changes import Change, changes
from craftsite.listings.claims import refusals, warnings
from craftsite.listings.offers import Offer
from craftsite.listings.told import Names


def changes_of(before: Offer, after: Offer, names: Names) -> Sequence[Change]:
    """What differs, those that are reviewed first, with names where the offers hold codes."""
    return [
        replace(
            change,
            before=names.told(change.code, getattr(before, change.code)),
            after=names.told(change.code, getattr(after, change.code)),
        )
        if change.code in ("taxon_slug", "product_id")
        else change
        for change in changes(before, after)
    ]


def doubts_of(offer: Offer) -> list[str]:
    """What may need evidence or a second look, each sentence once."""
    texts = [offer.name_id, offer.name_en, offer.story_id, offer.story_en, offer.made_by, *offer.attributes.values()]
    texts += [text for step in offer.steps for text in step]
    found = [claim.sentence for claim in (*refusals(offer.kind, texts), *warnings(offer.kind, texts))]
    return list(dict.fromkeys(found))


def waited(since: datetime.datetime, instant: datetime.datetime) -> str:
    """For how long something waits: `Menunggu 6 jam`, then in whole days."""
    hours = int((instant - since).total_seconds() // 3600)
    if hours < 1:
        return _("Baru saja masuk")
    if hours < 48:
        return ngettext("Menunggu %(num)s jam", "Menunggu %(num)s jam", hours)
    return ngettext("Menunggu %(num)s hari", "Menunggu %(num)s hari", hours // 24)
