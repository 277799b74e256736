"""JSON's data out as YAML that our own strict reader takes for the same data again."""

from decimal import Decimal
from typing import Any, Final

from yaml.emitter import Emitter
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from service.files.document_out import number_text

_TEXT: Final = BaseResolver.DEFAULT_SCALAR_TAG
_LIST: Final = BaseResolver.DEFAULT_SEQUENCE_TAG
_OBJECT: Final = BaseResolver.DEFAULT_MAPPING_TAG
_MEANT_OTHERWISE: Final = frozenset({"", "~", "null", "true", "false", "<<"})
"""Texts that the reader would take for something else, were they not in quotes."""

_WIDTH: Final = 1 << 20
"""Formulas stay on one line."""


class _Writer(Emitter, Serializer, BaseResolver):
    """Writes nodes as YAML. Nothing is resolved: a number is the same plain text for the reader as any other."""

    def __init__(self, stream: Any) -> None:
        Emitter.__init__(self, stream, width=_WIDTH, allow_unicode=True)
        Serializer.__init__(self)
        BaseResolver.__init__(self)


def dumps_yaml(document: object) -> str:
    """The document (a JSON value) as YAML; `loads_yaml` gives it back with numbers as their shortest text.

    The text ends in a newline, keys stand in the order of the document, and there is nothing in it but the data.
    """
    pieces: list[str] = []
    writer = _Writer(_Pieces(pieces))
    writer.open()
    writer.serialize(_node(document))
    writer.close()
    text = "".join(pieces)
    return text.removesuffix("...\n")  # what the writer puts after a document that is one plain scalar


class _Pieces:
    """A stream that keeps what is written."""

    def __init__(self, pieces: list[str]) -> None:
        self.write = pieces.append


def _node(value: object) -> Node:
    if isinstance(value, dict):
        pairs = [(_text(key), _node(item)) for key, item in value.items()]
        return MappingNode(_OBJECT, pairs, flow_style=not pairs)
    if isinstance(value, list | tuple):
        return SequenceNode(_LIST, [_node(item) for item in value], flow_style=not value)
    if value is None:
        return ScalarNode(_TEXT, "null")
    if isinstance(value, bool):
        return ScalarNode(_TEXT, "true" if value else "false")
    if isinstance(value, int | Decimal):
        return ScalarNode(_TEXT, number_text(value))
    if isinstance(value, str):
        return _text(value)
    raise TypeError("only JSON's data can be written")


def _text(text: str) -> ScalarNode:
    if text in _MEANT_OTHERWISE:
        return ScalarNode(_TEXT, text, style="'")
    # What cannot be seen is written as an escape; some of it would be lost in any other style.
    return ScalarNode(_TEXT, text, style=None if text.isprintable() else '"')
