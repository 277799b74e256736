"""Facts as they were sent, checked by themselves: nothing here knows what is stored."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from operator import itemgetter
from typing import Final, Literal, NamedTuple, TypeGuard

from rules import NumberRefused, Problem, currency_codes, mantissa_and_scale, pointer, scaled_text
from service.participants.identity import external_id_problem, is_external_id

FACTS_MAX: Final = 10_000
"""Facts of one request: all of them are stored in one transaction, which others wait for."""
FIELDS: Final = (
    "participant", "key", "date", "time", "at", "value", "row", "retracted", "source", "source_id", "revision",
    "modified", "currency", "evidence",
)  # fmt: skip
KEY_MAX: Final = 48
SOURCE_MAX: Final = 64
REF_MAX: Final = 200
WORD_MAX: Final = 64
EVIDENCE_MAX: Final = 2_000
REVISION_MAX: Final = 10**18 - 1
MANTISSA_MAX: Final = 10**18 - 1
ROW_FIELDS_MAX: Final = 64

Kind = Literal["number", "word", "row", "retracted"]

_KEY: Final = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*", re.ASCII)
_TIME: Final = re.compile(r"[0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?", re.ASCII)
_WORD: Final = re.compile(r"[!-~]([ -~]*[!-~])?", re.ASCII)
_NUMBER_LIKE: Final = re.compile(r"[+-]?[0-9.]", re.ASCII)
_FIELDS: Final = frozenset(FIELDS)
_OF_ROWS: Final = frozenset({"date", "time", "source", "id", "revision", "currency", "before"})
_ENCODER: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PLAIN: Final = itemgetter("participant", "key", "date", "source", "source_id", "value")
_PLAIN_PARTS: Final = 6
_VALUES: Final = ("value", "row", "retracted")


class SentFact(NamedTuple):
    """One fact that is right in itself; `position` is its place among those that came with it.

    The day is the business date in the company's time zone, as is the time. A number is `mantissa` / 10^`scale`
    without trailing zeros; `text` is a word or the canonical JSON of a row; `details` canonical JSON or None.
    """

    position: int
    participant: str
    key: str
    day: str
    time: str | None
    source: str
    ref: str
    revision: int
    kind: Kind
    mantissa: int | None
    scale: int | None
    text: str | None
    currency: str | None
    details: str | None


_Value = tuple[Kind, int | None, int | None, str | None]
_NOTHING: Final[_Value] = ("retracted", None, None, None)


class FactReader:
    """Checks facts one by one and gathers what is wrong; `place` says where a field of the fact of an index stands."""

    def __init__(self, zone: tzinfo, place: Callable[[int, str], str]) -> None:
        self.problems: list[Problem] = []
        self._zone = zone
        self._place = place
        self._index = 0
        self._days: set[str] = set()
        self._people: set[str] = set()
        self._keys: set[str] = set()
        self._sources: set[str] = set()
        self._currencies = frozenset(currency_codes())

    def read(self, index: int, given: object) -> SentFact | None:
        """The fact; None where anything is wrong with it, which is among the problems then."""
        return self._plain(index, given) or self._whole(index, given)

    def _plain(self, index: int, given: object) -> SentFact | None:
        """The shortest way to most facts: numbers of a day whose key and source were sound before. None for others."""
        if not isinstance(given, dict) or len(given) != _PLAIN_PARTS:
            return None
        try:
            participant, key, day, source, ref, value = _PLAIN(given)
            if day not in self._days or key not in self._keys or source not in self._sources:
                return None
            if participant not in self._people and not is_external_id(participant):
                return None
            mantissa, scale = mantissa_and_scale(value)
        except (KeyError, TypeError, NumberRefused):
            return None
        if abs(mantissa) > MANTISSA_MAX or not _is_name(ref, REF_MAX):
            return None
        return SentFact(index, participant, key, day, None, source, ref, 0, "number", mantissa, scale, None, None, None)

    def _whole(self, index: int, given: object) -> SentFact | None:
        """The same for every fact."""
        self._index = index
        before = len(self.problems)
        if not isinstance(given, dict):
            self._refuse("fact.shape", "", 'a fact is an object such as {"participant": …, "key": …, "value": …}')
            return None
        if not given.keys() <= _FIELDS:
            for name in sorted(given.keys() - _FIELDS):
                self._refuse("request.unknown_key", str(name), f"remove this; a fact has {', '.join(FIELDS)}")
        get = given.get
        participant, key = self._participant(get("participant")), self._key(get("key"))
        day, moment = self._moment(get("at"), get("date"), get("time"))
        source = self._name("source", get("source"), SOURCE_MAX)
        ref = self._name("source_id", get("source_id"), REF_MAX)
        revision = self._revision(get("revision"), get("modified"))
        value = self._value(given)
        currency = self._currency(get("currency"), value[0])
        details = self._details(get("evidence"))
        if len(self.problems) > before:
            return None
        self._keys.add(key)
        self._sources.add(source)
        return SentFact(index, participant, key, day, moment, source, ref, revision, *value, currency, details)

    # --- who and what -------------------------------------------------------------------------------------------------

    def _participant(self, raw: object) -> str:
        if isinstance(raw, str) and (raw in self._people or is_external_id(raw)):
            self._people.add(raw)
            return raw
        self.problems.append(external_id_problem(self._place(self._index, "participant")))
        return ""

    def _key(self, raw: object) -> str:
        if isinstance(raw, str) and len(raw) <= KEY_MAX and _KEY.fullmatch(raw):
            return raw
        self._refuse("fact.key", "key", f"a key is words of a-z and 0-9 joined by _, at most {KEY_MAX} characters")
        return ""

    def _name(self, field: str, raw: object, characters_max: int) -> str:
        if _is_name(raw, characters_max):
            return raw
        message = f"{field} is text of 1 to {characters_max} printable characters without spaces at the ends"
        self._refuse("fact.source", field, f"{message}: the system, and what it calls this observation")
        return ""

    # --- when ---------------------------------------------------------------------------------------------------------

    def _moment(self, at: object, day: object, clock: object) -> tuple[str, str | None]:
        if at is not None:
            if day is None and clock is None:
                return self._of_moment(at)
            self._refuse("fact.date", "at", "say either at, or date and perhaps time")
            return "", None
        if day is None:
            self._refuse("fact.no_date", "date", "say on which day it happened: date as YYYY-MM-DD, or at as a moment")
            return "", None
        return self._day(day), None if clock is None else self._time(clock)

    def _day(self, raw: object) -> str:
        if isinstance(raw, str) and (raw in self._days or _is_day(raw)):
            self._days.add(raw)
            return raw
        self._refuse("fact.date", "date", "write the date of a fact as YYYY-MM-DD")
        return ""

    def _time(self, raw: object) -> str | None:
        if isinstance(raw, str) and _TIME.fullmatch(raw):
            try:
                return time.fromisoformat(raw).isoformat()
            except ValueError:
                pass
        self._refuse("fact.date", "time", "write the time of a fact as HH:MM or HH:MM:SS, in the company's time zone")
        return None

    def _of_moment(self, raw: object) -> tuple[str, str | None]:
        moment = _read_moment(raw)
        if moment is not None:
            try:
                local = moment.astimezone(self._zone)
            except OverflowError:
                pass
            else:
                return local.date().isoformat(), local.time().isoformat()
        message = "write a moment with its time zone, such as 2026-03-31T23:30:00+02:00"
        self._refuse("fact.date", "at", message)
        return "", None

    def _revision(self, raw: object, modified: object) -> int:
        if raw is None and modified is None:
            return 0
        if modified is None:
            if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw <= REVISION_MAX:
                return raw
            self._refuse("fact.revision", "revision", "a revision is a whole number from 0 with at most 18 digits")
            return 0
        if raw is not None:
            self._refuse("fact.revision", "revision", "say either revision or modified")
            return 0
        moment = _read_moment(modified)
        if moment is not None and moment >= _EPOCH:
            passed = moment - _EPOCH
            return (passed.days * 86_400 + passed.seconds) * 1_000_000 + passed.microseconds
        self._refuse("fact.revision", "modified", "modified is a moment with its time zone, not before 1970")
        return 0

    # --- what it says -------------------------------------------------------------------------------------------------

    def _value(self, given: Mapping[str, object]) -> _Value:
        value, row, retracted = given.get("value"), given.get("row"), given.get("retracted")
        if (value is not None) + (row is not None) + (retracted is not None) != 1:
            self._refuse("fact.shape", "value", f"a fact has one of {', '.join(_VALUES)}")
            return _NOTHING
        if value is not None:
            return self._single(value)
        if row is not None:
            return self._row(row)
        if retracted is not True:
            self._refuse("fact.shape", "retracted", "retracted is true, or not there")
        return _NOTHING

    def _single(self, value: object) -> _Value:
        if isinstance(value, str) and not _NUMBER_LIKE.match(value):
            if len(value) <= WORD_MAX and _WORD.fullmatch(value):
                return "word", None, None, value
            message = f"a value is a number, or a word of 1 to {WORD_MAX} characters of printable ASCII"
            self._refuse("fact.value", "value", message)
            return _NOTHING
        try:
            mantissa, scale = mantissa_and_scale(value)
        except NumberRefused as refused:
            self._refuse(f"fact.{refused.code.partition('.')[2]}", "value", refused.message)
            return _NOTHING
        if abs(mantissa) > MANTISSA_MAX:
            self._refuse("fact.too_many_digits", "value", "a stored number has at most 18 digits; round it first")
        return "number", mantissa, scale, None

    def _row(self, row: object) -> _Value:
        if not isinstance(row, dict) or not 0 < len(row) <= ROW_FIELDS_MAX:
            self._refuse("fact.value", "row", f"a row is an object of 1 to {ROW_FIELDS_MAX} fields")
            return _NOTHING
        return "row", None, None, _ENCODER.encode({name: self._cell(name, cell) for name, cell in row.items()})

    def _cell(self, name: str, cell: object) -> object:
        if len(name) > KEY_MAX or not _KEY.fullmatch(name) or name in _OF_ROWS:
            self._refuse("fact.value", "row", "fields of rows are keys of a plan; date and source stand outside")
        elif isinstance(cell, int | Decimal) and not isinstance(cell, bool):
            try:
                return scaled_text(*mantissa_and_scale(cell))
            except NumberRefused as refused:
                self._refuse(f"fact.{refused.code.partition('.')[2]}", "row", f"{name}: {refused.message}")
        elif not isinstance(cell, bool | str) or (isinstance(cell, str) and not _is_line(cell, REF_MAX)):
            self._refuse("fact.value", "row", f"{name}: a field is a number, true, false or a text of one line")
        return cell if isinstance(cell, bool | str) else None

    def _currency(self, raw: object, kind: Kind) -> str | None:
        if raw is None:
            return None
        if kind not in ("number", "row"):
            self._refuse("fact.currency", "currency", "only numbers and rows have a currency")
        elif isinstance(raw, str) and raw in self._currencies:
            return raw
        else:
            self._refuse("fact.currency", "currency", 'a currency is its ISO 4217 code in capitals, such as "USD"')
        return None

    def _details(self, evidence: object) -> str | None:
        if evidence is None:
            return None
        if isinstance(evidence, str) and 0 < len(evidence) <= EVIDENCE_MAX and "\0" not in evidence:
            return _ENCODER.encode({"evidence": evidence})
        self._refuse("fact.value", "evidence", f"evidence is text of 1 to {EVIDENCE_MAX:,} characters")
        return None

    def _refuse(self, code: str, field: str, message: str) -> None:
        self.problems.append(Problem(code, self._place(self._index, field), message))


def read_facts(given: Sequence[object], zone: tzinfo, base: str) -> tuple[list[SentFact], list[Problem]]:
    """The facts of a list that stands at the pointer `base`, and everything that is wrong with the others."""
    if not 0 < len(given) <= FACTS_MAX:
        return [], [Problem("facts.count", base, f"send 1 to {FACTS_MAX:,} facts at a time")]

    def place(index: int, field: str) -> str:
        return base + (pointer(str(index), field) if field else pointer(str(index)))

    reader = FactReader(zone, place)
    read = reader.read
    facts = [fact for index, one in enumerate(given) if (fact := read(index, one)) is not None]
    return facts, reader.problems


def _is_name(raw: object, characters_max: int) -> TypeGuard[str]:
    return isinstance(raw, str) and 0 < len(raw) <= characters_max and raw.isprintable() and raw == raw.strip()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _is_line(text: str, characters_max: int) -> bool:
    return len(text) <= characters_max and text.isprintable()


def _read_moment(raw: object) -> datetime | None:
    """A moment with its offset; None if it is none."""
    if not isinstance(raw, str) or len(raw) < len("2026-03-31T00:00Z") or not raw.isascii():
        return None
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return None
    return None if moment.tzinfo is None else moment
