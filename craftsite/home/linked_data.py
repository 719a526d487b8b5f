"""The site itself in the words of schema.org."""

from flask import current_app, url_for

from craftsite.web.languages import absolute_url, current_language
from craftsite.web.linked_data import Thing, operator_thing, thing


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
