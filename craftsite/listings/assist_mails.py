"""Letters about a listing that somebody writes for a maker: the question to her, and her answer to the helper."""

from flask_babel import force_locale

from craftsite.listings.assist_models import Assist, AssistAnswer
from craftsite.listings.assists import helper_told
from craftsite.mail.letters import Letter
from craftsite.mail.outbox import send
from craftsite.producers.models import Membership
from craftsite.web.languages import Language, text_in


def send_asked(assist: Assist, person: Membership, token: str) -> bool:
    """Who wrote what in the name of the maker, with the link that shows all of it; whether there is a mailbox."""
    user = person.user
    if not (user.has_mailbox and user.active):
        return False
    language = Language(user.language)
    with force_locale(language):
        helper = helper_told(assist)
    told = {"name": user.name, **_told(assist, language), "helper": helper, "token": token}
    send(Letter("listings/assist_asked", user.email, language, told))
    return True


def send_answered(assist: Assist) -> None:
    """What the maker has answered, to whoever wrote and has a mailbox."""
    helper = assist.helper
    if helper is None or not (helper.has_mailbox and helper.active):
        return
    language = Language(helper.language)
    told = {"name": helper.name, **_told(assist, language), "confirmed": assist.answer == AssistAnswer.CONFIRMED}
    send(Letter("listings/assist_answered", helper.email, language, told))


def _told(assist: Assist, language: Language) -> dict[str, str]:
    listing = assist.listing
    return {"maker": listing.producer.name, "work": str(text_in(language, listing, "name"))}
