"""Units as they are written, each under one name."""

from __future__ import annotations

import re

_ALIASES = {
    "percent": "% percent per cent|pct",
    "percentage point": "percentage points percentage point",
    "dollar": "$ US$ dollar dollars USD",
    "euro": "€ euro euros EUR",
    "pound": "£ GBP",
    "yen": "¥ yen",
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
"""As written, in lower case → the unit's name."""

CURRENCY = r"(?:US\$|[$€£¥])"
AFTER = "|".join(re.escape(name) for name in sorted(UNIT_OF, key=len, reverse=True) if name not in {"$", "us$"})
