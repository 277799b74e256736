"""Bodies of `/v1/approvals` as the description of the API shows them."""

from typing import Any, Final

_HASH: Final = "5f0d2b0c8a3f4a1f9b1f0a8a5f6f2c7de1c3a4f0b5d6e7f8091a2b3c4d5e6f70"

APPROVALS: Final[dict[str, dict[str, Any]]] = {
    "Agreed": {"content_hash": _HASH},
    "Agreed with a word": {"content_hash": _HASH, "reason": "Checked against the minutes of March 3rd."},
}
REFUSALS: Final[dict[str, dict[str, Any]]] = {
    "Refused": {"content_hash": _HASH, "reason": "The cap of the commission is missing."},
    "Refused for its days": {"content_hash": _HASH, "reason": "Please start with the quarter."},
}
