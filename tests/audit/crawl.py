"""The pages of the site as a visitor comes upon them: by following links."""

import urllib.error
import urllib.request
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup

# Filters combine without end: a few states of each combination of parameters show every template at work.
STATES_ALIKE = 4
STATES = 40


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent for a path, and the page whose link led there; empty where none did."""

    path: str
    status: int
    is_html: bool
    body: bytes
    linked_from: str = ""


def crawl(site: str, starts: Iterable[str]) -> list[Answer]:
    """The starts and every internal page that links lead to from there; of addresses with a query only some."""
    waiting = deque((path, "") for path in starts)
    seen = {path for path, _from in waiting}
    alike: Counter[tuple[str, ...]] = Counter()
    answers = []
    while waiting:
        path, linked_from = waiting.popleft()
        answer = _fetched(site, path, linked_from)
        answers.append(answer)
        for link in _links(answer):
            if link not in seen and _is_taken(link, alike):
                seen.add(link)
                waiting.append((link, path))
    return answers


def _is_taken(link: str, alike: Counter[tuple[str, ...]]) -> bool:
    parts = urlsplit(link)
    if not parts.query:
        return True
    kind = (parts.path, *sorted({name for name, _value in parse_qsl(parts.query, keep_blank_values=True)}))
    if alike[kind] >= STATES_ALIKE or alike.total() >= STATES:
        return False
    alike[kind] += 1
    return True


def _fetched(site: str, path: str, linked_from: str) -> Answer:
    try:
        with urllib.request.urlopen(site + path) as response:
            is_html = response.headers.get_content_type() == "text/html"
            return Answer(path, response.status, is_html, response.read(), linked_from)
    except urllib.error.HTTPError as error:
        is_html = error.headers.get_content_type() == "text/html"
        return Answer(path, error.code, is_html, error.read(), linked_from)


def _links(answer: Answer) -> list[str]:
    if not answer.is_html:
        return []
    links = []
    for anchor in BeautifulSoup(answer.body, "html.parser").select("a[href]"):
        address, _fragment = urldefrag(urljoin(answer.path, str(anchor["href"])))
        parts = urlsplit(address)
        if not parts.scheme and not parts.netloc and parts.path:
            links.append(address)
    return links
