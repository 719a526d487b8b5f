"""What the choices of a question are called."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.inquiries.models import Purpose

PURPOSE_NAMES: Mapping[str, Any] = {
    Purpose.SELF: _l("Dipakai sendiri"),
    Purpose.EVENT: _l("Acara atau kantor"),
    Purpose.RESALE: _l("Dijual lagi"),
    Purpose.EXPORT: _l("Ekspor"),
}
COMPLAINT_NAMES: Mapping[str, Any] = {
    "penipuan": _l("Penipuan, atau ada yang meminta uang"),
    "kasar": _l("Kata yang kasar atau mengancam"),
    "bukan-pembeli": _l("Bukan tentang membeli, hanya iklan"),
    "lainnya": _l("Lainnya"),
}
