"""All records of a kind to objects: ours, against msgspec Structs made from the fields of the same attrs classes."""

from collections.abc import Callable
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import attrs

from demandatlas.count import Count
from demandatlas.dataset import Dataset
from demandatlas.parts import Value
from demandatlas.records import RECORDS
from demandatlas.store import file_of
from demandatlas.when import When


def struct_of(kind: Any) -> Any:
    """The same class as a Struct: dates stay text, counts stay lists, as they stand in the file."""
    import msgspec

    fields = attrs.fields(kind)
    required = [(field.name, _type(field.type)) for field in fields if field.default is attrs.NOTHING]
    optional = [
        (field.name, _type(field.type), field.default) for field in fields if field.default is not attrs.NOTHING
    ]
    return msgspec.defstruct(kind.__name__, [*required, *optional], frozen=True, kw_only=True)


def _type(kind: Any) -> Any:
    if kind == Value:
        return Any
    if kind is When:
        return str
    if kind is Count:
        return tuple[int | None, int | None, int | None]
    if get_origin(kind) in (Union, UnionType):
        return Union[tuple(map(_type, get_args(kind)))]  # noqa: UP007
    if get_origin(kind) is tuple:
        return tuple[_type(get_args(kind)[0]), ...]
    return struct_of(kind) if attrs.has(kind) else kind


def loads(folder: Path, kind: str) -> dict[str, Callable[[], object]]:
    """All records of a kind, each way; a fresh dataset each time, its file known to the system already."""
    import msgspec

    decoder = msgspec.json.Decoder(struct_of(RECORDS[kind]))
    path = folder / file_of(kind)
    return {
        "ours": lambda: list(getattr(Dataset.open(folder), RECORDS[kind].TABLE)),
        "msgspec": lambda: [decoder.decode(line) for line in path.read_bytes().splitlines()],
    }
