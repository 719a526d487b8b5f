"""What a maker offers: how many, at what price, ready when, and until which day it holds."""

import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, SelectField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional

from craftsite.goods.fields import QuantityField
from craftsite.goods.units import UNITS, unit_name
from craftsite.inquiries.inbox_forms import MarkedForm
from craftsite.inquiries.models import LONGEST_QUESTION
from craftsite.inquiries.offer_operations import Terms
from craftsite.web.filters import tanggal
from craftsite.web.forms import LongTextField, RupiahField

# How long an offer holds where nobody says otherwise, and at most; how far ahead goods may be ready.
USUALLY_HOLDS = datetime.timedelta(days=14)
LONGEST_HOLDS = datetime.timedelta(days=180)
LATEST_READY = datetime.timedelta(days=730)
MOST_GOODS = 1_000_000


class OfferForm(MarkedForm):
    """An offer, read by the same readers as the prices and quantities of a listing."""

    quantity = QuantityField(_l("Jumlah"), name="jumlah")
    unit = SelectField(_l("Satuan"), name="satuan")
    price = RupiahField(_l("Harga satuan (Rp)"), name="harga")
    shipping = RupiahField(_l("Ongkos kirim (Rp), boleh dikosongkan"), name="ongkir")
    ready_on = DateField(_l("Siap tanggal (boleh dikosongkan)"), [Optional()], name="siap")
    valid_until = DateField(_l("Penawaran berlaku sampai"), [Optional()], name="berlaku")
    text = LongTextField(_l("Catatan (boleh dikosongkan)"), name="isi", longest=LONGEST_QUESTION)

    def __init__(self, day: datetime.date, **options: Any) -> None:
        super().__init__(**options)
        self._day = day
        self.unit.choices = [SelectChoice(code, unit_name(code)) for code in UNITS]
        if self.unit.data in UNITS:
            self.quantity.unit = self.unit.data

    def validate_quantity(self, field: Field) -> None:
        """Raises ValidationError for none, and for more than anybody makes."""
        if not field.data:
            raise ValidationError(_("Tulis jumlahnya."))
        if field.count is None or not 0 < field.count <= MOST_GOODS:
            raise ValidationError(_("Tulis jumlah dari 1 sampai 1.000.000."))

    def validate_price(self, field: Field) -> None:
        """Raises ValidationError where there is none."""
        if not field.data:
            raise ValidationError(_("Tulis harga satuannya."))

    def validate_ready_on(self, field: Field) -> None:
        """Raises ValidationError for a day that is past or too far away."""
        if field.data is not None and not self._day <= field.data <= self._day + LATEST_READY:
            raise ValidationError(_("Pilih tanggal dari hari ini sampai %(last)s.", last=self._last(LATEST_READY)))

    def validate_valid_until(self, field: Field) -> None:
        """Raises ValidationError for no day, and for one that is past or too far away."""
        if field.data is None or not self._day <= field.data <= self._day + LONGEST_HOLDS:
            raise ValidationError(_("Pilih tanggal dari hari ini sampai %(last)s.", last=self._last(LONGEST_HOLDS)))

    def to_terms(self) -> Terms:
        """The offer of a valid form."""
        return Terms(
            quantity=self.quantity.count or 0,
            unit=self.unit.data,
            price_idr=self.price.idr or 0,
            shipping_idr=self.shipping.idr if self.shipping.data else None,
            ready_on=self.ready_on.data,
            valid_until=self.valid_until.data or self._day,
        )

    def _last(self, span: datetime.timedelta) -> str:
        return tanggal(self._day + span)
