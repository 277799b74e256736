"""Which days a version is in force, and what happens to those in force when another one is published."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Window:
    """The days of a version that was published: `start` included, `end` not, as `YYYY-MM-DD`; no `end` is open."""

    number: int
    start: str
    end: str | None

    @property
    def is_empty(self) -> bool:
        """Whether it is in force on no day: it was retired before it began."""
        return self.end is not None and self.end <= self.start

    def holds(self, day: str) -> bool:
        """Whether the version is in force on this day."""
        return self.start <= day and (self.end is None or day < self.end)

    def meets(self, other: "Window") -> bool:
        """Whether both are in force on some day."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def covers(self, other: "Window") -> bool:
        """Whether this one is in force on every day of the other."""
        return self.start <= other.start and (self.end is None or (other.end is not None and other.end <= self.end))


@dataclass(slots=True)
class Effects:
    """What publishing a version does to the others: `cut` end where it starts, `retired` are covered whole, and with
    `overlapping` ones it cannot be published."""

    cut: list[Window] = field(default_factory=list)
    retired: list[Window] = field(default_factory=list)
    overlapping: list[Window] = field(default_factory=list)


def effects_of(new: Window, published: Iterable[Window]) -> Effects:
    """What becomes of the published versions of the same plan when `new` joins them."""
    effects = Effects()
    for other in published:
        if other.is_empty or not new.meets(other):
            continue
        if other.start < new.start:
            effects.cut.append(other)
        elif new.covers(other):
            effects.retired.append(other)
        else:
            effects.overlapping.append(other)
    return effects
