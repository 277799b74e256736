"""A qualitative KPI that was not judged this time takes the word of the period before, where the plan says so."""

from tests.rules.build import codes, kpi, line, paying, people

SCALE = {"kind": "scale", "values": {"poor": "0", "good": "1"}}
DOCUMENT = paying("100 * coefficient", kpis=[kpi("grade", weight="1", levels=None, missing="carry_last", curve=SCALE)])


def test_the_word_of_the_period_before_is_carried() -> None:
    batch = people(
        DOCUMENT,
        {"prior": {"facts": {"grade": "good"}}},
        {"facts": {"grade": "poor"}, "prior": {"facts": {"grade": "good"}}},
        {"facts": {}},
        {"prior": {"facts": {"grade": "splendid"}}},
    )
    lines = [line(result, "grade") for result in batch.results()]
    assert [(shown["actual"], shown["index"], shown["state"]) for shown in lines] == [
        ("good", "1", "carried"),
        ("poor", "0", "measured"),
        (None, None, "missing"),
        (None, None, "missing"),
    ]
    assert codes(batch.result(0)["warnings"]) == ["kpi.carried"]
    assert [codes(result["problems"]) for result in batch.results()[2:]] == [["fact.missing"], ["fact.missing"]]
