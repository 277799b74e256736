"""What the audit keeps of the name of a person."""

import hashlib
import hmac
import json
from collections.abc import Sequence


def identity_mark(secret: str, named: Sequence[str | None]) -> str:
    """HMAC of id, name, e-mail address and payroll id with the person's secret: once that is gone, nobody can guess."""
    text = json.dumps(list(named), ensure_ascii=False, separators=(",", ":"))
    return hmac.new(_bytes(secret), _bytes(text), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    """Whoever changed the file may have left there what is no Unicode."""
    return text.encode("utf-8", "surrogatepass")
