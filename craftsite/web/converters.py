"""URL converters that let nothing through which a database would refuse."""

from flask import Flask
from werkzeug.routing import BaseConverter, ValidationError

# What an INTEGER column of PostgreSQL holds; comparing one with more is an error there.
GREATEST_ID = 2**31 - 1


class IdConverter(BaseConverter):
    """A row id, 1 .. GREATEST_ID in ASCII digits; Werkzeug's own `int` lets more and Arabic digits through."""

    regex = "[1-9][0-9]{0,9}"

    def to_python(self, value: str) -> int:
        """The number. Raises ValidationError (404) past the largest that a row can have."""
        number = int(value)
        if number > GREATEST_ID:
            raise ValidationError
        return number


class CodeConverter(BaseConverter):
    """A listing's code as people write it, `BKL-014` or `bkl014`."""

    regex = "[A-Za-z]{3}-?[0-9]{3,5}"

    def to_python(self, value: str) -> str:
        """The code in its one spelling, in capitals with its hyphen."""
        return f"{value[:3]}-{value[3:].removeprefix('-')}".upper()


class SlugConverter(BaseConverter):
    """Lower-case words joined by hyphens, at most 120 characters."""

    regex = "[a-z0-9][a-z0-9-]{0,119}"


def init_app(app: Flask) -> None:
    """Makes `<id:...>`, `<code:...>` and `<slug:...>` known to the routes of `app`."""
    app.url_map.converters.update(id=IdConverter, code=CodeConverter, slug=SlugConverter)
