"""Which words the facts of a key may say: those of plans that declare it as a category, and of scales over it.

Under the key of a KPI `n/a` says that it does not apply.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final

from service.facts.use_cases.known_keys import facts_and_kpis, keys_of_kpis
from service.work import Work

_NOT_APPLICABLE: Final = "n/a"
_Words = Collection[str] | None
"""The codes that one document lists; None where it takes any."""


@dataclass(frozen=True, slots=True)
class KnownWords:
    """What every document says of a key; nothing where all of them take numbers."""

    said: tuple[_Words, ...]
    is_kpi: bool

    def why_not(self, word: str) -> str | None:
        """The code of what is wrong with a word; None where some document takes it."""
        if word == _NOT_APPLICABLE and self.is_kpi:
            return None
        if not self.said:
            return "fact.not_a_number"
        return None if any(words is None or word in words for words in self.said) else "fact.unknown_word"


def words_of_keys(work: Work, keys: Collection[str]) -> dict[str, KnownWords]:
    """The words of these keys."""
    found: dict[str, list[_Words]] = {key: [] for key in keys}
    measured: set[str] = set()
    if found:
        for facts, kpis in facts_and_kpis(work):
            measured.update(keys_of_kpis(kpis))
            for key, words in chain(_of_facts(facts), _of_scales(kpis)):
                if key in found:
                    found[key].append(words)
    return {key: KnownWords(tuple(said), key in measured) for key, said in found.items()}


def _of_facts(facts: object) -> Iterator[tuple[str, _Words]]:
    """Drafts may be of any shape; what cannot be read says nothing."""
    for key, fact in facts.items() if isinstance(facts, dict) else ():
        if isinstance(fact, dict) and fact.get("kind") == "category":
            yield key, _listed(fact.get("values"))


def _of_scales(kpis: object) -> Iterator[tuple[str, _Words]]:
    for kpi in kpis if isinstance(kpis, list) else ():
        curve = kpi.get("curve") if isinstance(kpi, dict) else None
        if isinstance(curve, dict) and curve.get("kind") == "scale" and isinstance(kpi.get("key"), str):
            yield kpi["key"], _listed(curve.get("values"))


def _listed(values: object) -> _Words:
    return frozenset(each for each in values if isinstance(each, str)) if isinstance(values, list | dict) else None
