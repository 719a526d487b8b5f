"""What differs between two forms of the same kind, in words: for somebody whose text another has overtaken."""

from collections.abc import Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from wtforms import BooleanField, Field
from wtforms.fields.choices import SelectFieldBase
from wtforms.widgets import HiddenInput

from craftsite.web.forms import Form, control_id


class Difference(NamedTuple):
    """A field that somebody else has saved otherwise than it was written here; `saved` is "" for an empty one."""

    label: str
    saved: str
    control_id: str


def differences(here: Form, there: Form) -> Sequence[Difference]:
    """The fields of the form `here` that hold something else in the form `there`, in their order."""
    return [
        Difference(str(field.label.text), in_words(there[name]), control_id(field))
        for name, field in here._fields.items()
        if not isinstance(field.widget, HiddenInput) and in_words(field) != in_words(there[name])
    ]


def in_words(field: Field) -> str:
    """What a field holds, as its reader would say it."""
    if isinstance(field, BooleanField):
        return _("Ya") if field.data else _("Tidak")
    if isinstance(field, SelectFieldBase):
        chosen = field.data if isinstance(field.data, list) else [field.data]
        return ", ".join(str(choice.label) for choice in field.choices if choice.value and choice.value in chosen)
    # What may be spelt in many ways is compared in its one spelling.
    return str(getattr(field, "number", "") or field.data or "")
