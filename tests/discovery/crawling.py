"""Every page of the site in one language, found by following links, and what a search engine keeps of each."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from lxml import html

from tests.browser import Browser

# Filters combine without end: a few states of each combination of parameters stand for the others.
STATES_ALIKE = 3
PICTURES = ("/motif/", "/static/")
# Words that stand in almost every Indonesian sentence and in no English one.
INDONESIAN = re.compile(
    r"\b(?:adalah|akan|atau|belum|bisa|dan|dari|dengan|di|ini|itu|juga|ke|oleh|pada|sudah|tidak|untuk|yang)\b",
    re.IGNORECASE,
)

ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered at a path; of a page that is no HTML, or none, only the status and where it leads."""

    status: int
    location: str = ""
    language: str = ""
    title: str = ""
    description: str = ""
    canonical: str = ""
    is_indexable: bool = False
    alternates: Mapping[str, str] = field(default_factory=dict)
    open_graph: Mapping[str, str] = field(default_factory=dict)
    foreign: tuple[str, ...] = ()
    links: frozenset[str] = frozenset()


def crawl(browser: Browser, start: str) -> dict[str, Answer]:
    """The answer at each path that links lead to from the start, in its language, where robots may go."""
    closed = _closed_paths(browser)
    waiting, found = deque([start]), dict[str, Answer]()
    alike: Counter[tuple[str, ...]] = Counter()
    seen = {start}
    while waiting:
        path = waiting.popleft()
        found[path] = read(browser, path)
        for link in sorted(found[path].links - seen):
            if not closed.match(link) and _is_taken(link, start, alike):
                seen.add(link)
                waiting.append(link)
    return found


def read(browser: Browser, path: str) -> Answer:
    """What is answered at a path."""
    response = browser.raw(path)
    if response.status_code != 200 or response.mimetype != "text/html":
        return Answer(response.status_code, response.headers.get("Location", ""))
    document = html.fromstring(response.get_data(as_text=True))
    return Answer(
        status=200,
        language=document.get("lang", ""),
        title=document.findtext(".//title") or "",
        description=_one(document, 'string(//meta[@name="description"]/@content)'),
        canonical=_one(document, 'string(//link[@rel="canonical"]/@href)'),
        is_indexable=not document.xpath('//meta[@name="robots"]'),
        alternates={link.get("hreflang"): link.get("href") for link in document.xpath("//link[@hreflang]")},
        open_graph={meta.get("property"): meta.get("content") for meta in document.xpath("//meta[@property]")},
        foreign=tuple(dict.fromkeys(_foreign(document))),
        links=frozenset(_links(document, path)),
    )


def _closed_paths(browser: Browser) -> re.Pattern[str]:
    """What robots.txt asks to leave alone, where `*` stands for anything and `$` for the end."""
    lines = browser.raw("/robots.txt").get_data(as_text=True).splitlines()
    patterns = [line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow: ")]
    return re.compile("|".join(re.escape(pattern).replace(r"\*", ".*").replace(r"\$", "$") for pattern in patterns))


def _is_taken(link: str, start: str, alike: Counter[tuple[str, ...]]) -> bool:
    parts = urlsplit(link)
    if parts.path.startswith(PICTURES) or parts.path.startswith("/en/") != start.startswith("/en/"):
        return False
    if parts.query:
        kind = (parts.path, *sorted({name for name, _value in parse_qsl(parts.query)}))
        alike[kind] += 1
        return alike[kind] <= STATES_ALIKE
    return True


def _links(document: html.HtmlElement, path: str) -> Iterator[str]:
    for anchor in document.iter("a"):
        address, _fragment = urldefrag(urljoin(path, anchor.get("href", "")))
        if not urlsplit(address).scheme:
            yield address


def _foreign(document: html.HtmlElement) -> Iterator[str]:
    """What a person reads or hears as English and an Indonesian word gives away as Indonesian."""
    spoken = "[not(ancestor-or-self::*[@lang='id'])]"
    told = (
        f"//body//text()[not(ancestor::*[@lang='id'])]|//title/text()|//meta[@name='description']/@content"
        f"|//meta[@property='og:title' or @property='og:description' or @property='og:image:alt']/@content"
        f"|//*{spoken}/@alt|//*{spoken}/@aria-label|//*{spoken}/@placeholder|//*{spoken}/@title"
    )
    for text in document.xpath(told):
        # An address has the same words in both languages.
        if INDONESIAN.search(ADDRESS.sub("", text)):
            yield " ".join(text.split())


def _one(document: html.HtmlElement, path: str) -> str:
    return str(document.xpath(path))
