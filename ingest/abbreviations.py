"""The abbreviations of news and official papers: what a full stop belongs to."""

from __future__ import annotations

_TITLE_WORDS = """
    adm brig capt cmdr col cpl dr drs esq fr gen gov hon lt maj messrs mr mrs ms pfc pres prof pvt
    rep reps rev sen sens sgt spc e.g i.e
"""
TITLES = frozenset(_TITLE_WORDS.split())
"""What no sentence ends with, whatever follows; nupunkt splits "Adm. John", for John opens many sentences."""

_OTHER_WORDS = """
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri ala ariz
    ark calif colo conn del fla ill ind kan ky md mich minn mo mont neb nev okla ont ore pa penn
    tenn tex va vt wis wyo ave blvd bldg dept dist div est ft hwy mt mts rd st ste assn assoc bros
    co corp inc llc ltd univ intl natl govt mfg al anon approx art arts ca cf ch chap cit cl comp ed
    eds et etc ex fig figs ibid id no nos op para paras pp pt pts rev sec secs ser supp trans viz
    vol vols vs bn cm cu ft gal hr hrs kg km lb lbs min mi mm mph oz pct sq yd yds asst atty chmn
    cllr ens gent jr sr supt treas
"""
OTHERS = frozenset(_OTHER_WORDS.split())
"""What may end a sentence too; nupunkt decides by what follows."""

ABBREVIATIONS = TITLES | OTHERS
