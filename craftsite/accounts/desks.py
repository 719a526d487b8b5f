"""What every page of an office says beside its own: that letters or jobs are late, and to whom which tab is open."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import Flask
from flask_babel import gettext as _

from craftsite.accounts import sessions
from craftsite.accounts.permissions import may_see_all_regions
from craftsite.jobs import leases, worker
from craftsite.jobs.models import Job, State
from craftsite.mail.models import OutboxMessage
from craftsite.web.clock import now
from craftsite.web.filters import waktu


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a page of an office: what is wrong, in sentences, and how much failed for who may see it."""

    alarms: Sequence[str]
    sees_backlog: bool
    failed: int


def init_app(app: Flask) -> None:
    """Lets `layouts/desk.html`, and nothing else, ask for what stands beside each page."""
    app.jinja_env.globals["beside_desk"] = beside


def beside() -> Beside:
    """What stands beside the page for whoever is signed in. Five queries at most."""
    sees_backlog = may_see_all_regions(sessions.signed_in_member())
    return Beside(list(alarms()), sees_backlog, count_failed() if sees_backlog else 0)


def alarms() -> Iterator[str]:
    """A sentence for each queue that is late and for a worker that is away, in plain words. Three queries."""
    for reading in worker.lateness():
        if not reading.alarm:
            continue
        since = waktu(now() - datetime.timedelta(seconds=reading.seconds_late))
        if reading.name == worker.WORKER:
            if worker.last_seen() is None:
                yield _("Program pengirim surat belum pernah berjalan. Surat tidak terkirim sampai program itu hidup.")
            else:
                yield _("Program pengirim surat tidak berjalan sejak %(time)s.", time=since)
        elif reading.name == "mail":
            yield _("Surat tertahan sejak %(time)s. Orang mungkin menunggu tautan yang belum sampai.", time=since)
        else:
            yield _("Tugas otomatis tertahan sejak %(time)s.", time=since)


def count_failed() -> int:
    """How many letters and jobs failed. Two queries."""
    return leases.count(OutboxMessage, State.FAILED) + leases.count(Job, State.FAILED)
