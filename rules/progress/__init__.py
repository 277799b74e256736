"""Progress and regression: how a person's coefficient and indices move from period to period, on one scale."""

from rules.progress.movement import PROGRESS_BAND, KpiProgress, Movement, PeriodProgress
from rules.progress.progress import Scoring, progress_of

__all__ = ["PROGRESS_BAND", "KpiProgress", "Movement", "PeriodProgress", "Scoring", "progress_of"]
