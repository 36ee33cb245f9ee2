"""The vocabulary of furniture: dates, addresses, credits, set phrases of licences, notes on authors."""

from __future__ import annotations

import re

MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?"
DATE = re.compile(
    rf"\b(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s+{MONTH},?\s+\d{{4}}"
    r"|\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})",
    re.IGNORECASE,
)
"""A whole calendar date, day, month and year."""

ADDRESS = r"[\w.+-]{1,64}@[\w-]{1,63}\.\w|https?://|www\.|\+?\(?\d{2,4}\)?[\s.-]\d{2,4}[\s.-]\d{3}"

NAME_PART = r"(?:[A-ZÀ-Þ0-9@][\w.'’:()@-]*|and|with|for|of|the|in|at|de|van|von|der|den|bin|al|el|la|&)"
BYLINE = (
    rf"(?:(?:(?i:written|story|posted|reported|reporting|words|analysis|opinion)\s+)?(?i:by)"
    rf"|Authors?)\s*:?\s+(?=[A-ZÀ-Þ@])(?:{NAME_PART}(?:[\s,;|/–—]+|$)){{1,14}}$"
)

AGENCY = (
    r"(?:Getty(?: Images)?|Reuters|REUTERS|AFP|AP(?: Photo| Images)?|EPA(?:-EFE)?|Shutterstock|Bloomberg"
    r"|Alamy|iStock|Wikimedia(?: Commons)?|Flickr|Unsplash|Pixabay|TASS|Xinhua|Anadolu(?: Agency)?)"
)
IMAGE = (
    r"(?:(?:featured?|cover|header|main|lead|top|file|screen)\s*)?(?:photo(?:graph|grapher|graphy)?"
    r"|image|picture|illustration|graphic|video still|screenshot)s?"
)

LEGAL_FORMULA = re.compile(
    r"contains copyrighted material|not (?:always )?been specifically authorized"
    r"|making such material available"
    r"|under the provisions of .{0,3}fair use|distributed without profit|prior interest in receiving"
    r"|must (?:request|obtain) permission|may not be (?:reproduced|published|broadcast|copied"
    r"|redistributed)"
    r"|grants? permission to|sole responsibility of the author|will not be (?:responsible|liable) for"
    r"|do(?:es)? not (?:necessarily )?(?:reflect|represent) the|those of the authors? (?:alone|and)"
    r"|hyperlink to the original"
    r"|no part of this|without (?:the )?(?:prior )?(?:written|express) (?:permission|consent)"
    r"|all rights reserved",
    re.IGNORECASE,
)
"""Set phrases of licences and disclaimers; two different ones in a paragraph of the tail are a notice."""

ROLE = (
    r"\b(?:journalist|writer|author|reporter|correspondent|columnist|editor|contributor|analyst"
    r"|researcher|fellow"
    r"|professor|lecturer|scholar|activist|blogger|broadcaster|commentator|director|historian|lawyer"
    r"|freelance|novelist)\b"
)
NOTE_CUE = (
    r"(?:[A-Z][a-z]+-based\b|\bbased in\b|\bfreelance|\bcontribut|\boriginally published"
    r"|\bthe author of\b|\bthis (?:article|report|story)\b"
    r"|\bfollow (?:him|her|them)\b|\bcan be (?:reached|followed|contacted)|\bwrites (?:for|about|on)"
    r"|\bfor the online\b"
    r"|\b(?:columnist|fellow|editor|professor|lecturer|correspondent|reporter|director|analyst) (?:for"
    r"|at|of|with|on|covering)\b|@\w)"
)
PERSON = (
    r"(?:(?:Dr|Prof|Professor|Sir|Dame)\.?\s+)?[A-ZÀ-Þ][\w.'’-]*(?:\s+(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von"
    r"|bin|al)){1,4}"
)
AUTHOR_NOTE = (
    r"(?i:about the authors?)\b|The (?:author|writer)s? (?:is|are|was|has|teaches|writes)\b"
    rf"|{PERSON}(?:,[^.]{{1,80}},)?\s+(?:is|was|has|writes|covers|reports|teaches|works|serves"
    rf"|contributed)\b(?=.*{ROLE})(?=.*{NOTE_CUE})"
)
