"""Facts as answers show them."""

from rules import scaled_text
from service.facts.sent import SentFact
from service.files.exact_json import loads


def said(fact: SentFact) -> dict[str, object]:
    """What a fact says, apart from its id in its source."""
    number = None if fact.mantissa is None or fact.scale is None else scaled_text(fact.mantissa, fact.scale)
    details = {} if fact.details is None else loads(fact.details.encode())
    assert isinstance(details, dict)
    return {
        "participant": fact.participant,
        "key": fact.key,
        "date": fact.day,
        "time": fact.time,
        "value": fact.text if fact.kind == "word" else number,
        "row": loads(fact.text.encode()) if fact.kind == "row" and fact.text is not None else None,
        "retracted": fact.kind == "retracted",
        "currency": fact.currency,
        "evidence": details.get("evidence"),
    }
