"""A browser for tests: asks the application, parses what comes back, and holds every page to the rules of the house."""

from collections import Counter
from dataclasses import dataclass
from typing import Self

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

LANGUAGES = {"id", "en"}
UNLABELLED = {"hidden", "submit", "button"}


@dataclass(frozen=True)
class Page:
    """An answer, parsed."""

    response: TestResponse
    soup: BeautifulSoup

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
        page = Page(
            response,
            BeautifulSoup(
                response.get_data(as_text=True) if response.is_json or _is_text(response) else "", "html.parser"
            ),
        )
        is_page = response.mimetype == "text/html" and response.location is None
        if is_page and response.get_data():
            HouseRules(page, url, is_fragment=is_swap and page.soup.find("html") is None).check()
        return page


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

    def __init__(self, page: Page, url: str, *, is_fragment: bool) -> None:
        self.soup, self.url, self.is_fragment = page.soup, url, is_fragment

    def check(self) -> Self:
        """Fails with the address and the rule that is broken."""
        if not self.is_fragment:
            self._document()
        self._unique_ids()
        self._labels()
        self._pictures()
        self._no_inline_code()
        self._links()
        return self

    def _document(self) -> None:
        html = self.soup.find("html")
        assert html is not None and html.get("lang") in LANGUAGES, f"{self.url}: no language"
        headings = self.soup.select("h1")
        assert len(headings) == 1, f"{self.url}: {len(headings)} h1"
        title = self.soup.select_one("title")
        assert title is not None and title.get_text(strip=True), f"{self.url}: no title"
        assert self.soup.select_one("main#main"), f"{self.url}: no main landmark"
        assert self.soup.select_one('a[href="#main"]'), f"{self.url}: no skip link"
        assert self.soup.select_one('meta[name="viewport"]'), f"{self.url}: no viewport"

    def _unique_ids(self) -> None:
        ids = Counter(str(element["id"]) for element in self.soup.select("[id]"))
        assert not [name for name, number in ids.items() if number > 1], (
            f"{self.url}: an id stands twice: {ids.most_common(2)}"
        )

    def _labels(self) -> None:
        for field in self.soup.select("input, select, textarea"):
            if field.name == "input" and field.get("type", "text") in UNLABELLED:
                continue
            named = field.get("aria-label") or field.find_parent("label")
            label = self.soup.select_one(f'label[for="{field["id"]}"]') if field.get("id") else None
            assert named or label or self.is_fragment, f"{self.url}: no label for {field}"

    def _pictures(self) -> None:
        for picture in self.soup.select("img"):
            assert picture.has_attr("alt"), f"{self.url}: no alt on {picture}"
            assert picture.get("width") and picture.get("height"), f"{self.url}: no size on {picture}"

    def _no_inline_code(self) -> None:
        for element in self.soup.find_all(True):
            handlers = [
                name for name in element.attrs if name.startswith("on") or name == "style" or name.startswith("hx-on")
            ]
            assert not handlers, f"{self.url}: {handlers} on {element.name}"
        # What machines read about the page is data: no browser runs it, and the policy does not ask about it.
        code = 'style, script:not([src]):not([type="application/ld+json"])'
        assert not self.soup.select(code), f"{self.url}: inline style or script"

    def _links(self) -> None:
        for link in self.soup.select("a"):
            assert link.get("href") not in (None, "", "#"), f"{self.url}: a link leads nowhere: {link}"
            name = link.get_text(strip=True) or link.get("aria-label") or link.select_one("img[alt]:not([alt=''])")
            assert name, f"{self.url}: a link without a name: {link}"
        for button in self.soup.select("button"):
            assert button.get_text(strip=True) or button.get("aria-label"), f"{self.url}: a button without a name"


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
