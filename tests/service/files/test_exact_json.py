from decimal import Decimal

import pytest

from service.files.exact_json import DEPTH_MAX, DocumentRefused, dumps, loads


def found(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(DocumentRefused) as refused:
        loads(data)
    return [(problem.code, problem.path) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("data", "document"),
    [
        (b'{"a": 1.10}', {"a": Decimal("1.10")}),
        (b"[12345678901234567.89]", [Decimal("12345678901234567.89")]),
        (b"[0.1, 1e5, -7]", [Decimal("0.1"), Decimal("1E+5"), -7]),
        (b'\xef\xbb\xbf{"a": null}', {"a": None}),
        (b'["\\ud83d\\ude00"]', ["\U0001f600"]),
        (b"[" + b"9" * 4300 + b"]", [10**4300 - 1]),
        (b"3", 3),
    ],
)
def test_documents_arrive_exactly(data: bytes, document: object) -> None:
    read = loads(data)
    assert read == document
    assert str(read) == str(document)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", [("json.malformed", "")]),
        (b'{"a": }', [("json.malformed", "")]),
        (b'{"a": 1} x', [("json.malformed", "")]),
        (b"[1,]", [("json.malformed", "")]),
        (b"[01]", [("json.malformed", "")]),
        (b"{'a': 1}", [("json.malformed", "")]),
        (b'["a\x00b"]', [("json.malformed", "")]),
        (b"[NaN, Infinity, -Infinity]", [("json.not_a_number", f"/{index}") for index in range(3)]),
        (b'{"a": 1, "a": 2}', [("json.duplicate_key", "/a")]),
        (b'[{"a/b~c": 1, "a/b~c": 1, "a/b~c": 1}]', [("json.duplicate_key", "/0/a~1b~0c")]),
        (b'{"a": {"b": 1, "b": NaN}}', [("json.duplicate_key", "/a/b"), ("json.not_a_number", "/a/b")]),
        (b'{"a": [' + b"1" * 4301 + b"]}", [("json.number_too_long", "/a/0")]),
        (b'{"a": [1e9999999999999999999999]}', [("json.number_too_long", "/a/0")]),
        (b"[" + b"1" * 4301 + b", 1.5, }", [("json.malformed", "")]),
        (b'{"a": "\xff"}', [("json.bad_utf8", "")]),
        (b"\xff\xfe[\x00]\x00", [("json.bad_utf8", "")]),
        (b'{"a": ["\\ud800"]}', [("json.bad_unicode", "/a/0")]),
        (b'{"\\udfff": {"b": "\\ud800"}}', [("json.bad_unicode", ""), ("json.bad_unicode", "/\\udfff/b")]),
    ],
)
def test_what_is_not_exactly_one_document_is_refused(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert found(data) == expected


def test_a_malformed_document_names_line_and_column() -> None:
    with pytest.raises(DocumentRefused) as refused:
        loads(b'{\n  "a": 1,\n  "b" 2\n}')
    assert "line 3, column 7" in refused.value.problems[0].message


def test_depth_is_limited_at_a_fixed_level() -> None:
    assert loads(b"[" * DEPTH_MAX + b"]" * DEPTH_MAX)
    deeper = DEPTH_MAX + 1
    assert found(b"[" * deeper + b"]" * deeper) == [("json.too_deep", "")]
    assert found(b'{"a":' * deeper + b"1" + b"}" * deeper) == [("json.too_deep", "")]


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000, b"[" * 100_000 + b"1" + b"]" * 100_000])
def test_depth_beyond_the_stack_is_refused_too(data: bytes) -> None:
    assert found(data) == [("json.too_deep", "")]


def test_findings_are_collected_but_bounded() -> None:
    assert len(found(b"[" + b"NaN," * 5000 + b"1]")) == 100


def test_a_problem_never_repeats_the_value() -> None:
    with pytest.raises(DocumentRefused) as refused:
        loads(b'{"salary": 987654.5, "salary": 987654.5}')
    assert "987654" not in str([problem.to_json() for problem in refused.value.problems])


def test_results_are_written_as_they_are() -> None:
    assert dumps({"id": "Ж", "total": "1.50"}) == '{"id": "Ж", "total": "1.50"}'
    with pytest.raises(ValueError, match="JSON"):
        dumps(float("nan"))


def test_more_values_than_fit_are_refused_before_they_are_built(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.files.exact_json.VALUES_MAX", 8)
    assert loads(b'{"a": [1, 2, 3, 4, 5, 6, 7]}') == {"a": [1, 2, 3, 4, 5, 6, 7]}
    assert found(b'{"a": [1, 2, 3, 4, 5, 6, 7, 8]}') == [("json.too_many_values", "")]
