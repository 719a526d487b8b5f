"""Error pages in the look of the site: what happened, and one way on."""

from flask import Flask, Response, make_response, request
from flask.globals import request_ctx
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException

from craftsite.extensions import db
from craftsite.web.languages import root_url
from craftsite.web.logs import log, request_id
from craftsite.web.refusals import Explanation, Refusal


def init_app(app: Flask) -> None:
    """Answers every error with a page of the site; the page itself reads no database and so cannot fail with it."""

    @app.errorhandler(HTTPException)
    def explain(error: HTTPException) -> Response:
        # A redirect that routing raises is an answer, not an error.
        if error.code is None or error.code < 400:
            return make_response(error.get_response())
        explanation = error.explanation if isinstance(error, Refusal) else _explanation(error.code)
        return _page(app, error.code, dict(error.get_headers()), explanation)

    # A missing table is an OperationalError on SQLite and a ProgrammingError on PostgreSQL.
    @app.errorhandler(OperationalError)
    @app.errorhandler(ProgrammingError)
    @app.errorhandler(PoolTimeoutError)
    def explain_outage(error: DBAPIError | PoolTimeoutError) -> Response:
        db.session.rollback()
        log.error("database unavailable", error=type(error).__name__, detail=str(error.__cause__ or error)[:200])
        return _page(app, 503, {"Retry-After": "30"}, _explanation(503))

    @app.errorhandler(Exception)
    def explain_fault(error: Exception) -> Response:
        if app.testing or app.debug:
            raise error
        log.error("unhandled error", exc_info=error)
        return _page(app, 500, {}, _explanation(500))


def _page(app: Flask, status: int, headers: dict[str, str], explanation: Explanation) -> Response:
    if request_ctx.url_adapter is None:
        # A host that is not ours was asked for: no address of the site can be built, so there is no page to show.
        return make_response(f"{explanation.heading}\n", status, {"Content-Type": "text/plain; charset=utf-8"})
    # Context processors may read the database, so the template is rendered without them.
    html = app.jinja_env.get_template("errors/error.html").render(
        explanation=explanation,
        status=status,
        ornament=root_url("catalog.pictures.ornament", family="wave", palette=0, key="galat"),
        request_id=request_id(),
        searched=request.path.rsplit("/", 1)[-1].replace("-", " ")[:60] if status == 404 else "",
    )
    response = make_response(html, status)
    for name in ("Allow", "Retry-After"):
        if name in headers:
            response.headers[name] = headers[name]
    return response


def _explanation(status: int) -> Explanation:
    known = {
        400: Explanation(_("Permintaan ini tidak bisa dibaca"), _("Buka lagi halamannya, lalu coba sekali lagi.")),
        403: Explanation(
            _("Halaman ini bukan untuk umum"), _("Masuk dengan akun yang berhak, atau kembali ke katalog.")
        ),
        404: Explanation(
            _("Halaman ini tidak ada"), _("Mungkin alamatnya salah ketik, atau karyanya sudah tidak dijual.")
        ),
        405: Explanation(_("Permintaan ini tidak bisa dijalankan"), _("Buka lagi halamannya, lalu coba sekali lagi.")),
        409: Explanation(_("Ada yang mengubahnya lebih dulu"), _("Buka lagi halamannya untuk melihat isi terbaru.")),
        410: Explanation(
            _("Halaman ini sudah ditutup"), _("Isinya tidak dipajang lagi. Yang serupa mungkin ada di katalog.")
        ),
        413: Explanation(_("Kiriman ini terlalu besar"), _("Kirim berkas yang lebih kecil, atau satu per satu.")),
        414: Explanation(_("Alamat ini terlalu panjang"), _("Kurangi saringan atau kata yang dicari.")),
        422: Explanation(_("Ada isian yang perlu diperbaiki"), _("Kembali ke formulir, lalu periksa isiannya.")),
        429: Explanation(_("Terlalu sering dalam waktu singkat"), _("Tunggu sebentar, lalu coba lagi.")),
        503: Explanation(
            _("Situs sedang tidak bisa dibuka"), _("Ini gangguan di pihak kami. Coba lagi beberapa menit lagi.")
        ),
    }
    fault = Explanation(
        _("Ada yang rusak di situs ini"), _("Ini kesalahan kami dan sudah tercatat. Coba lagi beberapa saat lagi.")
    )
    return known.get(status, known[400] if status < 500 else fault)
