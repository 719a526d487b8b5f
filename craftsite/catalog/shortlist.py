"""The list that a visitor keeps: codes of listings in the address of its page, and nowhere else on the server."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from flask import url_for
from werkzeug.datastructures import MultiDict

from craftsite.text.tokenizer import listing_code
from craftsite.web.queries import text_value
from craftsite.web.sanity import is_text

MOST, MOST_COMPARED = 30, 4
LONGEST_TOLD = 40

_PARTS = re.compile(r"[,;\n]")
_CODE = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{3}-?[0-9]{3,5}(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Read:
    """The codes of a text in their order, each once; and the parts of it that hold none, cut to a few words."""

    codes: tuple[str, ...]
    unclear: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The codes on a page, those of them that are to be compared, and the region from which distances count.

    `beyond` are codes that did not fit, `unclear` is what was no code; neither is part of the address.
    """

    codes: tuple[str, ...] = ()
    compared: tuple[str, ...] = ()
    origin: str = ""
    beyond: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, str]:
        """The query parameters of this list, without empty ones."""
        pairs = {"k": ",".join(self.codes), "banding": ",".join(self.compared), "dari": self.origin}
        return {name: value for name, value in pairs.items() if value}

    @property
    def address(self) -> str:
        """The one address of this list; a link to it shows the same as what was chosen on the page."""
        # The checker takes the values of an address for the named options of Flask.
        return url_for("catalog.shortlist.show", **self.parameters)  # type: ignore[arg-type]

    def without(self, code: str) -> "Shortlist":
        """This list without one of its codes."""
        codes, compared = (tuple(kept for kept in of if kept != code) for of in (self.codes, self.compared))
        return replace(self, codes=codes, compared=compared)

    def adding(self, codes: Iterable[str]) -> "Shortlist":
        """This list with more codes at its end, each once, however many they are."""
        return replace(self, codes=tuple(dict.fromkeys((*self.codes, *self.beyond, *codes))), beyond=())


def read_codes(texts: Iterable[str]) -> Read:
    """The codes that somebody typed or pasted: one or many, as people write them, or inside an address of this site."""
    codes: dict[str, None] = {}
    unclear: dict[str, None] = {}
    for part in filter(None, map(str.strip, _PARTS.split(",".join(filter(is_text, texts))))):
        whole = listing_code(part)
        found = [whole] if whole else [code for code in map(listing_code, _CODE.findall(part)) if code]
        codes |= dict.fromkeys(found)
        if not found:
            unclear[part[:LONGEST_TOLD]] = None
    return Read(tuple(codes), tuple(unclear))


def read_shortlist(args: MultiDict[str, str], regions: Collection[str]) -> Shortlist:
    """The list of an address, given the codes of the regions. Nothing in it is an error."""
    read, origin = read_codes(args.getlist("k")), text_value(args, "dari")
    kept = read.codes[:MOST]
    return Shortlist(
        codes=kept,
        compared=tuple(code for code in read_codes(args.getlist("banding")).codes if code in kept),
        origin=origin if origin in regions else "",
        beyond=read.codes[MOST:],
        unclear=read.unclear,
    )
