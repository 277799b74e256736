"""Calls about the close of a period, read and checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from rules import CallRefused, NumberRefused, Problem, VarianceLimits, amount_problem, minor_units, parse_decimal
from service.close.use_cases.asking import AskedClose

_NEGATIVE = "a limit is 0 or more"


def limits_of(said: Mapping[str, Any], at: str = "/variance_limits/") -> VarianceLimits:
    """The limits of a call; raises CallRefused for what is no number, negative, or in no currency."""
    problems: list[Problem] = []
    minor: dict[str, int] = {}
    for code, amount in (said.get("amounts") or {}).items():
        path = f"{at}amounts/{code}"
        try:
            minor[code] = minor_units(amount, code)
        except NumberRefused as refused:
            problems.append(amount_problem(refused, path))
            continue
        if minor[code] < 0:
            problems.append(Problem("close.negative_limit", path, _NEGATIVE))
    percent = None
    if said.get("percent") is not None:
        try:
            percent = parse_decimal(said["percent"])
        except NumberRefused as refused:
            problems.append(amount_problem(refused, f"{at}percent"))
        if percent is not None and percent < 0:
            problems.append(Problem("close.negative_limit", f"{at}percent", _NEGATIVE))
    if problems:
        raise CallRefused(problems)
    return VarianceLimits(minor, percent)


def asked_close(said: Mapping[str, Any]) -> AskedClose:
    """What the body of a close asks for; raises CallRefused for limits that are none and people named twice."""
    problems = [
        *_repeated(said["deferrals"], ("participant", "plan"), "/deferrals"),
        *_repeated(said["signed_off"], ("participant",), "/signed_off"),
    ]
    if problems:
        raise CallRefused(problems)
    return AskedClose(
        run_id=int(said["run"]),
        limits=limits_of(said["variance_limits"]),
        deferrals={(each["participant"], each["plan"]): each["reason"] for each in said["deferrals"]},
        signed_off={each["participant"]: each["reason"] for each in said["signed_off"]},
        confirm_warnings=said["confirm_warnings"],
        into=said["into"],
        note=said["note"],
    )


def _repeated(rows: Sequence[Mapping[str, Any]], parts: tuple[str, ...], at: str) -> list[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    problems = []
    for number, row in enumerate(rows):
        first = seen.setdefault(tuple(row[part] for part in parts), number)
        if first != number:
            message = f"named already at {at}/{first}; name everybody once"
            problems.append(Problem("close.named_twice", f"{at}/{number}", message))
    return problems
