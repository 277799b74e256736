"""Nodes of values that people have together: calls over many people, and shares of pools."""

from rules.columns import Number
from rules.compiled import POOL_FORMULAS, people_call_id
from rules.engine import PeopleCallLine, PoolLine
from rules.numbers import display, money_text
from rules.plan import ClaimPool, Pool
from rules.population import PLACES, FrozenPots, FrozenReports, FrozenSums, FrozenValues, Reports, Values
from rules.trace.node import Input
from rules.trace.writer import NodeWriter

_PEOPLE_CALL_RULES = {
    "total": "sum over all people",
    "share": "own value / sum over all people",
    "rank": "1 for the largest value; equal values share the better place",
    "cumulative": "sum of all values that are not below the own one",
    "team_sum": "sum over everybody who reports to the person, directly or through others",
}
_AS_BOOKED = ", as booked"
_SIZES = ("amount", "fund")
_ROUNDING = f"{PLACES} places, half up, before it is counted with others"


def people_call(write: NodeWriter, name: str) -> None:
    """What the person contributes, and what the call gives the person of the whole."""
    line, id_ = write.sheet.people_calls[name], people_call_id(name)
    write.formula(f"{id_}/own", f"{name}: own value", line.x, source=id_)
    own = Input("own value", f"{id_}/own", line.x.text(write.row))
    rule = _PEOPLE_CALL_RULES[line.call.function]
    if line.call.by is not None:
        rule += f" with the same {line.call.by}"
    if _is_as_booked(write, line):
        rule += _AS_BOOKED
    write.rule(id_, name, line.value, rule, [own, *_whole(line, write.row)], rounding=_ROUNDING)


def _is_as_booked(write: NodeWriter, line: PeopleCallLine) -> bool:
    part = line.part
    if isinstance(part, FrozenReports):
        return write.sheet.ids[write.row] in part.settled
    group = None if line.groups is None else line.groups[write.row]
    return isinstance(part, FrozenSums | FrozenValues) and group in part.settled


def _whole(line: PeopleCallLine, row: int) -> list[Input]:
    """What is said of the others: how many people are counted, and what they hold together."""
    part, group = line.part, None if line.groups is None else line.groups[row]
    if isinstance(part, Reports):
        return [Input("people counted", None, str(line.people_below[row]), "counted")]
    if part is None:
        return []
    found = [Input("people counted", None, str(part.people[group]), "counted")]
    if not isinstance(part, Values) or line.call.function == "cumulative":
        found.append(Input("sum over all", None, Number(part.sums[group], 10**PLACES).text(0), "counted"))
    return found


def pool(write: NodeWriter, key: str) -> None:
    """The formulas of a pool and the share they give the person."""
    line, spec, id_ = write.sheet.pools[key], write.plan.pools[key], f"/pools/{key}"
    inputs: list[Input] = []
    is_booked = _is_booked_pot(write, line)
    for name in POOL_FORMULAS:
        if name in line.parts:
            column = line.parts[name]
            write.formula(f"{id_}/{name}", f"{key}: {name}", column)
            if not (is_booked and name in _SIZES):
                inputs.append(Input(name, f"{id_}/{name}", column.text(write.row)))
    if isinstance(spec, ClaimPool):
        claim = write.sheet.components[spec.claims]
        inputs.append(Input("claim", f"/components/{spec.claims}/before_total", write.amount(claim.limited, claim)))
    inputs += _booked_pot(write, line) if is_booked else _pot(write, line)
    amount = None if write.row in line.faults else money_text(line.shares[write.row], write.sheet.compiled.digits)
    rule = _booked_rule(spec) if is_booked else _pool_rule(spec)
    write.money(id_, f"{spec.title or key}: share", amount, rule, inputs, problem=line.faults.get(write.row))


def _is_booked_pot(write: NodeWriter, line: PoolLine) -> bool:
    group = None if line.groups is None else line.groups[write.row]
    return isinstance(line.pots, FrozenPots) and group in line.pots.settled


def _booked_pot(write: NodeWriter, line: PoolLine) -> list[Input]:
    """What was shared when the pot was booked: its size, and what those between their bounds shared by weight."""
    assert line.pots is not None
    group = None if line.groups is None else line.groups[write.row]
    pot, shared = line.pots.by_group[group], line.pots.outcome.shared.get(group)
    digits = write.sheet.compiled.digits
    found = [Input("members when it was booked", None, str(len(pot.members)), "counted")]
    found += [Input("pot as booked", None, money_text(amount, digits), "counted") for amount in sorted(pot.amounts)]
    if "weight" not in line.parts or shared is None or not shared.weights:
        return found
    rest, weights = money_text(shared.rest * line.pots.unit, digits), Number(shared.weights, 10**PLACES).text(0)
    return [
        *found,
        Input("shared by weight when it was booked", None, rest, "counted"),
        Input("sum of those weights", None, weights, "counted"),
    ]


def _pot(write: NodeWriter, line: PoolLine) -> list[Input]:
    """What is said of the other members: how many there are, who is at a bound, and what the others share by weight."""
    group = None if line.groups is None else line.groups[write.row]
    pot = None if line.pots is None else line.pots.by_group.get(group)
    if pot is None:
        return []
    found = [Input("members", None, str(len(pot.members)), "counted")]
    shared = None if line.pots is None else line.pots.outcome.shared.get(group)
    if "weight" not in line.parts or shared is None:
        return found
    digits = write.sheet.compiled.digits
    if write.sheet.ids[write.row] in shared.fixed:
        found.append(
            Input(
                "the smallest or largest share it may be", None, money_text(line.shares[write.row], digits), "counted"
            )
        )
        return found
    if shared.fixed:
        assert line.pots is not None
        found.append(Input("members at their smallest or largest share", None, str(len(shared.fixed)), "counted"))
        found.append(Input("left for the others", None, money_text(shared.rest * line.pots.unit, digits), "counted"))
    name = "sum of the others' weights" if shared.fixed else "sum of weights"
    return [*found, Input(name, None, Number(shared.weights, 10**PLACES).text(0), "counted")]


def _booked_rule(spec: Pool) -> str:
    if isinstance(spec, ClaimPool):
        return "claim × what was paid of each unit of the claims when they were booked; a claim as it was booked stays"
    bounds = ", inside min and max" if spec.min or spec.max else ""
    return f"weight × what a unit of weight was worth when it was booked{bounds}; a part as it was booked stays"


def _pool_rule(spec: Pool) -> str:
    unit = "the smallest unit of money" if spec.unit is None else display(spec.unit)
    if isinstance(spec, ClaimPool):
        return f"claim × fund / sum of claims where the fund is less than they are, else the claim; in units of {unit}"
    bounds = ", inside min and max, shared again until nothing changes" if spec.min or spec.max else ""
    rest = "largest remainders" if spec.remainder == "largest_remainder" else "largest weights"
    return f"amount × weight / sum of weights{bounds}; in units of {unit}, what is left over to the {rest}"
