"""The words for what a maker chooses, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.producers.models import (
    CheckMethod,
    CheckOutcome,
    ContactRoute,
    MembershipRole,
    PaymentMethod,
    ProducerKind,
    SizeBand,
    Weekday,
)

PRODUCER_KIND_NAMES: Mapping[str, Any] = {
    ProducerKind.IKM: _l("Industri kecil (IKM)"),
    ProducerKind.UKM: _l("Usaha kecil (UKM)"),
    ProducerKind.KOPWAN: _l("Koperasi wanita"),
    ProducerKind.GROUP: _l("Kelompok perajin"),
}
PAYMENT_NAMES: Mapping[str, Any] = {
    PaymentMethod.TRANSFER: _l("Transfer bank"),
    PaymentMethod.QRIS: _l("QRIS"),
    PaymentMethod.ON_DELIVERY: _l("Bayar di tempat"),
    PaymentMethod.CASH: _l("Tunai"),
}
SIZE_NAMES: Mapping[str, Any] = {
    SizeBand.MICRO: _l("Usaha mikro"),
    SizeBand.SMALL: _l("Usaha kecil"),
    SizeBand.MEDIUM: _l("Usaha menengah"),
}
ROUTE_NAMES: Mapping[str, Any] = {
    ContactRoute.DIRECT: _l("Langsung ke nomor saya"),
    ContactRoute.CENTRE: _l("Lewat admin sentra"),
}
DAY_NAMES: Mapping[str, Any] = {
    Weekday.MONDAY: _l("Senin"),
    Weekday.TUESDAY: _l("Selasa"),
    Weekday.WEDNESDAY: _l("Rabu"),
    Weekday.THURSDAY: _l("Kamis"),
    Weekday.FRIDAY: _l("Jumat"),
    Weekday.SATURDAY: _l("Sabtu"),
    Weekday.SUNDAY: _l("Minggu"),
}
METHOD_NAMES: Mapping[str, Any] = {
    CheckMethod.VISIT: _l("Kunjungan"),
    CheckMethod.DOCUMENT: _l("Dokumen"),
}
OUTCOME_NAMES: Mapping[str, Any] = {
    CheckOutcome.CONFIRMED: _l("Asal dipastikan"),
    CheckOutcome.OUTSIDE: _l("Di luar Jawa Timur"),
    CheckOutcome.UNCLEAR: _l("Belum jelas"),
}
ROLE_NAMES: Mapping[str, Any] = {
    MembershipRole.OWNER: _l("Pemilik: boleh semuanya, juga mengatur orang"),
    MembershipRole.EDITOR: _l("Penyunting: mengisi profil dan karya"),
}
ROLE_BRIEF_NAMES: Mapping[str, Any] = {
    MembershipRole.OWNER: _l("Pemilik"),
    MembershipRole.EDITOR: _l("Penyunting"),
}
