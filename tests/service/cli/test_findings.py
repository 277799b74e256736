"""Findings on the screen: the line, and the mark under the place in a formula."""

import pytest

from rules import Problem
from service.cli.findings import excerpt, finding_lines, text_at

DOCUMENT = {"components": [{"amount": "fund * nothing"}], "values": {"a/b": "x", "m~n": "y"}, "n": 5}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/components/0/amount", "fund * nothing"),
        ("/values/a~1b", "x"),
        ("/values/m~0n", "y"),
        ("/components/1/amount", None),
        ("/components/x", None),
        ("/components", None),
        ("/n", None),
        ("/n/0", None),
        ("", None),
    ],
)
def test_pointers(path: str, text: str | None) -> None:
    assert text_at(DOCUMENT, path) == text


@pytest.mark.parametrize("position", [0, 7, 13, 14, 99])
def test_a_mark_stands_under_its_place(position: int) -> None:
    shown, mark = excerpt("fund * nothing", position)
    assert shown == "fund * nothing"
    assert mark == " " * min(position, 14) + "^"


def test_only_the_line_of_the_place_is_shown() -> None:
    assert excerpt("fund\n  * nothing\n  + 1", 9) == ("  * nothing", "    ^")
    assert excerpt("a\r\nb", 3) == ("b", "^")
    assert excerpt("a +\n", 4) == ("", "^")


@pytest.mark.parametrize("position", [0, 40, 500, 999])
def test_long_formulas_are_cut_around_the_place(position: int) -> None:
    formula = "".join(chr(ord("a") + index % 26) for index in range(1000))
    shown, mark = excerpt(formula, position)
    assert len(shown) <= 100
    assert shown[len(mark) - 1] == formula[position]


def test_wide_letters_count_by_their_width() -> None:
    assert excerpt("基金 * x", 5) == ("基金 * x", " " * 7 + "^")


def test_one_finding() -> None:
    problem = Problem("formula.unknown_name", "/components/0/amount", "not known here", 7)
    lines = [line.plain for line in finding_lines(problem, "plan.json", DOCUMENT, style="red")]
    assert lines == [
        "formula.unknown_name  plan.json: /components/0/amount  not known here",
        "    fund * nothing",
        "           ^",
    ]
    elsewhere = Problem("file.empty", "", "no table\x1b[2J")
    (line,) = finding_lines(elsewhere, "facts.csv", DOCUMENT, style="red")
    assert line.plain == "file.empty  facts.csv  no table\ufffd[2J"
