"""The units goods are counted in, in the language of the page."""

from collections.abc import Callable, Mapping

from flask_babel import ngettext

# Each name follows its number, since English has a plural where Indonesian has none.
UNITS: Mapping[str, Callable[[int], str]] = {
    "lembar": lambda count: ngettext("lembar", "lembar", count),
    "helai": lambda count: ngettext("helai", "helai", count),
    "buah": lambda count: ngettext("buah", "buah", count),
    "pasang": lambda count: ngettext("pasang", "pasang", count),
    "set": lambda count: ngettext("set", "set", count),
    "kodi": lambda count: ngettext("kodi", "kodi", count),
    "lusin": lambda count: ngettext("lusin", "lusin", count),
    "gros": lambda count: ngettext("gros", "gros", count),
    "kg": lambda count: ngettext("kg", "kg", count),
    "ons": lambda count: ngettext("ons", "ons", count),
    "bungkus": lambda count: ngettext("bungkus", "bungkus", count),
    "kotak": lambda count: ngettext("kotak", "kotak", count),
    "botol": lambda count: ngettext("botol", "botol", count),
    "karung": lambda count: ngettext("karung", "karung", count),
    "ikat": lambda count: ngettext("ikat", "ikat", count),
    "ekor": lambda count: ngettext("ekor", "ekor", count),
    "porsi": lambda count: ngettext("porsi", "porsi", count),
    "besek": lambda count: ngettext("besek", "besek", count),
    "tandan": lambda count: ngettext("tandan", "tandan", count),
    "sisir": lambda count: ngettext("sisir", "sisir", count),
    "untai": lambda count: ngettext("untai", "untai", count),
}


def unit_name(code: str, count: int = 1) -> str:
    """What so many of a unit are called. Raises KeyError for a unit that does not exist."""
    return UNITS[code](count)
