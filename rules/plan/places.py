"""From the location of a validation error to a place in the document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import Tag

from rules.plan.part import TAG_MARK, DocumentPart
from rules.problems import pointer


@dataclass(frozen=True, slots=True)
class Place:
    """Where an error is: the steps to it, the object that holds the last one, and what may stand there."""

    steps: tuple[int | str, ...]
    holder: type[DocumentPart] | None
    annotation: Any

    @property
    def path(self) -> str:
        """The JSON pointer."""
        return pointer(*self.steps)

    def child(self, key: str) -> str:
        """The JSON pointer of a key below this place."""
        return pointer(*self.steps, key)


def locate(location: Sequence[int | str], document: type[DocumentPart]) -> Place:
    """Follows the types of a kind of document along a location, leaving out the marks of unions and keys."""
    steps: list[int | str] = []
    holder: type[DocumentPart] | None = None
    annotation: Any = document
    for step in location:
        if step == "[key]":
            break
        annotation = _plain(annotation)
        members = _members(annotation)
        if isinstance(step, str) and step.startswith(TAG_MARK) and step in members:
            annotation = members[step]
            continue
        holder, annotation = _below(annotation, step)
        steps.append(step)
    return Place(tuple(steps), holder, annotation)


def names_of(part: type[DocumentPart]) -> dict[str, str]:
    """The JSON keys of a part with their descriptions."""
    return {field.alias or name: field.description or "" for name, field in part.model_fields.items()}


def tags_of(annotation: Any) -> list[str]:
    """The tags a union knows, without their mark; empty for anything else."""
    return [tag.removeprefix(TAG_MARK) for tag in _members(_plain(annotation))]


def _below(annotation: Any, step: int | str) -> tuple[type[DocumentPart] | None, Any]:
    if isinstance(annotation, type) and issubclass(annotation, DocumentPart):
        for name, field in annotation.model_fields.items():
            if (field.alias or name) == step:
                return annotation, field.annotation
        return annotation, None
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return None, arguments[0]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return None, arguments[1]
    return None, None


def _plain(annotation: Any) -> Any:
    """Without `Annotated` and `| None` around it."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType) and not _members(annotation):
        rest = [argument for argument in get_args(annotation) if argument is not NoneType]
        return _plain(rest[0]) if len(rest) == 1 else annotation
    return annotation


def _members(annotation: Any) -> dict[str, Any]:
    """The members of a union by tag."""
    if get_origin(annotation) not in (Union, UnionType):
        return {}
    found: dict[str, Any] = {}
    for member in get_args(annotation):
        tags = [mark.tag for mark in getattr(member, "__metadata__", ()) if isinstance(mark, Tag)]
        if tags:
            found[tags[0]] = member
    return found
