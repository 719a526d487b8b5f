"""What somebody may do with a regional product; nothing here reads or writes."""

from craftsite.accounts.permissions import Member, may_act_in
from craftsite.goods.models import RegionalProduct


def may_decide(member: Member, product: RegionalProduct) -> bool:
    """The office of the place of origin, the province and admins; the other regions of a product only read.

    The regions of the product are loaded.
    """
    return may_act_in(member, product.origins[0].region_code)
