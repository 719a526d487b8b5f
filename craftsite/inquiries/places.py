"""Where goods should go: a kabupaten or kota of East Java, another province, or another country."""

from collections.abc import Mapping, Sequence
from functools import cache

from babel import Locale
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from craftsite.inquiries.models import Inquiry
from craftsite.inquiries.operations import Place
from craftsite.regions.models import Province, Region
from craftsite.web.languages import Language, current_language, text_of

INDONESIA, EAST_JAVA = "ID", "35"
# Codes of CLDR that are no country: unions, regions, and those for tests.
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ", INDONESIA})


def place_of(code: str) -> Place:
    """The place of a chosen code: four digits, two digits, or two letters."""
    if code.isdigit():
        return Place(region_code=code) if len(code) == 4 else Place(province_code=code)
    return Place(country_code=code)


def code_of(inquiry: Inquiry) -> str:
    """The code of where the goods of a question should go."""
    return inquiry.region_code or inquiry.province_code or inquiry.country_code or ""


def place_choices(regions: Sequence[Region], provinces: Sequence[Province]) -> dict[str, list[SelectChoice]]:
    """Every place in its group; who reads English is most often abroad."""
    here = [SelectChoice(region.code, text_of(region, "short_name")) for region in regions]
    others = [
        SelectChoice(province.code, text_of(province, "name")) for province in provinces if province.code != EAST_JAVA
    ]
    abroad = [SelectChoice(code, name) for code, name in countries(current_language()).items()]
    groups = {_("Jawa Timur"): here, _("Provinsi lain"): others, _("Negara lain"): abroad}
    if current_language() is Language.ENGLISH:
        groups = dict(reversed(groups.items()))
    return {"": [SelectChoice("", _("Pilih tujuan"))], **groups}


def place_name(code: str, names: Mapping[str, str]) -> str:
    """What a place is called; `names` are those of regions and provinces."""
    return names.get(code) or countries(current_language()).get(code, "")


@cache
def countries(language: Language) -> Mapping[str, str]:
    """The countries but Indonesia by their ISO codes, in the order of their names."""
    names = Locale(str(language)).territories
    found = {
        code: name for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY
    }
    return dict(sorted(found.items(), key=lambda item: item[1]))
