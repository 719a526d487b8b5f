"""Who belongs to a cooperative or group, and what they can make."""

import re
from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from craftsite.producers.forms import NameField
from craftsite.producers.member_operations import MemberDraft
from craftsite.producers.models import LONGEST_LINE, LONGEST_NAME, GroupMember, Producer
from craftsite.web.forms import SignedInForm, TextField

_SLUG = re.compile(r"(?:.*/pembuat/)?([a-z0-9-]{1,80})/?", re.DOTALL)
_COUNT = re.compile(r"[0-9]{1,6}")


class MemberForm(SignedInForm):
    """A name, or the address of a maker; capacity in words and as a number; and for a name the consent to be named.

    `find_maker` gives the maker of an address; none where the form changes a member, who stays who they are.
    """

    name = NameField(_l("Nama anggota"), name="nama", longest=LONGEST_NAME, render_kw={"autocomplete": "off"})
    maker = TextField(
        _l("Atau kode pembuat"),
        name="pembuat",
        longest=200,
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    capacity_count = TextField(
        _l("Sanggup membuat sebulan"), name="jumlah", longest=12, render_kw={"inputmode": "numeric"}
    )
    capacity_text = TextField(_l("Satuan dan barangnya"), name="sanggup", longest=LONGEST_LINE)
    has_consented = BooleanField(_l("Orang ini setuju namanya tampil di halaman umum."), name="setuju")

    def __init__(
        self,
        find_maker: Callable[[str], Producer | None] | None = None,
        *,
        member: GroupMember | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self._find_maker, self._is_maker = find_maker, member is not None and member.maker_id is not None
        self.found: Producer | None = None
        if member is not None:
            del self.maker
        if self._is_maker:
            del self.name, self.has_consented

    def validate_name(self, field: NameField) -> None:
        """Raises ValidationError for nobody, and for two at once."""
        code = self.maker.data if self.maker else ""
        if not field.data and not code:
            raise ValidationError(_("Tulis nama anggota, atau kode pembuat."))
        if field.data and code:
            raise ValidationError(_("Pilih salah satu: nama, atau kode pembuat."))

    def validate_maker(self, field: TextField) -> None:
        """Raises ValidationError for what is the address of no public maker."""
        if not field.data or self._find_maker is None:
            return
        written = _SLUG.fullmatch(field.data.lower())
        self.found = self._find_maker(written[1]) if written else None
        if self.found is None:
            raise ValidationError(_("Tidak ada pembuat dengan kode ini. Periksa akhir alamat halamannya."))

    def validate_capacity_count(self, field: TextField) -> None:
        """Raises ValidationError for what is no whole number."""
        if field.data and not _COUNT.fullmatch(_plain(field.data)):
            raise ValidationError(_("Tulis angka bulat, misalnya 50. Boleh dikosongkan."))

    def validate_has_consented(self, field: BooleanField) -> None:
        """Raises ValidationError for the consent of a maker, which only that maker gives."""
        if field.data and self.maker and self.maker.data:
            raise ValidationError(_("Pembuat yang terdaftar menjawab sendiri. Kosongkan persetujuan ini."))

    def to_draft(self) -> MemberDraft:
        """What a valid form says."""
        count = _plain(self.capacity_count.data)
        return MemberDraft(
            name=self.name.data if self.name else "",
            maker=self.found,
            capacity_count=int(count) if count else None,
            capacity_text=self.capacity_text.data,
            has_consented=bool(self.has_consented and self.has_consented.data),
        )


def _plain(text: str) -> str:
    return re.sub(r"[.\s]", "", text)
