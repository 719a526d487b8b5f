"""The application factory: the only module that knows every feature."""

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from craftsite import cli, retention
from craftsite.accounts import account_views, desks, handover_views, my_data, security, sessions
from craftsite.accounts import cli as accounts_cli
from craftsite.accounts import views as accounts_views
from craftsite.accounts.operations import RESET_JOB, request_reset_later
from craftsite.catalog import cli as catalog_cli
from craftsite.catalog import kept_cards, kept_names
from craftsite.catalog import views as catalog_views
from craftsite.catalog.index import current as catalog_index
from craftsite.catalog.share_pictures import default_share
from craftsite.config import DEVELOPMENT, SETTINGS, Config, from_environment, secret_key
from craftsite.curation import certificate_views as certificates_desk_views
from craftsite.curation import khas_views as khas_desk_views
from craftsite.curation import my_data as curation_data
from craftsite.curation import operations as curation_operations
from craftsite.curation import review_data, review_operations, waiting
from craftsite.curation import views as curation_views
from craftsite.discovery import views as discovery_views
from craftsite.events import marks as event_marks
from craftsite.events import views as events_views
from craftsite.events import worker as events_worker
from craftsite.examples import cli as examples_cli
from craftsite.exchange import views as prints_views
from craftsite.exhibitions import desk_views as exhibitions_desk_views
from craftsite.exhibitions import my_data as exhibitions_data
from craftsite.exhibitions import views as exhibitions_views
from craftsite.extensions import babel, db, engine_options, migrate
from craftsite.home import backlog_views, room_views
from craftsite.home import views as home_views
from craftsite.inquiries import (
    buyer_views,
    demand_operations,
    file_views,
    inbox_views,
    offer_views,
    outcome_operations,
    outcome_views,
    silence_operations,
    silence_views,
)
from craftsite.inquiries import desk_views as inquiries_desk_views
from craftsite.inquiries import my_data as inquiries_data
from craftsite.inquiries import views as inquiries_views
from craftsite.inquiries import waiting as inquiries_waiting
from craftsite.insight import views as market_views
from craftsite.jobs import cli as jobs_cli
from craftsite.jobs import queue, worker
from craftsite.jobs.queue import JobFunction
from craftsite.listings import (
    assist_views,
    certificate_operations,
    certificate_views,
    consent_views,
    freshness_operations,
    freshness_views,
    life_views,
    photo_views,
)
from craftsite.listings import cli as listings_cli
from craftsite.listings import my_data as listings_data
from craftsite.listings import operations as listing_operations
from craftsite.listings import views as listings_views
from craftsite.mail import cli as mail_cli
from craftsite.mail import delivery as mail_delivery
from craftsite.mail import views as mail_views
from craftsite.media import cli as media_cli
from craftsite.media import operations as media_operations
from craftsite.media import storage as media_storage
from craftsite.media import views as media_views
from craftsite.producers import closing_views, invitation_views, member_views, people_views
from craftsite.producers import desk_views as makers_desk_views
from craftsite.producers import my_data as makers_data
from craftsite.producers import operations as producer_operations
from craftsite.producers import views as profile_views
from craftsite.producers.queries import has_examples
from craftsite.reports import cli as reports_cli
from craftsite.reports import views as reports_views
from craftsite.web import (
    assets,
    converters,
    delivery,
    errors,
    filters,
    guards,
    heads,
    health,
    languages,
    logs,
    sanity,
    uploads,
)

BLUEPRINTS = (
    *(home_views.bp, discovery_views.bp, exhibitions_views.bp, catalog_views.bp, reports_views.bp),
    *(events_views.bp, prints_views.bp, market_views.bp),
    *(inquiries_views.bp, inquiries_desk_views.bp),
    *(accounts_views.bp, account_views.bp, handover_views.bp, mail_views.bp, media_views.bp),
    *(room_views.bp, profile_views.bp, listings_views.bp, life_views.bp, photo_views.bp, certificate_views.bp),
    *(inbox_views.bp, offer_views.bp, offer_views.buyers_bp, buyer_views.bp, outcome_views.bp),
    *(file_views.bp, file_views.buyers_bp, silence_views.bp, freshness_views.bp, freshness_views.room_bp),
    *(assist_views.bp, consent_views.bp, consent_views.links_bp),
    *(makers_desk_views.bp, backlog_views.bp),
    *(people_views.bp, member_views.bp, closing_views.bp, invitation_views.bp, curation_views.bp),
    *(khas_desk_views.bp, certificates_desk_views.bp, exhibitions_desk_views.bp, health.bp),
)
CLI_GROUPS = (
    *(cli.setup, cli.tidy, accounts_cli.users, jobs_cli.work, jobs_cli.jobs, mail_cli.mail, media_cli.media),
    *(catalog_cli.catalog, examples_cli.examples, listings_cli.rates, reports_cli.reports),
)
# What each kind of job does, and the kinds that come by themselves.
DAILY: Mapping[str, JobFunction] = {
    "tidy": retention.forget_daily,
    "producers.remind": producer_operations.remind_daily,
    "certificates.remind": certificate_operations.remind_daily,
    freshness_operations.ASK_JOB: freshness_operations.ask_daily,
    media_operations.SWEEP_JOB: media_operations.sweep_later,
    outcome_operations.OUTCOME_JOB: outcome_operations.ask_daily,
    "catalogue.keep": catalog_index.keep_daily,
}
HOURLY: Mapping[str, JobFunction] = {
    silence_operations.FOLLOW_UP_JOB: silence_operations.follow_up_hourly,
    "wishes.tell": demand_operations.tell_hourly,
}
JOBS: Mapping[str, JobFunction] = {
    **DAILY,
    **HOURLY,
    RESET_JOB: request_reset_later,
    media_operations.FINISH_JOB: media_operations.finish_later,
    review_operations.TELL_JOB: review_operations.tell_later,
    producer_operations.CHANGED_JOB: listing_operations.index_listings_of_maker,
    curation_operations.CHANGED_JOB: curation_operations.index_listings_of_product,
}
PERIODIC = {kind: datetime.timedelta(days=1) for kind in DAILY} | {kind: datetime.timedelta(hours=1) for kind in HOURLY}
# The tables with rows about people. A feature that holds such rows adds its own; a test looks for those forgotten.
PERSONAL = (
    *(*my_data.HOLDINGS, *makers_data.HOLDINGS, *listings_data.HOLDINGS, *review_data.HOLDINGS),
    *(*curation_data.HOLDINGS, *inquiries_data.HOLDINGS, *exhibitions_data.HOLDINGS),
)
# What goes with an account, told before and done then, of every feature.
FAREWELLS = makers_data.FAREWELLS
PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says of the site and who runs it; empty texts where the operator has set none."""

    name: str
    url: str
    organisation: str
    address: str
    contact_email: str
    contact_phone: str
    authorisation: str


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The site, ready to serve. Reads no database; raises ConfigurationError where the settings cannot work."""
    app = Flask(__name__, instance_path=str(PACKAGE.parent / "instance"), static_folder=None)
    _configure(app, overrides or {})
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    db.init_app(app)
    migrate.init_app(app, db, directory=str(PACKAGE / "migrations"), render_as_batch=True)
    languages.init_app(app, babel)
    media_storage.init_app(app)
    security.init_app(app)
    for part in (logs, sanity, uploads, converters, filters, heads, assets, errors, event_marks, events_worker):
        part.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for group in CLI_GROUPS:
        app.cli.add_command(group)
    accounts_views.init_app(app)
    my_data.init_app(app, PERSONAL, FAREWELLS)
    desks.init_app(app)
    waiting.init_app(app)
    inquiries_waiting.init_app(app)
    guards.init_app(app, sessions.current_member)
    delivery.init_app(app)
    catalog_index.init_app(app)
    kept_cards.init_app(app)
    kept_names.init_app(app)
    queue.init_app(app, JOBS)
    worker.init_app(app, worker.Plan((mail_delivery.mail_queue(app.config), queue.job_queue()), PERIODIC))
    health.init_app(app, checks=(worker.lateness,))

    app.jinja_env.globals.update(site=_site(app), default_share=default_share)
    app.context_processor(lambda: {"has_examples": has_examples()})
    if app.config["PROXY_HOPS"]:
        hops = app.config["PROXY_HOPS"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, overrides: Mapping[str, Any]) -> None:
    app.config.from_object(Config)
    app.config.from_pyfile("config.py", silent=True)
    app.config.from_mapping(from_environment(os.environ))
    app.config.from_mapping(overrides)

    instance = Path(app.instance_path)
    app.config["SECRET_KEY"] = secret_key({name: app.config[name] for name in SETTINGS}, instance)
    url = app.config["DATABASE_URL"] or f"sqlite:///{instance / 'craftsite.sqlite'}"
    url = url.replace("postgres://", "postgresql://", 1)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(url, app.config["DATABASE_TIMEOUT_MS"])
    app.config["TRUSTED_HOSTS"] = _trusted_hosts(app.config)


def _trusted_hosts(settings: Mapping[str, Any]) -> list[str]:
    if settings["TRUSTED_HOSTS"]:
        return [host.strip() for host in settings["TRUSTED_HOSTS"].split(",") if host.strip()]
    hosts = [urlsplit(settings["SITE_URL"]).hostname or "localhost"]
    return [*hosts, "localhost", "127.0.0.1", "[::1]"] if settings["ENVIRONMENT"] == DEVELOPMENT else hosts


def _site(app: Flask) -> Site:
    return Site(
        name=app.config["SITE_NAME"],
        url=app.config["SITE_URL"].rstrip("/"),
        organisation=app.config["ORGANISATION"],
        address=app.config["ORGANISATION_ADDRESS"],
        contact_email=app.config["CONTACT_EMAIL"],
        contact_phone=app.config["CONTACT_PHONE"],
        authorisation=app.config["AUTHORISATION"],
    )
