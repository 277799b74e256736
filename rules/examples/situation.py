"""An example as the calls it stands for: one for each of its periods, with everybody in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rules.examples.layers import Json, laid_over, said
from rules.facts import SURROUNDING_KEYS
from rules.period import Period
from rules.plan import Example, ExampleParticipant, ExamplePeriod, Expect, Situation
from rules.problems import pointer

_PERSON = "example"
_PERSONAL = frozenset(field.alias or name for name, field in Situation.model_fields.items())
_SHARED = frozenset(SURROUNDING_KEYS)
_HISTORY = "prior"


@dataclass(frozen=True, slots=True)
class Seat:
    """One person of a scene: the participant of the call without its history, and what must come out at `path`.

    `opening` is the history with which the person's first period starts, `stated` what this period says of it.
    """

    path: str
    participant: Json
    opening: Json
    stated: Json
    expect: Expect | None


@dataclass(frozen=True, slots=True)
class Setting:
    """One call: its period, the parts around its participants, and everybody in it. `path` is its place.

    `around` has the history of company and groups that this call states; `opening` is the one that the first of several
    calls starts with.
    """

    path: str
    period: Period | None
    around: Json
    opening: Json
    seats: tuple[Seat, ...]


def settings_of(example: Example, path: str) -> list[Setting]:
    """The calls of an example, in their order."""
    if not example.periods:
        return [_setting(example, example, path)]
    return [_setting(example, period, path + pointer("periods", index)) for index, period in enumerate(example.periods)]


def people_in(example: Example) -> int:
    """How many results its calls have together."""
    if not example.periods:
        return len(example.participants) or 1
    return sum(len(period.participants) or len(example.participants) or 1 for period in example.periods)


def history_in(example: Example) -> int:
    """How many observations its periods hand on to later ones, all hand-overs together."""
    count, handed_on = 0, 0
    for period in example.periods:
        handed_on += count
        facts = [period.facts, *(person.facts for person in period.participants)]
        facts += [shared.facts for shared in (period.company, *period.groups.values()) if shared is not None]
        facts += [example.facts, *(person.facts for person in example.participants)]
        count += sum(len(raw) if isinstance(raw, tuple) else 1 for given in facts for raw in given.values())
        count += len(period.credits)
    return handed_on


def _setting(example: Example, part: Example | ExamplePeriod, path: str) -> Setting:
    dates = part.period
    period = None if dates is None else Period(dates.start, dates.end)
    lasting, opening = _without_history(said(example, _SHARED)) if part is not example else ({}, {})
    around = laid_over(lasting, said(part, _SHARED))
    return Setting(path, period, around, opening, tuple(_seats(example, part, path)))


def _without_history(around: Json) -> tuple[Json, Json]:
    """Company and groups without what they say of earlier periods, and only that."""
    rest, history = dict(around), {}
    if _HISTORY in (around.get("company") or {}):
        rest["company"], history["company"] = _parted(around["company"])
    groups = {id_: _parted(data) for id_, data in around.get("groups", {}).items() if _HISTORY in data}
    if groups:
        rest["groups"] = around["groups"] | {id_: data for id_, (data, _) in groups.items()}
        history["groups"] = {id_: prior for id_, (_, prior) in groups.items()}
    return rest, history


def _parted(data: Json) -> tuple[Json, Json]:
    return {key: value for key, value in data.items() if key != _HISTORY}, {_HISTORY: data[_HISTORY]}


def _seats(example: Example, part: Example | ExamplePeriod, path: str) -> Iterator[Seat]:
    general = {person.id: person for person in example.participants} if part is not example else {}
    if part.participants:
        for index, person in enumerate(part.participants):
            yield _seat(
                example, part, person.id, (general.get(person.id), person), path + pointer("participants", index)
            )
    elif general:
        for id_, known in general.items():
            yield _seat(example, part, id_, (known, None), path)
    else:
        yield _seat(example, part, _PERSON, (None, None), path)


def _seat(
    example: Example,
    part: Example | ExamplePeriod,
    id_: str,
    person: tuple[ExampleParticipant | None, ExampleParticipant | None],
    path: str,
) -> Seat:
    known, here = person
    lasting = [said(layer, _PERSONAL) for layer in (example, known)]
    passing = [said(layer, _PERSONAL) for layer in (part, here)] if part is not example else [said(here, _PERSONAL)]
    general, own = lasting[0], lasting[1]
    # What is said of the person beats what is said of everybody, in this period or in all of them.
    participant = laid_over(general, *passing[:-1], own, passing[-1])
    opening, stated = laid_over(*map(_history, lasting)), laid_over(*map(_history, passing))
    participant.pop(_HISTORY, None)
    expect = here.expect if here is not None else part.expect
    return Seat(path, {**participant, "id": id_}, opening.get(_HISTORY, {}), stated.get(_HISTORY, {}), expect)


def _history(layer: Json) -> dict[str, Any]:
    return {_HISTORY: layer[_HISTORY]} if layer.get(_HISTORY) is not None else {}
