"""The words for what goods are, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from craftsite.goods.models import Kind, Stage, Technique

KIND_NAMES: Mapping[str, Any] = {
    Kind.BATIK: _l("Batik"),
    Kind.CRAFT: _l("Kerajinan"),
    Kind.FARM: _l("Hasil tani & laut"),
}
TECHNIQUE_NAMES: Mapping[str, Any] = {
    Technique.TULIS: _l("Tulis"),
    Technique.CAP: _l("Cap"),
    Technique.TULIS_CAP: _l("Tulis dan cap"),
    Technique.GEDOG: _l("Gedog"),
}
STAGE_NAMES: Mapping[str, Any] = {
    Stage.FRESH: _l("Segar"),
    Stage.PROCESSED: _l("Olahan"),
    Stage.PACKED: _l("Kemasan"),
}
