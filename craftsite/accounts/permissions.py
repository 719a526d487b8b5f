"""What somebody may do, from what the database says of them in this request; nothing here reads or writes."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from craftsite.accounts.models import RoleName, Seat, User

# How long a device that has shown the second factor may open a desk: also one that signed in as a maker's own
# telephone, and whose owner took a seat since.
SECOND_FACTOR_LASTS = datetime.timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is signed in. `regions` are the codes of the offices they sit in now.

    Who sits at a desk or is an admin is so only on a device that has shown the second factor: until then `roles` and
    `regions` hold what a maker has, and `lacks_second_factor` says that there is more.
    """

    id: int
    name: str
    roles: frozenset[RoleName]
    regions: frozenset[str]
    is_of_province: bool
    lacks_second_factor: bool

    @property
    def has_desk(self) -> bool:
        """Whether the desk of an office is open to them."""
        return bool(self.roles & {RoleName.COORDINATOR, RoleName.ADMIN})


def member(
    user: User, seats: Collection[Seat], instant: datetime.datetime, *, second_factor_at: datetime.datetime | None
) -> Member:
    """What a person is at an instant; a seat that is handed over or not yet taken counts for nothing."""
    held = [seat for seat in seats if seat.is_held(instant)]
    roles = {RoleName.MAKER, *(RoleName(role.name) for role in user.roles)}
    if held:
        roles.add(RoleName.COORDINATOR)
    has_shown = second_factor_at is not None and instant - second_factor_at < SECOND_FACTOR_LASTS
    lacks_second_factor = must_have_second_factor(roles) and not has_shown
    if lacks_second_factor:
        roles, held = {RoleName.MAKER}, []
    return Member(
        id=user.id,
        name=user.name,
        roles=frozenset(roles),
        regions=frozenset(seat.office.region_code for seat in held if seat.office.region_code),
        is_of_province=any(seat.office.region_code is None for seat in held),
        lacks_second_factor=lacks_second_factor,
    )


def may_see_all_regions(member: Member) -> bool:
    """The province and admins see every region."""
    return member.is_of_province or RoleName.ADMIN in member.roles


def desk_regions(member: Member) -> frozenset[str] | None:
    """The codes of the regions whose desk is open to somebody; None means all."""
    return None if may_see_all_regions(member) else member.regions


def may_act_in(member: Member, region_code: str) -> bool:
    """Whether a region's desk is open to somebody."""
    return region_code in member.regions or may_see_all_regions(member)


def must_have_second_factor(roles: Collection[RoleName]) -> bool:
    """Whether an account that opens other people's data needs more than a password."""
    return bool({RoleName.COORDINATOR, RoleName.ADMIN}.intersection(roles))
