"""How often a way in may be tried; a limit that is spent is whole again after its minutes, and never locks for good."""

from limits import RateLimitItemPerHour, RateLimitItemPerMinute

from craftsite.web.throttle import ThrottledError, client_network, spend

# Each in five minutes, also the attempts that succeed. Argon2 takes some 30 ms, so the sum bounds what it costs.
_ATTEMPTS_OF_ACCOUNT = RateLimitItemPerMinute(10, 5, namespace="attempt-account")
_ATTEMPTS_OF_ADDRESS = RateLimitItemPerMinute(50, 5, namespace="attempt-address")
_ATTEMPTS = RateLimitItemPerMinute(3_000, 5, namespace="attempt")

# Letters to one address: whoever asks for more than this annoys its owner.
_LETTERS_TO_ACCOUNT = RateLimitItemPerHour(5, namespace="letter-account")
_LETTERS_FROM_ADDRESS = RateLimitItemPerHour(30, namespace="letter-address")
_LETTERS = RateLimitItemPerHour(1_000, namespace="letter")

# A window opens with its first hit and outlives what was asked, so that each is answered once.
_ANSWERS = RateLimitItemPerMinute(1, 6, namespace="answer")

# Links that one person passes on: enough for the day of a fair, too few to take over a region unseen.
_LINKS_OF_OFFICER = RateLimitItemPerHour(60, namespace="link-officer")


def spend_passing_on(officer_id: int) -> None:
    """Counts one link that somebody passes on, inside the caller's unit of work. Raises ThrottledError."""
    spend(_LINKS_OF_OFFICER, str(officer_id))


def spend_attempt(account: str) -> None:
    """Counts one try to get into an account, inside the caller's unit of work. Raises ThrottledError."""
    spend(_ATTEMPTS_OF_ACCOUNT, account.lower())
    spend(_ATTEMPTS_OF_ADDRESS, client_network())
    spend(_ATTEMPTS)


def spend_letter(account: str) -> None:
    """Counts one letter that somebody asks for, inside the caller's unit of work. Raises ThrottledError."""
    spend(_LETTERS_TO_ACCOUNT, account.lower())
    spend(_LETTERS_FROM_ADDRESS, client_network())
    spend(_LETTERS)


def is_first_answer(challenge: bytes) -> bool:
    """Whether this is the first answer to what a device was asked, inside the caller's unit of work."""
    try:
        spend(_ANSWERS, challenge.hex())
    except ThrottledError:
        return False
    return True
