"""Documents that are not plans yet: one normal form and one hash for a draft, whatever is still wrong with it."""

import hashlib
import json
from decimal import Decimal
from typing import Final

from rules.numbers import NumberRefused, parse_ratio, plain_text
from rules.plan.canonical import plan_hash
from rules.plan.parse import read_plan
from rules.plan.plan import Plan
from rules.plan.readable import read_json_value
from rules.problems import PlanRefused

_LOSSY: Final = frozenset({"plan.unknown_key", "plan.example_value", "plan.number"})
"""Problems of a document whose typed form leaves out what it could not read."""

_NOT_A_PLAN: Final = b"bonus-draft\n"
"""Before the text of what is no plan, so that its hash is never the hash of a plan."""


def document_hash(document: object) -> str:
    """What identifies a document as it is now: SHA-256, 64 hexadecimal digits; of a valid plan its `plan_hash`.

    The spelling of numbers and the order of keys do not matter. Raises PlanRefused for what no store can keep: text
    that is no text, too many values, too deep, a key twice.
    """
    plan = _as_plan(document)
    if plan is not None:
        return plan_hash(plan)
    text = json.dumps(_readable(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(_NOT_A_PLAN + text.encode()).hexdigest()


def normal_documents(one: object, other: object) -> tuple[object, object]:
    """Two documents in forms that can be compared: numbers as their shortest text, text in Unicode NFC.

    Where both have the shape of a plan, their parts stand in the order in which plans are described. Raises PlanRefused
    as `document_hash` does.
    """
    plans = (_as_plan(one), _as_plan(other))
    if plans[0] is not None and plans[1] is not None:
        return _written(plans[0]), _written(plans[1])
    return _readable(one), _readable(other)


def _as_plan(document: object) -> Plan | None:
    """The document as a plan if nothing of it is lost that way, be the plan valid or not."""
    reading = read_plan(document)
    return None if any(problem.code in _LOSSY for problem in reading.problems) else reading.plan


def _written(plan: Plan) -> object:
    return plan.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _readable(document: object) -> object:
    reading = read_json_value(document)
    if reading.problems:
        raise PlanRefused(reading.problems)
    return _plain(reading.content)


def _plain(value: object) -> object:
    """The same with every number, and every text that is wholly a number, as its shortest text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, bool):
        return value
    try:
        return plain_text(parse_ratio(value))
    except NumberRefused:
        # Not a number, or longer than any plan may hold: the check says so, and the draft keeps it.
        return str(value) if isinstance(value, int | Decimal) else value
