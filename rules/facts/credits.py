"""Credits: one value or one row that several people share, each by a stated part; the parts add up to exactly 1."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from rules.facts.moments import is_day
from rules.facts.revisions import FIRST, ObservationRefused, revision_of
from rules.numbers import NumberRefused, parse_ratio, plain_text
from rules.problems import Problem, pointer

DENOMINATOR_MAX = 20
"""Largest denominator of a share that is written as a fraction: what sums can grow to is counted with it."""

_TWICE = "the same fact, source, id and revision stand twice; send each once, a correction as next revision"
_NO_ID = "a correction needs the source_id of the credit that it corrects"
_WHERE = ("date", "time", "source", "source_id", "revision", "currency")
_KEYS = frozenset({"fact", "value", "fields", "shares", *_WHERE})


@dataclass(frozen=True, slots=True)
class Credit:
    """One credit of a call. `content` are the value, or the fields of a row, and `where` its date, source,
    id and currency.

    `shares` are keyed by participant; they are of no use where `problem` says what is wrong with them.
    """

    path: str
    fact: str
    content: Mapping[str, Any]
    where: Mapping[str, Any]
    shares: Mapping[str, Fraction]
    problem: Problem | None = None


def read_credits(given: object, problems: list[Problem]) -> tuple[Credit, ...]:
    """The credits of a call that count: of one fact, source and id only the highest revision.

    What has the wrong shape is added to `problems`, as it refuses the call; shares that do not add up are a problem of
    the people named, kept in the credit.
    """
    if given is None:
        return ()
    if not isinstance(given, list):
        message = (
            'credits is a list such as [{"fact": "revenue", "value": "100", "shares": {"E1": "0.6", "E2": "0.4"}}]'
        )
        problems.append(Problem("credits.shape", "/credits", message))
        return ()
    found = [_credit(entry, pointer("credits", place), problems) for place, entry in enumerate(given)]
    return tuple(_in_force([credit for credit in found if credit is not None]))


def _credit(given: object, path: str, problems: list[Problem]) -> Credit | None:
    shape = 'a credit has a "fact", a "value" or "fields", and "shares", an object such as {"E1": "0.6", "E2": "0.4"}'
    if not isinstance(given, dict) or not isinstance(given.get("fact"), str):
        problems.append(Problem("credits.shape", path, shape))
        return None
    shares, fields = given.get("shares"), given.get("fields")
    if not isinstance(shares, dict) or not shares or not (fields is None or isinstance(fields, dict)):
        problems.append(Problem("credits.shape", path, shape))
        return None
    for key in sorted(given.keys() - _KEYS):
        problems.append(Problem("credits.unknown_key", path + pointer(key), f"a credit has {', '.join(sorted(_KEYS))}"))
    content = {"value": given["value"]} if given.get("value") is not None else {}
    where = {key: given[key] for key in _WHERE if given.get(key) is not None}
    parsed, problem = _shares(shares, path)
    if "date" in where and not is_day(where["date"]):
        problem = Problem("fact.date", f"{path}/date", "write the date of a credit as YYYY-MM-DD")
    return Credit(path, given["fact"], {**content, **(fields if fields is not None else {})}, where, parsed, problem)


def _shares(given: Mapping[str, object], path: str) -> tuple[dict[str, Fraction], Problem | None]:
    """Everybody's part; those that cannot be read count 0 and come with the problem of all who are named."""
    shares: dict[str, Fraction] = {}
    problem: Problem | None = None
    for id_, part in given.items():
        try:
            share = parse_ratio(part)
        except NumberRefused:
            share = Fraction(0)
        readable = share > 0 and (share.denominator <= DENOMINATOR_MAX or 10**12 % share.denominator == 0)
        shares[id_] = share if readable else Fraction(0)
        if not readable:
            message = (
                "a share is a decimal above 0, or a fraction of whole numbers such as 1/3, with a denominator of at "
                f"most {DENOMINATOR_MAX}"
            )
            problem = Problem("credit.share", f"{path}/shares", message)
    total = sum(shares.values(), Fraction(0))
    if problem is None and total != 1:
        message = "the shares of a credit must add up to exactly 1"
        problem = Problem("credit.sum", f"{path}/shares", message, numbers={"sum": plain_text(total)})
    return shares, problem


def _in_force(credits: list[Credit]) -> Iterator[Credit]:
    """Corrections replace the credit as a whole, so that nobody keeps a share that was taken away."""
    latest: dict[tuple[str, str, str], int] = {}
    read = [(credit, _identity(credit), *_revision(credit)) for credit in credits]
    sent: set[tuple[tuple[str, str, str], int]] = set()
    twice: set[tuple[tuple[str, str, str], int]] = set()
    for _, identity, revision, _ in read:
        if identity[-1]:
            (twice if (identity, revision) in sent else sent).add((identity, revision))
            latest[identity] = max(revision, latest.get(identity, FIRST))
    for credit, identity, revision, problem in read:
        if identity[-1] and revision != latest[identity]:
            continue
        if revision != FIRST and not identity[-1]:
            yield _with_problem(credit, Problem("credit.source_id", credit.path, _NO_ID))
        elif (identity, revision) in twice:
            yield _with_problem(credit, Problem("credit.duplicate", credit.path, _TWICE))
        else:
            yield credit if problem is None else _with_problem(credit, problem)


def _identity(credit: Credit) -> tuple[str, str, str]:
    return (credit.fact, str(credit.where.get("source", "")), str(credit.where.get("source_id", "")))


def _revision(credit: Credit) -> tuple[int, Problem | None]:
    try:
        return revision_of(credit.where, credit.path), None
    except ObservationRefused as refused:
        return FIRST, refused.problem


def _with_problem(credit: Credit, problem: Problem) -> Credit:
    return replace(credit, problem=problem)
