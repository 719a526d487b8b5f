"""Devices in words, as their owners know them again in a list."""

import re

from flask_babel import gettext as _

LONGEST_READ = 400

# Each browser also claims to be those below it.
_BROWSERS = (
    (re.compile(r"\bSamsungBrowser/"), "Samsung Internet"),
    (re.compile(r"\bUCBrowser/"), "UC Browser"),
    (re.compile(r"\b(?:OPR|Opera)\b"), "Opera"),
    (re.compile(r"\bEdgA?/"), "Edge"),
    (re.compile(r"\b(?:Firefox|FxiOS)/"), "Firefox"),
    (re.compile(r"\b(?:Chrome|CriOS)/"), "Chrome"),
    (re.compile(r"\bSafari/"), "Safari"),
)
_SYSTEMS = (
    (re.compile(r"\bAndroid\b"), "Android"),
    (re.compile(r"\biPhone\b"), "iPhone"),
    (re.compile(r"\biPad\b"), "iPad"),
    (re.compile(r"\bWindows\b"), "Windows"),
    (re.compile(r"\bMac OS X\b"), "Mac"),
    (re.compile(r"\bCrOS\b"), "Chromebook"),
    (re.compile(r"\bLinux\b"), "Linux"),
)


def device_name(user_agent: str) -> str:
    """`Chrome, Android` from what a browser says of itself; nothing that it says is repeated. Empty where unknown."""
    text = user_agent[:LONGEST_READ]
    return ", ".join(name for table in (_BROWSERS, _SYSTEMS) if (name := _first(table, text)))


def spoken_device(name: str) -> str:
    """The device for its list."""
    return name or _("Perangkat lain")


def _first(table: tuple[tuple[re.Pattern[str], str], ...], text: str) -> str:
    return next((name for pattern, name in table if pattern.search(text)), "")
