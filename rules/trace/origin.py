"""Where data came from that several people share, in words."""

from rules.engine import Sharing


def shared_rule(shared: Sharing, row: int, area: str, key: str) -> str:
    """Whose value of an input or fact (`area`) a person reads: the company's, the group's, or the plan's default."""
    if row in shared.outside:
        return "read from the person's group"
    if getattr(shared.entry(row), area).get(key) is None and area == "inputs":
        return "default of the plan"
    place = shared.place(row)
    group = place.removeprefix("/groups/").replace("~1", "/").replace("~0", "~")
    return "given for the company" if place == "/company" else f"given for group {group}"
