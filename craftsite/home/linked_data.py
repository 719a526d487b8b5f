"""The site and its operator in the words of schema.org, from the settings; what they leave open is left out."""

from flask import current_app, url_for

from craftsite.web.languages import absolute_url, current_language
from craftsite.web.linked_data import Thing, thing


def site_thing() -> Thing:
    """The site, how it is searched, and who publishes it."""
    search = absolute_url(url_for("catalog.index"))
    return thing(
        "WebSite",
        url=absolute_url(url_for("home.index")),
        name=current_app.config["SITE_NAME"],
        inLanguage=current_language(),
        publisher=operator_thing(),
        potentialAction={
            **thing("SearchAction", target=thing("EntryPoint", urlTemplate=f"{search}?q={{search_term_string}}")),
            # The one property of schema.org whose name is no word.
            "query-input": "required name=search_term_string",
        },
    )


def operator_thing() -> Thing | None:
    """Who runs the site; None where the settings do not say."""
    settings = current_app.config
    if not settings["ORGANISATION"]:
        return None
    return thing(
        "Organization",
        name=settings["ORGANISATION"],
        address=settings["ORGANISATION_ADDRESS"],
        email=settings["CONTACT_EMAIL"],
        telephone=settings["CONTACT_PHONE"],
    )
