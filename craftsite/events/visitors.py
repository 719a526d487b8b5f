"""What is asked about whoever sends a count, and forgotten at once: a machine or a person, and from which country."""

import re
from pathlib import Path

from babel.core import get_global

# What real browsers send is shorter; what is longer is not read at all.
LONGEST_USER_AGENT = 500
NOWHERE = "ZZ"

_LIST = Path(__file__).with_name("data") / "machines.txt"


def is_machine(user_agent: str) -> bool:
    """Whether a program without a person sent this, as far as it says so itself.

    Source: the list of isbot (`data/machines.txt`).
    """
    return not user_agent or len(user_agent) > LONGEST_USER_AGENT or bool(_MACHINES.search(user_agent))


def country_of(zone: str) -> str:
    """The country of a time zone as browsers name it, in two letters: `Asia/Jakarta` is `ID`; "" where it has none.

    Source: the tables of Unicode CLDR and the names of the IANA database, as Babel brings them.
    """
    territories, aliases = get_global("zone_territories"), get_global("zone_aliases")
    country = territories.get(zone) or territories.get(aliases.get(zone, "")) or ""
    return "" if country == NOWHERE else country


def _machines() -> re.Pattern[str]:
    lines = _LIST.read_text("utf-8").splitlines()
    patterns = [line for line in lines if not line.startswith("#")]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.ASCII | re.IGNORECASE)


_MACHINES = _machines()
