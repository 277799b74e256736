"""What chunks contribute to a value over many people as documents of JSON, so that it can be put down and taken up.

Whole numbers are hexadecimal text: they may be longer than what JSON readers take. A group is a text or null.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from rules.population.gathered import Group, Reports, Sums, Values
from rules.population.pots import Pot, Pots
from rules.population.share_out import Member

Whole = Sums | Reports | Pots
"""What a chunk contributes, or all chunks together."""

Json = dict[str, Any]


def merge_wholes(parts: Sequence[Whole]) -> Whole:
    """The parts of chunks put together, in their order; the first takes in the others. There is at least one, and all
    are of one kind."""
    whole, *others = parts
    for part in others:
        whole.merge(part)  # type: ignore[arg-type]
    return whole


def whole_document(whole: Whole) -> Json:
    """A part or a whole as a document."""
    if isinstance(whole, Pots):
        return _pots_document(whole)
    if isinstance(whole, Reports):
        return {
            "kind": "reports",
            "ids": whole.ids,
            "managers": whole.managers,
            "groups": whole.groups,
            "values": [None if value is None else _hex(value) for value in whole.values],
            "outside": sorted(whole.outside),
        }
    document: Json = {
        "kind": "sums",
        "sums": _counted(whole.sums),
        "people": _counted(whole.people),
        "blocked": _counted(whole.blocked),
        "unplaced": whole.unplaced,
    }
    if isinstance(whole, Values):
        counts = [[group, [[_hex(value), held[value]] for value in sorted(held)]] for group, held in _by_group(whole)]
        document |= {"kind": "values", "counts": counts}
    return document


def read_whole(document: Mapping[str, Any]) -> Whole:
    """The part or whole that a document was made of."""
    kind = document["kind"]
    if kind == "pots":
        return _read_pots(document)
    if kind == "reports":
        values = [None if value is None else int(value, 16) for value in document["values"]]
        ids, managers, groups = (list(document[name]) for name in ("ids", "managers", "groups"))
        return Reports(ids, managers, groups, values, set(document["outside"]))
    sums, people, blocked = (_read_counted(document[name]) for name in ("sums", "people", "blocked"))
    if kind == "sums":
        return Sums(sums, people, blocked, document["unplaced"])
    assert kind == "values"
    counts = {group: Counter({int(value, 16): held for value, held in rows}) for group, rows in document["counts"]}
    return Values(sums, people, blocked, document["unplaced"], counts)


def _pots_document(pots: Pots) -> Json:
    return {
        "kind": "pots",
        "remainder": pots.remainder,
        "unit": _hex(pots.unit),
        "of_claims": pots.of_claims,
        "unplaced": pots.unplaced,
        "pots": [[group, _pot_document(pots.by_group[group])] for group in sorted(pots.by_group, key=_order)],
    }


def _pot_document(pot: Pot) -> Json:
    return {
        "members": [
            [each.id, _hex(each.weight), _hex(each.low), None if each.high is None else _hex(each.high)]
            for each in pot.members
        ],
        "amounts": [_hex(amount) for amount in sorted(pot.amounts)],
        "blocked": pot.blocked,
        "left_out": pot.left_out,
        "reserved": sorted(pot.reserved),
    }


def _read_pots(document: Mapping[str, Any]) -> Pots:
    return Pots(
        document["remainder"],
        int(document["unit"], 16),
        document["of_claims"],
        {group: _read_pot(pot) for group, pot in document["pots"]},
        document["unplaced"],
    )


def _read_pot(document: Mapping[str, Any]) -> Pot:
    members = [
        Member(id_, int(weight, 16), int(low, 16), None if high is None else int(high, 16))
        for id_, weight, low, high in document["members"]
    ]
    amounts = {int(amount, 16) for amount in document["amounts"]}
    return Pot(members, amounts, document["blocked"], document["left_out"], set(document["reserved"]))


def _by_group(values: Values) -> list[tuple[Group, Counter[int]]]:
    return [(group, values.counts[group]) for group in sorted(values.counts, key=_order)]


def _counted(counts: Counter[Group]) -> list[list[Any]]:
    return [[group, _hex(counts[group])] for group in sorted(counts, key=_order)]


def _read_counted(rows: Sequence[Sequence[Any]]) -> Counter[Group]:
    return Counter({group: int(count, 16) for group, count in rows})


def _hex(number: int) -> str:
    return format(number, "x")


def _order(group: Group) -> tuple[bool, str]:
    return group is not None, group or ""
