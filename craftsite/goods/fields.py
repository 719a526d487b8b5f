"""Fields for what goods are counted and timed in; each keeps what was typed."""

from collections.abc import Sequence
from typing import Any

from wtforms.validators import StopValidation

from craftsite.goods.durations import LONGEST_DURATION, Duration, read_duration
from craftsite.goods.quantities import LONGEST_QUANTITY, Quantity, read_quantity
from craftsite.web.forms import Form, TextField
from craftsite.web.unclear import UnclearError


class QuantityField(TextField):
    """So many of a unit, in digits or in the words of the trade; `unit` may be set until the field is validated."""

    def __init__(
        self, label: object = None, validators: Sequence[Any] = (), *, unit: str = "buah", **options: Any
    ) -> None:
        super().__init__(label, validators, **({"longest": LONGEST_QUANTITY, "default": None} | options))
        self.unit = unit

    def process_data(self, value: int | None) -> None:
        """Shows a stored number in digits."""
        self.data = "" if value is None else str(value)

    @property
    def quantity(self) -> Quantity | None:
        """What was written; None for nothing and for what is no quantity."""
        try:
            return read_quantity(self.data, self.unit) if self.data else None
        except UnclearError:
            return None

    @property
    def count(self) -> int | None:
        """How many of the unit."""
        return self.quantity.count if self.quantity else None

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation for what is no whole number of the unit."""
        super().pre_validate(form)
        if self.data:
            try:
                read_quantity(self.data, self.unit)
            except UnclearError as error:
                raise StopValidation(str(error)) from error


class DurationField(TextField):
    """How long something takes, in days or in words."""

    def __init__(self, label: object = None, validators: Sequence[Any] = (), **options: Any) -> None:
        super().__init__(label, validators, **({"longest": LONGEST_DURATION, "default": None} | options))

    def process_data(self, value: int | None) -> None:
        """Shows a stored number of days in digits."""
        self.data = "" if value is None else str(value)

    @property
    def duration(self) -> Duration | None:
        """What was written; None for nothing and for what is no duration."""
        try:
            return read_duration(self.data) if self.data else None
        except UnclearError:
            return None

    @property
    def days(self) -> int | None:
        """How many days."""
        return self.duration.days if self.duration else None

    def pre_validate(self, form: Form) -> None:
        """Raises StopValidation for what is no duration."""
        super().pre_validate(form)
        if self.data:
            try:
                read_duration(self.data)
            except UnclearError as error:
                raise StopValidation(str(error)) from error
