"""Bodies of `/v1/plans`."""

from service.plans.schemas.check import PlanCheckAnswer, PlanCheckCall
from service.plans.schemas.stored import (
    CloneCall,
    ComparisonAnswer,
    DraftAnswer,
    DraftLine,
    PlanLine,
    PlanList,
    RetireCall,
    RollBackCall,
    SubmitCall,
    TakeKpiCall,
    VersionAnswer,
    VersionLine,
    VersionList,
)

__all__ = [
    "CloneCall",
    "ComparisonAnswer",
    "DraftAnswer",
    "DraftLine",
    "PlanCheckAnswer",
    "PlanCheckCall",
    "PlanLine",
    "PlanList",
    "RetireCall",
    "RollBackCall",
    "SubmitCall",
    "TakeKpiCall",
    "VersionAnswer",
    "VersionLine",
    "VersionList",
]
