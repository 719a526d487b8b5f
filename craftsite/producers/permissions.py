"""What somebody may do with a maker; nothing here reads or writes."""

from collections.abc import Iterable

from craftsite.accounts.models import Seat
from craftsite.accounts.permissions import Member, may_act_in
from craftsite.producers.models import Invitation, Membership, MembershipRole, Producer, ProducerKind


def may_edit(role: str) -> bool:
    """Owners and editors write the profile and the listings."""
    return role in (MembershipRole.OWNER, MembershipRole.EDITOR)


def may_change_business(role: str) -> bool:
    """How money is taken, the number of the business, and where buyers are sent are the owner's."""
    return role == MembershipRole.OWNER


def may_manage_people(role: str) -> bool:
    """Who else may do what, who the members are, and of whom the maker is one."""
    return role == MembershipRole.OWNER


def may_close(role: str) -> bool:
    """Whether somebody may take the maker off the site for good."""
    return role == MembershipRole.OWNER


def may_give_number(producer: Producer) -> bool:
    """Whether buyers may be shown the number of a maker: it agreed, and is neither an example nor closed."""
    is_there = bool(producer.whatsapp) and producer.closed_at is None and not producer.is_example
    return is_there and producer.whatsapp_consent_at is not None


def is_last_owner(membership: Membership, people: Iterable[Membership]) -> bool:
    """Whether a maker would have no owner without this one; then they neither leave nor become an editor."""
    owners = {person.user_id for person in people if person.role == MembershipRole.OWNER}
    return owners == {membership.user_id}


def may_have_members(producer: Producer) -> bool:
    """Cooperatives and groups are many; the kinds are loaded."""
    return bool({ProducerKind.KOPWAN, ProducerKind.GROUP}.intersection(mark.kind for mark in producer.kinds))


def may_accept(invitation: Invitation, phone: str | None) -> bool:
    """The letter shows whose mailbox it is; a link that went through an office opens for its number only."""
    return not invitation.is_for_number or invitation.address == phone


def may_check_origin(member: Member, producer: Producer, people: Iterable[Membership]) -> bool:
    """The office of the maker's region, the province and admins; nobody confirms a maker that they speak for.

    A maker that its owner has closed is checked no more.
    """
    if producer.closed_at is not None:
        return False
    return may_act_in(member, producer.region_code) and member.id not in {person.user_id for person in people}


def checking_seat(seats: Iterable[Seat], region_code: str) -> Seat | None:
    """The held seat in whose name an origin is checked: of the region, else of the province; None for an admin."""
    of_region = {seat.office.region_code: seat for seat in seats}
    return of_region.get(region_code) or of_region.get(None)
