"""By how much pay would move if everything were shared again."""

from rules import pool_variance


def test_only_people_with_both_results_count() -> None:
    pairs = [
        (("EUR", 5000), ("EUR", 2500)),
        (("EUR", None), ("EUR", 100)),
        (("USD", 100), ("USD", 100)),
        (("EUR", 100), ("USD", 90)),
    ]
    assert pool_variance(pairs) == {"EUR": 2600, "USD": -90}
    assert pool_variance([]) == {}
