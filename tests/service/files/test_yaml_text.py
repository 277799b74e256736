import pytest

from service.files.refused import DocumentRefused
from service.files.yaml_text import DEPTH_MAX, YAML_BYTES_MAX, loads_yaml


def found(text: str | bytes) -> list[tuple[str, str]]:
    with pytest.raises(DocumentRefused) as refused:
        loads_yaml(text.encode() if isinstance(text, str) else text)
    return [(problem.code, problem.path) for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("a: 1.10", {"a": "1.10"}),
        ("a: 0x1F\nb: 1e5\nc: 1_000\nd: 012", {"a": "0x1F", "b": "1e5", "c": "1_000", "d": "012"}),
        ("[yes, no, on, off, True, NULL, .nan]", ["yes", "no", "on", "off", "True", "NULL", ".nan"]),
        ("[true, false, null, ~]", [True, False, None, None]),
        ("['true', \"null\", '~', '']", ["true", "null", "~", ""]),
        ("a:\nb: 2026-03-01", {"a": None, "b": "2026-03-01"}),
        ("a: |\n  x +\n  y\n", {"a": "x +\ny\n"}),
        ("- - a\n  - b\n- {c: d}", [["a", "b"], {"c": "d"}]),
        ("true: 1\n'': 2", {"true": "1", "": "2"}),
        ("%YAML 1.1\n---\na: 1\n...\n", {"a": "1"}),
        ("", None),
        ("# only a comment", None),
        ("\ufeffa: Ж", {"a": "Ж"}),
        ("<: 1", {"<": "1"}),
        ("'<<': 1", {"<<": "1"}),
    ],
)
def test_scalars_stay_text_except_true_false_and_null(text: str, document: object) -> None:
    assert loads_yaml(text.encode()) == document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: 1\nb:\n  c: 1\n  c: 2", [("yaml.duplicate_key", "line 4, column 3")]),
        ("a: &x 1\nb: *x", [("yaml.anchor", "line 1, column 4"), ("yaml.alias", "line 2, column 4")]),
        ("a: *nowhere", [("yaml.alias", "line 1, column 4")]),
        ("!!python/object/apply:os.system [x]", [("yaml.tag", "line 1, column 1")]),
        ("a: !!float 1", [("yaml.tag", "line 1, column 4")]),
        ("a: 1\n---\nb: 2", [("yaml.several_documents", "line 2, column 1")]),
        ("? [a]\n: 1", [("yaml.key_not_text", "line 1, column 3")]),
        ("? {a: b}\n: 1", [("yaml.key_not_text", "line 1, column 3")]),
        ("~: 1", [("yaml.key_not_text", "line 1, column 1")]),
        ("<<: {a: 1}", [("yaml.merge_key", "line 1, column 1")]),
        ("a:\n\tb: 1", [("yaml.malformed", "line 2, column 1")]),
        ("a: [1, 2", [("yaml.malformed", "line 1, column 9")]),
        ("a: 'x", [("yaml.malformed", "line 1, column 6")]),
        ("- a\nb: 1", [("yaml.malformed", "line 2, column 1")]),
        ("a: 1\nb: \x01", [("yaml.malformed", "line 2")]),
        (b"a: 1\nb: \xff", [("yaml.bad_utf8", "line 2")]),
        (
            "a: {b: 1, b: 2}\na: 3",
            [("yaml.duplicate_key", "line 1, column 11"), ("yaml.duplicate_key", "line 2, column 1")],
        ),
    ],
)
def test_what_json_has_no_word_for_is_refused(text: str | bytes, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_depth_is_limited() -> None:
    assert loads_yaml(b"[" * DEPTH_MAX + b"]" * DEPTH_MAX)
    assert found(b"[" * (DEPTH_MAX + 1) + b"]" * (DEPTH_MAX + 1)) == [
        ("yaml.too_deep", f"line 1, column {DEPTH_MAX + 1}")
    ]


@pytest.mark.parametrize("data", [b"[" * 500_000, b"- " * 500_000, b"{a: " * 250_000, b"? " * 500_000])
def test_hostile_nesting_ends_early(data: bytes) -> None:
    assert len(found(data)) == 1


def test_a_file_over_one_mebibyte_is_refused_unread() -> None:
    assert found(b"[" * (YAML_BYTES_MAX + 1)) == [("yaml.too_large", "")]


def test_findings_are_bounded() -> None:
    assert len(found("a: 1\n" * 5000)) == 100
