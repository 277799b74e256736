"""Best inside a corridor, falling to 0 on both sides: stock cover, utilisation, discount discipline."""

from dataclasses import dataclass

from rules.columns import Number
from rules.curves.reading import PlainCurve, Reading
from rules.tables import Pieces


@dataclass(frozen=True, slots=True)
class Corridor(PlainCurve):
    """Straight lines zero_low → low (1) … high (1) → zero_high, 0 outside."""

    pieces: Pieces

    def raw(self, reading: Reading) -> Number:
        """1 inside the corridor, less towards both ends."""
        return self.pieces.of(reading.measured)[0]
