"""Nodes of values that people have together: calls over many people, and shares of pools."""

from rules.columns import Number
from rules.compiled import POOL_FORMULAS, people_call_id
from rules.engine import PeopleCallLine, PoolLine
from rules.numbers import display, money_text
from rules.plan import ClaimPool, Pool
from rules.population import PLACES, Reports, Values
from rules.trace.node import Input
from rules.trace.writer import NodeWriter

_PEOPLE_CALL_RULES = {
    "total": "sum over all people",
    "share": "own value / sum over all people",
    "rank": "1 for the largest value; equal values share the better place",
    "cumulative": "sum of all values that are not below the own one",
    "team_sum": "sum over everybody who reports to the person, directly or through others",
}
_ROUNDING = f"{PLACES} places, half up, before it is counted with others"


def people_call(write: NodeWriter, name: str) -> None:
    """What the person contributes, and what the call gives the person of the whole."""
    line, id_ = write.sheet.people_calls[name], people_call_id(name)
    write.formula(f"{id_}/own", f"{name}: own value", line.x, source=id_)
    own = Input("own value", f"{id_}/own", line.x.text(write.row))
    rule = _PEOPLE_CALL_RULES[line.call.function]
    if line.call.by is not None:
        rule += f" with the same {line.call.by}"
    write.rule(id_, name, line.value, rule, [own, *_whole(line, write.row)], rounding=_ROUNDING)


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
    for name in POOL_FORMULAS:
        if name in line.parts:
            column = line.parts[name]
            write.formula(f"{id_}/{name}", f"{key}: {name}", column)
            inputs.append(Input(name, f"{id_}/{name}", column.text(write.row)))
    if isinstance(spec, ClaimPool):
        claim = write.sheet.components[spec.claims]
        inputs.append(Input("claim", f"/components/{spec.claims}/before_total", write.amount(claim.limited, claim)))
    inputs += _pot(write, line)
    amount = None if write.row in line.faults else money_text(line.shares[write.row], write.sheet.compiled.digits)
    write.money(
        id_, f"{spec.title or key}: share", amount, _pool_rule(spec), inputs, problem=line.faults.get(write.row)
    )


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


def _pool_rule(spec: Pool) -> str:
    unit = "the smallest unit of money" if spec.unit is None else display(spec.unit)
    if isinstance(spec, ClaimPool):
        return f"claim × fund / sum of claims where the fund is less than they are, else the claim; in units of {unit}"
    bounds = ", inside min and max, shared again until nothing changes" if spec.min or spec.max else ""
    rest = "largest remainders" if spec.remainder == "largest_remainder" else "largest weights"
    return f"amount × weight / sum of weights{bounds}; in units of {unit}, what is left over to the {rest}"
