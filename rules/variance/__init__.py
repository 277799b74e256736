"""Whose pay is not what the last period and the assignments make one expect: the list that somebody signs off."""

from rules.variance.variances import PlanPay, Variance, VarianceLimits, variances

__all__ = ["PlanPay", "Variance", "VarianceLimits", "variances"]
