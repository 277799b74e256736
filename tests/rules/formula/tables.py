"""Reading the tables of cases: one case per line, cells between ` ; `, lines with `#` are remarks."""

from pathlib import Path

_CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[list[str]]:
    """The cells of every case in a file under `cases/`."""
    lines = (_CASES / name).read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in f"{line} ".split(" ; ")] for line in lines if line and not line.startswith("#")]
