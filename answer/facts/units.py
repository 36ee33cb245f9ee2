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
