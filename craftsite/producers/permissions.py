"""What somebody may do with a maker; nothing here reads or writes."""

from collections.abc import Iterable

from craftsite.accounts.models import Seat
from craftsite.accounts.permissions import Member, may_act_in
from craftsite.producers.models import Membership, Producer


def may_check_origin(member: Member, producer: Producer, people: Iterable[Membership]) -> bool:
    """The office of the maker's region, the province and admins; nobody confirms a maker that they speak for."""
    return may_act_in(member, producer.region_code) and member.id not in {person.user_id for person in people}


def checking_seat(seats: Iterable[Seat], region_code: str) -> Seat | None:
    """The held seat in whose name an origin is checked: of the region, else of the province; None for an admin."""
    of_region = {seat.office.region_code: seat for seat in seats}
    return of_region.get(region_code) or of_region.get(None)
