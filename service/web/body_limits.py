"""How many bytes of body an operation reads at most; a larger body is answered with 413, unread."""

from typing import Final

_KIB: Final = 1024
_MIB: Final = 1024 * _KIB

CALCULATE_BODY_BYTES_MAX: Final = 32 * _MIB
UPLOAD_BODY_BYTES_MAX: Final = 16 * _MIB
UPLOAD_INFLATED_BYTES_MAX: Final = 50 * _MIB
"""What a workbook of an upload may unpack to."""
BODY_BYTES_MAX: Final = 1 * _MIB
