"""The units of numbers as they are written, and which of them measure the same."""

from __future__ import annotations

import re
from fractions import Fraction

from ingest.lexicon import any_of

_OTHER_MONEY = (
    "yuan yuan renminbi CNY RMB | rupee ₹ rupee rupees INR | franc franc francs CHF | krona kronor SEK"
    " | krone kroner NOK DKK | zloty zloty zlotys PLN | koruna koruna CZK | forint forint forints HUF | lira lira"
    " | rouble rouble roubles ruble rubles RUB | hryvnia hryvnia hryvnias UAH | rand ZAR | naira naira NGN"
    " | baht baht THB | shekel shekel shekels ILS | dirham dirham dirhams AED | riyal riyal riyals SAR"
    " | peso peso pesos MXN | real BRL | won KRW"
)
"""Each unit with its names."""

_ALIASES = {
    "percent": "% percent per cent|pct",
    "percentage point": "percentage points percentage point",
    "dollar": "$ US$ dollar dollars USD AUD CAD NZD HKD SGD",
    "euro": "€ euro euros EUR",
    "pound": "£ GBP",
    "pound of either sort": "pound pounds",
    "yen": "¥ yen JPY",
    **dict(one.split(" ", 1) for one in _OTHER_MONEY.split(" | ")),
    "kilometre": "km kilometer kilometers kilometre kilometres",
    "metre": "m metre metres meter meters",
    "centimetre": "cm centimeter centimeters centimetre centimetres",
    "millimetre": "mm millimeter millimeters millimetre millimetres",
    "mile": "mile miles mi",
    "foot": "foot feet ft",
    "inch": "inch inches",
    "square kilometre": "square_km square_kilometer square_kilometers square_kilometre square_kilometres km²",
    "square metre": "square_metre square_metres square_meter square_meters m²",
    "square mile": "square_mile square_miles",
    "square foot": "square_foot square_feet",
    "cubic metre": "cubic_metre cubic_metres cubic_meter cubic_meters m³",
    "cubic foot": "cubic_foot cubic_feet",
    "hectare": "hectare hectares",
    "acre": "acre acres",
    "gallon": "gallon gallons",
    "barrel": "barrel barrels",
    "megawatt": "MW megawatt megawatts",
    "gigawatt": "GW gigawatt gigawatts",
    "kilogram": "kg kilo kilos kilogram kilograms",
    "gram": "g gram grams",
    "milligram": "mg milligram milligrams",
    "ton": "ton tons tonne tonnes",
    "pound in weight": "lb lbs",
    "litre": "litre litres liter liters",
    "degree": "° °C °F degree degrees",
    "second": "seconds",
    "minute": "minute minutes",
    "hour": "hour hours",
    "day": "day days",
    "week": "week weeks",
    "month": "month months",
    "year": "year years",
    "decade": "decade decades",
    "century": "century centuries",
}


def _names() -> dict[str, str]:
    names = {}
    for unit, aliases in _ALIASES.items():
        for alias in aliases.replace("per cent", "per_cent").replace("percentage point", "percentage_point").split():
            for one in alias.split("|"):
                names[one.replace("_", " ").lower()] = unit
    return names


UNIT_OF = _names()
"""A unit as written, in lower case → its name."""

EITHER_POUND = ({"pound of either sort", "pound"}, {"pound of either sort", "pound in weight"})
"""Units that may be the same: "2,400 pounds" is money or a weight."""

CODES = any_of(*(name for name in " ".join(_ALIASES.values()).split() if re.fullmatch("[A-Z]{3}", name)))
"""Codes that stand before a sum, as in reports of companies: "SEK 890 million"; that of Turkey is a word too."""
CURRENCY = rf"(?:US\$|[$€£¥₹]|(?-i:\b(?:{CODES}))(?=\s?\d))"
AFTER = "|".join(
    re.escape(name) for name in sorted(UNIT_OF, key=len, reverse=True) if name not in {"$", "us$", "rub", "cad"}
)

SCALES_OF = [
    {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400, "week": 604_800},
    {"month": 1, "year": 12, "decade": 120, "century": 1_200},
    {"millimetre": 1, "centimetre": 10, "metre": 1_000, "kilometre": 1_000_000},
    {"milligram": 1, "gram": 1_000, "kilogram": 1_000_000},
    {"inch": 1, "foot": 12, "mile": 63_360},
    {"megawatt": 1, "gigawatt": 1_000},
    {"square metre": 1, "hectare": 10_000, "square kilometre": 1_000_000},
]
"""Units that measure the same, each with how many of the smallest it is, exactly."""

RATIOS = {
    (unit, other): Fraction(scale[unit], scale[other]) for scale in SCALES_OF for unit in scale for other in scale
}
"""Two units that measure the same → how many of the second the first is: 60 for (hour, minute)."""
