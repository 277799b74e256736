"""The periods of one person one after the other, each compared with those before on its own scale."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from rules.causes import Situation
from rules.progress.movement import PERIODS_AVERAGED, PROGRESS_BAND, KpiProgress, Movement, PeriodProgress, moved
from rules.progress.scored import Scored, ScoredKpi, on_scale_of, scored


@dataclass(frozen=True, slots=True)
class Scoring:
    """One period under a name, with the input of its result; None where the person had none."""

    name: str
    situation: Situation | None


def progress_of(scorings: Sequence[Scoring], band: Fraction = PROGRESS_BAND) -> tuple[PeriodProgress, ...]:
    """How the coefficient and every index moved, for periods in their order of time without gaps.

    Where levels, weights or the rules of the matrix changed, what was measured before is scored again by the matrix of
    the later period; values of two different scales are never compared. `band` is the change up to which a value is
    stable.
    """
    return tuple(_Walk(scorings, band).periods())


class _Walk:
    """Goes through the periods and remembers the streaks."""

    def __init__(self, scorings: Sequence[Scoring], band: Fraction) -> None:
        self.scorings = scorings
        self.band = band
        self.own = [None if one.situation is None else scored(one.situation) for one in scorings]
        self.streaks: Counter[str | None] = Counter()

    def periods(self) -> list[PeriodProgress]:
        """All periods."""
        return [self._period(index) for index in range(len(self.scorings))]

    def _period(self, index: int) -> PeriodProgress:
        now = self.own[index]
        earlier = [self._seen_from(index, place) for place in range(max(index - PERIODS_AVERAGED, 0), index)]
        last = self.own[index - 1] if index else None
        changed = now is not None and last is not None and last.scale != now.scale
        coefficient = self._moved(None, now, earlier, lambda one: one.coefficient, changed)
        kpis = {} if now is None else {key: self._kpi(key, kpi, now, earlier, last) for key, kpi in now.kpis.items()}
        self.streaks = Counter({key: kpi.index.streak for key, kpi in kpis.items()})
        self.streaks[None] = coefficient.streak
        return PeriodProgress(self.scorings[index].name, coefficient, kpis)

    def _kpi(
        self, key: str, kpi: ScoredKpi, now: Scored, earlier: Sequence[Scored | None], last: Scored | None
    ) -> KpiProgress:
        was = None if last is None else last.kpis.get(key)
        changed = last is not None and (was is None or was.scale != kpi.scale)
        index = self._moved(key, now, earlier, lambda one: _index(one, key), changed)
        return KpiProgress(kpi.actual, None if was is None else was.actual, kpi.above_target, index)

    def _moved(
        self,
        key: str | None,
        now: Scored | None,
        earlier: Sequence[Scored | None],
        value: Callable[[Scored], Fraction | None],
        changed: bool,
    ) -> Movement:
        values = [None if one is None else value(one) for one in earlier]
        streak = self.streaks[key]
        return moved(None if now is None else value(now), values, streak, self.band, scale_changed=changed)

    def _seen_from(self, index: int, place: int) -> Scored | None:
        """An earlier period on the scale of this one."""
        now, then = self.own[index], self.own[place]
        if now is None or then is None or then.scale == now.scale:
            return then
        here, there = self.scorings[index].situation, self.scorings[place].situation
        assert here is not None
        assert there is not None
        return scored(on_scale_of(here, there))


def _index(one: Scored, key: str) -> Fraction | None:
    return one.kpis[key].index if key in one.kpis else None
