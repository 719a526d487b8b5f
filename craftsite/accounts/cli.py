"""`flask users`: the first admin, roles, offices and seats, and the ways to help somebody who is locked out."""

import datetime
import json
from typing import Any, NoReturn

import click
from flask import current_app
from flask.cli import AppGroup

from craftsite.accounts import office_operations, operations, passkey_operations, queries, second_factor
from craftsite.accounts.models import Office, RoleName, User
from craftsite.extensions import db
from craftsite.regions.queries import find_regions
from craftsite.regions.reading import regions_meant
from craftsite.web.clock import now
from craftsite.web.contacts import contact
from craftsite.web.languages import Language
from craftsite.web.writing import writing

LINK_LIVES = datetime.timedelta(hours=1)
PROVINCE = "provinsi"

users = AppGroup("users", help="People: the first admin, roles, offices, seats, devices.")


@users.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON document instead of lines.")
def list_users(as_json: bool) -> None:
    """Everybody with their roles and seats."""
    rows = [_row(user) for user in queries.find_users()]
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    for row in rows:
        state = "" if row["is_confirmed"] else "  not confirmed"
        click.echo(f"{row['id']}  {row['address']}  {row['name']}  {', '.join(row['roles'])}{state}")


@users.command()
@click.argument("address")
@click.option("--name", default="Pengelola", show_default=True, help="The name of a new account.")
def admin(address: str, name: str) -> None:
    """Make ADDRESS (e-mail or number) an admin, and print the link that sets a password. No password is ever given."""
    with writing():
        user = queries.find_user_by_address(_address(address))
        if user is None:
            user = office_operations.new_operator(name, _address(address), now(), Language.INDONESIAN)
        office_operations.grant_role(user, RoleName.ADMIN, now())
        secret = operations.reset_link(user, now(), lives=LINK_LIVES)
        db.session.commit()
    _print_link(secret)


@users.command()
@click.argument("address")
def link(address: str) -> None:
    """Print a link to a new password for ADDRESS."""
    with writing():
        secret = operations.reset_link(_user(address), now(), lives=LINK_LIVES)
        db.session.commit()
    _print_link(secret)


@users.command()
@click.argument("address")
def revoke(address: str) -> None:
    """Take the role of admin from ADDRESS."""
    with writing():
        office_operations.revoke_role(_user(address), RoleName.ADMIN, now())
        db.session.commit()
    click.echo("Done: no admin any more, from the next request on.")


@users.command()
@click.argument("region")
@click.argument("name")
@click.option("--phone", default="", help="The WhatsApp number that makers see.")
def office(region: str, name: str, phone: str) -> None:
    """Open or rename the office of REGION: a code of four digits, a name such as "Kota Malang", or "provinsi"."""
    number = contact(phone) if phone else ""
    if number is None or "@" in number:
        _fail(f"{phone!r} is no telephone number.")
    with writing():
        office_operations.open_office(name, _region_code(region), number)
        db.session.commit()
    click.echo(f"Done: {name}.")


@users.command()
@click.argument("address")
@click.argument("region")
def seat(address: str, region: str) -> None:
    """Give ADDRESS a seat in the office of REGION."""
    with writing():
        office_operations.take_seat(_user(address), _office(region), now())
        db.session.commit()
    click.echo("Done: a coordinator from the next request on; the second step is asked for first.")


@users.command()
@click.argument("address")
@click.argument("region")
@click.option("--to", "successor", help="Who takes the seat over.")
def unseat(address: str, region: str, successor: str | None) -> None:
    """End the seat of ADDRESS in the office of REGION, and hand it over to somebody."""
    with writing():
        found = _office(region)
        if not office_operations.leave_seat(_user(address), found, now()):
            _fail(f"{address} has no seat there.")
        if successor:
            office_operations.take_seat(_user(successor), found, now())
        db.session.commit()
    click.echo("Done: the access of the old one has ended.")


@users.command()
@click.argument("address")
def sign_out(address: str) -> None:
    """Sign ADDRESS out on every device."""
    with writing():
        count = operations.end_sessions(_user(address).id, now())
        db.session.commit()
    click.echo(f"Done: {count} devices.")


@users.command()
@click.argument("address")
def forget_phone(address: str) -> None:
    """Forget the second step and the fingerprints of ADDRESS, whose telephone and paper are lost, and sign them out.

    Be sure who asks: afterwards a password is enough to get in and set the next telephone up.
    """
    with writing():
        user = _user(address)
        second_factor.turn_off(user)
        passkey_operations.remove_passkeys(user.id, None, now())
        operations.end_sessions(user.id, now())
        operations.record(user.id, None, "second_factor_off_by_operator", now())
        db.session.commit()
    click.echo("Done.")


def _row(user: User) -> dict[str, Any]:
    seats = [seat.office.region_code or PROVINCE for seat in user.seats if seat.is_held(now())]
    roles = [role.name for role in user.roles] + [f"{RoleName.COORDINATOR} of {code}" for code in seats]
    return {
        "id": user.id,
        "address": user.address,
        "name": user.name,
        "roles": roles or [str(RoleName.MAKER)],
        "is_confirmed": user.confirmed_at is not None,
        "has_second_factor": user.has_second_factor,
    }


def _print_link(secret: str) -> None:
    path = current_app.url_map.bind("").build("accounts.recovery.edit", {"token": secret})
    click.echo(current_app.config["SITE_URL"].rstrip("/") + path)
    click.echo(f"Works once, for {LINK_LIVES // datetime.timedelta(minutes=1)} minutes.", err=True)


def _address(text: str) -> str:
    found = contact(text)
    if found is None:
        _fail(f"{text!r} is neither an e-mail address nor a telephone number.")
    return found


def _user(address: str) -> User:
    user = queries.find_user_by_address(_address(address))
    if user is None:
        _fail(f"Nobody has an account with {address}.")
    return user


def _region_code(text: str) -> str | None:
    """The code of the region that is named; None for the province."""
    if text == PROVINCE:
        return None
    meant = regions_meant(text, find_regions())
    if len(meant) > 1:
        _fail(f"{text} is {' or '.join(f'{region.short_name_id} ({region.code})' for region in meant)}: write which.")
    if not meant:
        _fail(f"There is no region {text!r}: write its code of four digits, or its name.")
    return meant[0].code


def _office(region: str) -> Office:
    found = queries.find_own_office(_region_code(region))
    if found is None:
        _fail(f"There is no office of {region} yet: flask users office {region} NAME")
    return found


def _fail(reason: str) -> NoReturn:
    raise click.ClickException(reason)
