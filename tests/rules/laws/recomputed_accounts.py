"""The nodes of what goes from period to period, recomputed as the others are: from the inputs they name."""

from fractions import Fraction

from rules import TraceNode
from tests.rules.differential.reference_numbers import Value, to_places
from tests.rules.laws.recomputed import Recomputed

_SUMS = {
    "sum of the lines", "the next part of every open amount", "given back", "parts that are due",
    "what earlier periods left", "what is open of earlier amounts",
}  # fmt: skip
_DIFFERENCES = {
    "added - taken": ("added", "taken"),
    "taken - added": ("taken", "added"),
    "whole - first part": ("whole", "amount"),
    "before the cap - after it": ("before_cap", "before_total"),
}


class RecomputedOverTime(Recomputed):
    """Knows balances, reserves, instalments and caps per year as well."""

    def _rule(self, node: TraceNode) -> Value:
        rule = node.formula or ""
        if rule in _SUMS:
            return sum((self._input(node, given.name) for given in node.inputs), Fraction(0))
        if rule in _DIFFERENCES:
            more, less = _DIFFERENCES[rule]
            return self._input(node, more) - self._input(node, less)
        if rule == "opening + added - taken":
            return self._input(node, "opening") + self._input(node, "added") - self._input(node, "taken")
        if node.id == "/components/total_floor" and self._holds_back:
            [least, *paid] = node.inputs
            cents = to_places(self._input(node, least.name), self._digits, self.mode)
            return cents - sum(self._input(node, given.name) for given in paid)
        if rule.startswith("cap - "):
            return self._left(node)
        return self._of_line(node, rule)

    def _of_line(self, node: TraceNode, rule: str) -> Value:
        if node.id.startswith("/balances/") and node.id.rsplit("/", 1)[1] in ("added", "taken"):
            return self._moved(node, rule)
        if rule.startswith("the first of "):
            parts: int = next(line["instalments"] for line in self.plan["components"] if node.id.endswith(line["key"]))
            return self._input(node, "whole") / parts
        if node.id.endswith("/whole"):
            return self._final(node.id.split("/")[2])
        if node.id.endswith("/before_cap"):
            amount = self._gated(node, self._input(node, "gross"))
            floors = [given for given in node.inputs if given.name == "floor"]
            return max(amount, self._input(node, "floor")) if floors else amount
        return super()._rule(node)

    def _left(self, node: TraceNode) -> Fraction:
        [cap, *used] = node.inputs
        left = self._input(node, cap.name) - sum(self._input(node, given.name) for given in used)
        if node.id.endswith("/free"):
            # Caps are compared with whole cents, so the cap is rounded before the lines are taken from it.
            cents = to_places(self._input(node, cap.name), self._digits, self.mode)
            return cents - sum(self._input(node, given.name) for given in used)
        return max(left, Fraction(0))

    def _moved(self, node: TraceNode, rule: str) -> Fraction:
        if rule.startswith("nothing is added"):
            return Fraction(0)
        if rule == "add, rounded":
            return self._input(node, "add")
        if rule == "take, rounded, at most the opening":
            return min(to_places(self._input(node, "take"), self._digits, self.mode), self._input(node, "opening"))
        if rule == "what the cap of the total takes":
            return self._taken_by_total()
        names = {given.name for given in node.inputs}
        rooms = []
        if "cap" in names:
            rooms.append(to_places(self._input(node, "cap"), self._digits, self.mode) - self._input(node, "amount"))
        if "room of the total" in names:
            earlier = names - {"opening", "cap", "amount", "room of the total"}
            rooms.append(self._input(node, "room of the total") - sum(self._input(node, name) for name in earlier))
        return max(min([self._input(node, "opening"), *rooms]), Fraction(0))

    def _taken_by_total(self) -> Fraction:
        """The lines after gates of the total, less what they are after its cap."""
        keys = [line["key"] for line in self.plan["components"]]
        before = Fraction(sum(self._settled()[0].values()), self.unit)
        return before - sum((self.number(f"/components/{key}") for key in keys), Fraction(0))

    @property
    def _floor_of_total(self) -> str:
        return "" if self._holds_back else super()._floor_of_total

    @property
    def _holds_back(self) -> bool:
        """Whether reserves or instalments decide what is paid, on which the floor acts then."""
        money = [line for line in self.plan["components"] if "unit" not in line]
        caps = [line.get("cap") for line in money] + [self.plan["limits"].get("total_cap")]
        carried = any(isinstance(cap, dict) and cap.get("carry") for cap in caps)
        return carried or any("instalments" in line for line in money)

    @property
    def _digits(self) -> int:
        return len(str(self.unit)) - 1
