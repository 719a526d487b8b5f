"""Numbers and units as people write them here: 1.250 has four digits, 2,5 is a fraction, gram and gr are g."""

UNITS = {
    written: unit
    for unit, spellings in {
        "g": "g gr gram grams",
        "kg": "kg kilo kilogram kilograms",
        "ons": "ons",
        "mg": "mg miligram",
        "ml": "ml mililiter",
        "l": "l lt ltr liter litre liters litres",
        "mm": "mm milimeter millimeter",
        "cm": "cm senti sentimeter centimeter centimetre",
        "m": "m mtr meter metre meters metres",
        "w": "w watt",
    }.items()
    for written in spellings.split()
}
GROUP = 3
LONGEST_NUMBER = 34
LONGEST_FRACTION = 12


def numbers_in(written: str) -> list[str]:
    """The numbers in a run of digits, dots and commas: `1.250.000` is one, `2,50` is `2,5`, a date is three.

    A group of three digits is thousands, as Indonesian writes it, except after a lone zero.
    """
    groups = [group for group in written.replace(",", ".").split(".") if group]
    if not groups:
        return []
    whole, *rest = groups
    if not rest or (whole != "0" and all(len(group) == GROUP for group in rest)):
        return [_cut("".join(groups))]
    *thousands, fraction = rest
    if all(len(group) == GROUP for group in thousands) and (whole != "0" or not thousands):
        return [_decimal(_cut(whole + "".join(thousands)), fraction[:LONGEST_FRACTION])]
    return list(map(_cut, groups))


def measure(number: str, unit: str) -> str:
    """`250g` for 250 and any spelling of gram; the unit must be one of `UNITS`."""
    return number + UNITS[unit]


def _cut(digits: str) -> str:
    return digits[:LONGEST_NUMBER]


def _decimal(whole: str, fraction: str) -> str:
    shortest = fraction.rstrip("0")
    if not shortest:
        return whole
    # Three digits would be read as thousands the next time, so here a zero stays.
    kept = fraction if len(shortest) == GROUP and whole != "0" else shortest
    return f"{whole},{kept}"
