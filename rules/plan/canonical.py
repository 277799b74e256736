"""The canonical form of a plan and its hash: what identifies a plan version."""

import hashlib
import json

from rules.plan.plan import Plan


def canonical_json(plan: Plan) -> str:
    """The authored document in its one form: keys sorted, numbers as shortest text, no defaults filled in.

    Only text, booleans, null and containers remain, so the bytes equal RFC 8785. Parsing them gives an equal
    plan.
    """
    authored = plan.model_dump(mode="python", by_alias=True, exclude_unset=True)
    return json.dumps(authored, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plan_hash(plan: Plan) -> str:
    """SHA-256 of the canonical form in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(plan).encode()).hexdigest()
