"""Characters that word processors put in place of ASCII signs, and what to type instead."""

_INSTEAD = {
    "\u00a0": "an ordinary space",
    "\u2007": "an ordinary space",
    "\u202f": "an ordinary space",
    "\u200b": "nothing (it is invisible)",
    "\ufeff": "nothing (it is invisible)",
    "\u2212": "`-`",
    "\u2010": "`-`",
    "\u2011": "`-`",
    "\u2013": "`-`",
    "\u2014": "`-`",
    "\u00d7": "`*`",
    "\u00b7": "`*`",
    "\u22c5": "`*`",
    "\u00f7": "`/`",
    "\u2044": "`/`",
    "\u2215": "`/`",
    "\u2264": "`<=`",
    "\u2265": "`>=`",
    "\u2260": "`!=`",
    "\u201c": '`"`',
    "\u201d": '`"`',
    "\u201e": '`"`',
    "\u00ab": '`"`',
    "\u00bb": '`"`',
    "\u2018": "`'`",
    "\u2019": "`'`",
    "\u2026": "what is meant",
}


def non_ascii_message(character: str) -> str:
    """What to say about one character outside ASCII; it is named by code point, never repeated."""
    code_point = f"U+{ord(character):04X}"
    instead = _INSTEAD.get(character)
    if instead is not None:
        return f"the character {code_point} is not ASCII; type {instead} instead"
    return f"the character {code_point} is not ASCII; formulas use ASCII only (titles may use any language)"
