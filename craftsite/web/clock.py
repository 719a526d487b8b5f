"""What day it is where the makers live."""

import datetime
from zoneinfo import ZoneInfo

EAST_JAVA = ZoneInfo("Asia/Jakarta")


def now() -> datetime.datetime:
    """This instant, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """The date in East Java (WIB); certificates, seasons and leaves follow it."""
    return datetime.datetime.now(EAST_JAVA).date()
