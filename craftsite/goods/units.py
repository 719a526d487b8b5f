"""The units goods are counted in, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

UNITS: Mapping[str, Any] = {
    "lembar": _l("lembar"),
    "helai": _l("helai"),
    "buah": _l("buah"),
    "pasang": _l("pasang"),
    "set": _l("set"),
    "kodi": _l("kodi"),
    "lusin": _l("lusin"),
    "gros": _l("gros"),
    "kg": _l("kg"),
    "ons": _l("ons"),
    "bungkus": _l("bungkus"),
    "kotak": _l("kotak"),
    "botol": _l("botol"),
    "karung": _l("karung"),
    "ikat": _l("ikat"),
    "ekor": _l("ekor"),
    "porsi": _l("porsi"),
    "besek": _l("besek"),
    "tandan": _l("tandan"),
    "sisir": _l("sisir"),
    "untai": _l("untai"),
}
