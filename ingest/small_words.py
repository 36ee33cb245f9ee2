"""Words that hold a sentence together and say nothing of what it is about.

Whoever needs more of them, or those of one sort, adds them where they are needed: a question's words of telling, a
heading's titles, what a claim may leave out.
"""

from __future__ import annotations

from ingest.word_table import table

NAMING_NOTHING = table("""
    a an the and or but as than so what which who whom whose when where how i my we our you he his she her it its
    they their this that these those there here at by for from in of on to with then
""")
"""Words that are not a name even with a capital: articles, pronouns and the commonest words between others."""

SMALL_WORDS = NAMING_NOTHING | table("""
    nor am is are was were be been being do does did done have has had will shall me us your him them about among
    around between during into onto since through upon within one such also even just still too very
""")
"""Words that say nothing of a subject. With a word more, questions are no longer searched by it, and two claims that
differ in it alone are the same claim."""
