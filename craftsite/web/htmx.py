"""HTMX at the HTTP edge: one template answers both the page load and the swap."""

from collections.abc import Collection
from typing import Any

from flask import Response, current_app, make_response, render_template, request


def render(
    template: str, *, fragments: Collection[str] = (), also: Collection[str] = (), status: int = 200, **context: Any
) -> Response:
    """The whole page, or the one fragment htmx is about to swap.

    `fragments` are the blocks a client may ask for. A block holds one element whose id is its name. The blocks in
    `also` follow a fragment out of band: only counts, the button of the filter sheet and the title may. They know it by
    `is_out_of_band`, since htmx takes a whole page apart where it finds its mark in one.
    """
    fragment = requested_fragment(fragments)
    if fragment is None:
        html = render_template(template, is_out_of_band=False, **context)
    else:
        html = _render_blocks(template, fragment, also, context)
    response = make_response(html, status)
    if fragments:
        response.vary.update(("HX-Request", "HX-Target"))
    return response


def requested_fragment(allowed: Collection[str]) -> str | None:
    """The block that htmx asks for, if it is one of `allowed`; None where the whole page is wanted.

    A boosted link and the restoring of history want whole pages. A view may ask first, to read no more than it shows.
    """
    headers = request.headers
    if headers.get("HX-Request") != "true" or "HX-Boosted" in headers or "HX-History-Restore-Request" in headers:
        return None
    target = headers.get("HX-Target")
    return target if target in allowed else None


def _render_blocks(template: str, fragment: str, also: Collection[str], context: dict[str, Any]) -> str:
    page = current_app.jinja_env.get_template(template)
    current_app.update_template_context(context)
    within = page.new_context({**context, "is_out_of_band": False})
    beside = page.new_context({**context, "is_out_of_band": True})
    return "".join([*page.blocks[fragment](within), *(part for name in also for part in page.blocks[name](beside))])
