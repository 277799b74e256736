"""What several people say of one person in agreed words: who said it, why, and the word or the index in the middle."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from rules.facts.aggregate import words_of
from rules.facts.revisions import ObservationRefused, in_force
from rules.problems import Problem


def check_judgements(observations: list[Any], raters_min: int, *, needs_evidence: bool, path: str) -> None:
    """Refuse observations of fewer different sources than asked for, and those without a text as evidence."""
    current = in_force(observations, path)
    told = [seen for seen in current if isinstance(seen, dict)]
    sources = {seen["source"].strip() for seen in told if isinstance(seen.get("source"), str)} - {""}
    if len(sources) < raters_min:
        message = f"{raters_min} different people must have judged this; each says who it is in source"
        raise ObservationRefused(Problem("fact.too_few_raters", path, message))
    if needs_evidence and not (len(told) == len(current) and all(_says_why(seen) for seen in told)):
        message = "every judgement needs its reason in words; give each observation a text as evidence"
        raise ObservationRefused(Problem("fact.no_evidence", path, message))


def _says_why(seen: Mapping[str, Any]) -> bool:
    evidence = seen.get("evidence")
    return isinstance(evidence, str) and bool(evidence.strip())


def middle_word(observations: list[Any], ranked: Sequence[str], path: str) -> str:
    """The word in the middle of an order from low to high; the lower of the middle two where their number is even."""
    places = sorted(ranked.index(word) for word in words_of(observations, ranked, path))
    return ranked[places[(len(places) - 1) // 2]]


def mean_index(observations: list[Any], indices: Mapping[str, Fraction], path: str) -> Fraction:
    """The mean of the indices of all words, exact."""
    found = [indices[word] for word in words_of(observations, tuple(indices), path)]
    return sum(found, Fraction(0)) / len(found)
