"""Refusals that a page explains in words of their own, where those for the status alone would not be true."""

from dataclasses import dataclass

from werkzeug.exceptions import HTTPException


@dataclass(frozen=True, slots=True)
class Explanation:
    """The heading of an error page and the sentence under it."""

    heading: str
    sentence: str


class Refusal(HTTPException):
    """An error of HTTP that brings the words of its page; a subclass sets `code`."""

    def __init__(self, explanation: Explanation) -> None:
        super().__init__(explanation.sentence)
        self.explanation = explanation
