"""Which keys of facts are known: to a plan, to the KPI library, or because a fact of the key was accepted before.

A key that nobody knows is a typing error as long as nobody says otherwise; its facts wait.
"""

from collections.abc import Collection, Iterator

from service.facts.repository.documents import every_plan_document
from service.facts.repository.names import add_keys, keys_numbered
from service.files.exact_json import loads
from service.kpi_library.lookup import current_kpis
from service.work import Work


def numbers_of_keys(work: Work, keys: Collection[str]) -> dict[str, int]:
    """The numbers of those of these keys that are known; one that only plans or the library know is added."""
    found = {key: number for number, key in keys_numbered(work.session, keys).items()}
    new = set(keys) - found.keys()
    return found | add_keys(work, new & keys_of_documents(work)) if new else found


def known_keys(work: Work, keys: Collection[str]) -> set[str]:
    """Those of these keys that are known; nothing is added."""
    found = set(keys_numbered(work.session, keys).values())
    new = set(keys) - found
    return found | (new & keys_of_documents(work)) if new else found


def keys_of_documents(work: Work) -> set[str]:
    """The facts that plans (submitted at any time, or drafts) and the KPI library declare, and the keys of all KPIs."""
    found: set[str] = set()
    for facts, kpis in facts_and_kpis(work):
        found.update(_declared(facts), keys_of_kpis(kpis))
    return found


def facts_and_kpis(work: Work) -> Iterator[tuple[object, object]]:
    """The two parts of every plan that was ever submitted or is a draft, and of the KPI library; of any shape."""
    for text in every_plan_document(work):
        document = loads(text.encode())
        if isinstance(document, dict):
            yield document.get("facts"), document.get("kpis")
    for kpi in current_kpis(work):
        document = loads(kpi.text.encode())
        if isinstance(document, dict):
            yield document.get("facts"), [document]


def _declared(facts: object) -> Iterator[str]:
    """Windows look at other facts; nothing is sent under their keys."""
    if isinstance(facts, dict):
        yield from (key for key, fact in facts.items() if not (isinstance(fact, dict) and "window" in fact))


def keys_of_kpis(kpis: object) -> Iterator[str]:
    """A KPI without a formula reads the fact of its own key."""
    if isinstance(kpis, list):
        yield from (kpi["key"] for kpi in kpis if isinstance(kpi, dict) and isinstance(kpi.get("key"), str))
