"""One cell as a call or a file delivered it."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from rules.problems import Problem

Raw = str | int | Decimal | Fraction | bool | list[Any] | Problem | None
"""One cell. None means absent: a missing key, a JSON null or an empty cell. A cell that the reader could not make
out holds the problem itself, so that it is told once, with its place in the file, and never taken for absent.
No reader gives a fraction: only the share of a credit is one."""
