"""A browser for tests: asks the application, parses what comes back, and holds every page to the rules of the house."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, Self

from bs4 import BeautifulSoup, Tag
from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

LANGUAGES = {"id", "en"}
UNLABELLED = {"hidden", "submit", "button"}
# What machines read about the page is data: no browser runs it, and the policy does not ask about it.
DATA = "application/ld+json"
CODE = "name() = 'style' or starts-with(name(), 'on') or starts-with(name(), 'hx-on')"


@dataclass(frozen=True)
class Page:
    """An answer; it is parsed once somebody looks into it."""

    response: TestResponse

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The tree of the answer; empty where it is no text."""
        is_text = self.response.is_json or _is_text(self.response)
        return BeautifulSoup(self.response.get_data(as_text=True) if is_text else "", "html.parser")

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status_code

    @property
    def headers(self) -> dict[str, str]:
        """The headers; names as sent."""
        return dict(self.response.headers)

    @property
    def text(self) -> str:
        """All text of the page, spaces folded."""
        return " ".join(self.soup.get_text(" ").split())

    def texts(self, selector: str) -> list[str]:
        """The text of each element that matches."""
        return [" ".join(element.get_text(" ").split()) for element in self.soup.select(selector)]

    def one(self, selector: str) -> Tag:
        """The only element that matches."""
        [element] = self.soup.select(selector)
        return element

    def has(self, selector: str) -> bool:
        """Whether anything matches."""
        return self.soup.select_one(selector) is not None

    def attributes(self, selector: str, name: str) -> list[str]:
        """An attribute of each element that matches and has it."""
        return [str(element[name]) for element in self.soup.select(selector) if element.has_attr(name)]

    def ids(self) -> list[str]:
        """The ids of the outermost elements: what a swap puts in place."""
        return [str(element.get("id")) for element in self.soup.find_all(recursive=False)]

    def link(self, text: str) -> str:
        """The address behind the one link that says exactly this."""
        addresses = {
            str(link["href"]) for link in self.soup.select("a[href]") if " ".join(link.get_text(" ").split()) == text
        }
        [address] = addresses
        return address


class Browser:
    """Asks pages as one visitor. Each request gets an application context of its own, as in the real server."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._client = app.test_client(use_cookies=False)

    def get(
        self, url: str, *, swap: str | None = None, headers: dict[str, str] | None = None, status: int = 200
    ) -> Page:
        """The page at an address, or the fragment that htmx would swap in; fails on another status than expected."""
        sent = dict(headers or {})
        if swap is not None:
            sent |= {"HX-Request": "true", "HX-Target": swap}
        return self._judged(url, self.raw(url, headers=sent), status, is_swap=swap is not None)

    def post(self, url: str, data: dict[str, str], *, headers: dict[str, str] | None = None, status: int = 303) -> Page:
        """The answer to a form that a page of the site sends; fails on another status than expected."""
        sent = {"Sec-Fetch-Site": "same-origin"} if headers is None else headers
        return self._judged(
            url, self.raw(url, method="POST", data=data, headers=sent), status, is_swap="HX-Target" in sent
        )

    def raw(self, url: str, method: str = "GET", **options: object) -> TestResponse:
        """The answer as it is, unparsed and unjudged."""
        with self._app.app_context():
            return self._client.open(url, method=method, **options)

    def _judged(self, url: str, response: TestResponse, status: int, *, is_swap: bool) -> Page:
        assert response.status_code == status, f"{url} answered {response.status_code}, not {status}"
        body = response.get_data(as_text=True) if response.mimetype == "text/html" and response.location is None else ""
        if body:
            HouseRules(body, url, is_fragment=is_swap and "<html" not in body).check()
        return Page(response)


class Device(Browser):
    """The browser of one person: it keeps its cookies, and sends the forms of the pages that it was given."""

    USER_AGENT = (
        "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36"
    )

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self._client = app.test_client()

    def raw(self, url: str, method: str = "GET", **options: object) -> TestResponse:
        """The answer as it is, unparsed and unjudged."""
        sent = {"User-Agent": self.USER_AGENT, **(options.pop("headers", None) or {})}
        return super().raw(url, method, headers=sent, **options)

    def submit(self, page: Page, button: str, data: dict[str, str] | None = None, *, status: int = 303) -> Page:
        """The answer to the form of the one button that says this, with what its fields hold already, and `data`."""
        [pressed] = [
            found
            for found in page.soup.select("form[method=post] button")
            if " ".join(found.get_text(" ").split()) == button
        ]
        form = pressed.find_parent("form")
        assert form is not None
        fields = _held(page.soup, form)
        if pressed.has_attr("name"):
            fields[str(pressed["name"])] = str(pressed.get("value", ""))
        url = str(pressed.get("formaction") or form.get("action") or page.response.request.path)
        return self.post(url, fields | (data or {}), status=status)

    def cookie(self, name: str) -> str | None:
        """The value of a cookie; None where it is not there."""
        found = self._client.get_cookie(name)
        return found.value if found else None

    def take_cookie(self, name: str, value: str) -> None:
        """Puts a cookie in, as whoever copied it would."""
        self._client.set_cookie(name, value)


class HouseRules:
    """What holds on every page of the site."""

    # Most pages are asked for many times in a run, and the same bytes keep the same rules.
    _kept: ClassVar[set[int]] = set()

    def __init__(self, body: str, url: str, *, is_fragment: bool) -> None:
        self.body, self.url, self.is_fragment = body, url, is_fragment

    def check(self) -> Self:
        """Fails with the address and the rule that is broken."""
        judged = hash((self.body, self.is_fragment))
        if judged in self._kept:
            return self
        # Several times faster than what pages are asked with, and this asks of every element.
        self.root = html.document_fromstring(self.body)
        if not self.is_fragment:
            self._document()
        self._unique_ids()
        self._labels()
        self._pictures()
        self._no_inline_code()
        self._links()
        self._kept.add(judged)
        return self

    def _document(self) -> None:
        assert self.root.get("lang") in LANGUAGES, f"{self.url}: no language"
        headings = list(self.root.iter("h1"))
        assert len(headings) == 1, f"{self.url}: {len(headings)} h1"
        title = next(self.root.iter("title"), None)
        assert title is not None and title.text_content().strip(), f"{self.url}: no title"
        assert any(main.get("id") == "main" for main in self.root.iter("main")), f"{self.url}: no main landmark"
        assert any(link.get("href") == "#main" for link in self.root.iter("a")), f"{self.url}: no skip link"
        assert any(meta.get("name") == "viewport" for meta in self.root.iter("meta")), f"{self.url}: no viewport"

    def _unique_ids(self) -> None:
        ids = Counter(self.root.xpath("//@id"))
        assert not [name for name, number in ids.items() if number > 1], (
            f"{self.url}: an id stands twice: {ids.most_common(2)}"
        )

    def _labels(self) -> None:
        labelled = {label.get("for") for label in self.root.iter("label")} - {None}
        for field in self.root.iter("input", "select", "textarea"):
            if field.tag == "input" and field.get("type", "text") in UNLABELLED:
                continue
            named = field.get("aria-label") or next(field.iterancestors("label"), None) is not None
            assert named or field.get("id") in labelled or self.is_fragment, f"{self.url}: no label for {_shown(field)}"

    def _pictures(self) -> None:
        for picture in self.root.iter("img"):
            assert "alt" in picture.attrib, f"{self.url}: no alt on {_shown(picture)}"
            assert picture.get("width") and picture.get("height"), f"{self.url}: no size on {_shown(picture)}"

    def _no_inline_code(self) -> None:
        handlers = self.root.xpath(
            "//@*[starts-with(name(), 'on') or name() = 'style' or starts-with(name(), 'hx-on')]"
        )
        assert not handlers, f"{self.url}: {handlers[0].attrname} on {handlers[0].getparent().tag}"
        scripts = [script for script in self.root.iter("script") if "src" not in script.attrib]
        assert all(script.get("type") == DATA for script in scripts), f"{self.url}: inline script"
        assert next(self.root.iter("style"), None) is None, f"{self.url}: inline style"

    def _links(self) -> None:
        for link in self.root.iter("a"):
            assert link.get("href") not in (None, "", "#"), f"{self.url}: a link leads nowhere: {_shown(link)}"
            pictures: Iterable[str] = (picture.get("alt", "") for picture in link.iter("img"))
            name = link.text_content().strip() or link.get("aria-label") or any(pictures)
            assert name, f"{self.url}: a link without a name: {_shown(link)}"
        for button in self.root.iter("button"):
            name = button.text_content().strip() or button.get("aria-label")
            assert name, f"{self.url}: a button without a name: {_shown(button)}"


def _shown(element: html.HtmlElement) -> str:
    return html.tostring(element, encoding="unicode", with_tail=False)


def _held(soup: BeautifulSoup, form: Tag) -> dict[str, str | list[str]]:
    """What the controls of a form hold, also of those that stand elsewhere and name it."""
    elsewhere = soup.select(f'[form="{form["id"]}"][name]') if form.has_attr("id") else []
    held: dict[str, list[str]] = {}
    for field in [*form.select("input[name], textarea[name], select[name]"), *elsewhere]:
        if field.name == "textarea":
            values = [field.get_text().removeprefix("\n")]
        elif field.name == "select":
            values = [str(option.get("value", "")) for option in field.select("option[selected]")]
        elif field.get("type") in ("checkbox", "radio"):
            values = [str(field.get("value", "on"))] if field.has_attr("checked") else []
        elif field.get("type") == "file":
            values = []
        else:
            values = [str(field.get("value", ""))]
        held.setdefault(str(field["name"]), []).extend(values)
    return {name: values if len(values) > 1 else values[0] for name, values in held.items() if values}


def _is_text(response: TestResponse) -> bool:
    return response.mimetype.startswith("text/") or response.mimetype.endswith("xml")
