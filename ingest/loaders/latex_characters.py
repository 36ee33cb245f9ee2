"""What a command, a sign or an accent of LaTeX prints, where that is a character."""

from __future__ import annotations

from ingest.lexicon import pairs

COMMANDS = pairs("""
    ss ß o ø O Ø ae æ AE Æ oe œ OE Œ aa å AA Å l ł L Ł i ı j ȷ dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ
    dots … ldots … cdots … textellipsis … textendash – textemdash — lq ‘ rq ’ textquoteleft ‘ textquoteright ’
    textquotedblleft “ textquotedblright ” glqq „ grqq “ glq ‚ grq ‘ flqq « frqq » flq ‹ frq › quotedblbase „
    guillemotleft « guillemotright » guillemetleft « guillemetright » textdegree ° degree ° circ ° copyright ©
    textcopyright © textregistered ® texttrademark ™ pounds £ textsterling £ euro € texteuro € EUR € textyen ¥ S § P ¶
    dag † ddag ‡ textbullet • bullet • cdot · times × div ÷ pm ± approx ≈ sim ~ leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠
    infty ∞ rightarrow → to → Rightarrow ⇒ textbackslash \\ textasciitilde ~ textasciicircum ^ textunderscore _
    textbar | textgreater > textless < lbrace { rbrace } textquotedbl " TeX TeX LaTeX LaTeX LaTeXe LaTeX2e slash /
    alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ
    metre m meter m gram g second s minute min hour h litre l liter l tonne t hectare ha watt W volt V hertz Hz
    percent % kilo k milli m centi c mega M giga G micro µ per / squared ² cubed ³ celsius °C degreeCelsius °C
    sigma σ tau τ phi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω
""") | {"quad": " ", "qquad": " ", "space": " ", "og": "« ", "fg": " »", "today": "", "and": "\f"}
"""Commands that stand for characters; what parts the authors is a form feed."""

TYPOGRAPHIC = pairs("""
    --- — -- – `` “ '' ” "` „ "' “ ?` ¿ !` ¡ ` ‘ ' ’ << « >> » "= - "~ -
""") | {'"-': "", '"|': ""}
"""Signs of the source, and those that are printed for them."""

SYMBOLS = pairs("% % & & $ $ # # _ _ { { } }") | {
    **dict.fromkeys(",;: \n>", " "),
    **dict.fromkeys("!-/@()", ""),
    "\\": "\v",
}
"""What a sign behind a backslash prints; the end of a line is a vertical tab."""

ACCENTS = pairs("""
    ' \u0301 ` \u0300 ^ \u0302 " \u0308 ~ \u0303 = \u0304 . \u0307
    c \u0327 v \u030c u \u0306 H \u030b k \u0328 r \u030a d \u0323 b \u0331
""")
"""The sign or letter of each accent, and its character behind a letter."""
