"""What the table of exhibitions holds about a person."""

from flask_babel import lazy_gettext as _l

from craftsite.accounts.my_data import Holding
from craftsite.exhibitions.models import Exhibition

HOLDINGS = (
    Holding(
        _l("Pameran yang terakhir Anda ubah"),
        Exhibition,
        Exhibition.edited_by_id,
        {"title_id": _l("Judul"), "edited_at": _l("Diubah")},
        {
            column.name: "about the exhibition"
            for column in Exhibition.__table__.columns
            if column.name not in ("title_id", "edited_at")
        },
    ),
)
