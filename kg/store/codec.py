"""Records to JSON and back; fields that hold their default are left out."""

from __future__ import annotations

import json
import types
import zlib
from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from kg.errors import DamageError
from kg.records import KEPT_AS, Parse

T = TypeVar("T")
MEND = "'kg check --repair' mends the graph folder"
Way = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Coder:
    """A way to JSON and the way back."""

    encode: Way
    decode: Way


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of a record: its name, the name it is kept by, its default and its coder."""

    name: str
    kept: str
    default: Any
    coder: _Coder


def _same(value: Any) -> Any:
    return value


SCALAR = _Coder(_same, _same)
SCALARS = _Coder(_same, tuple)  # JSON writes tuples as lists


def plain(record: object) -> Any:
    """A record as dictionaries, lists and scalars that JSON can hold."""
    return _coder(cast(Any, type(record))).encode(record)


def encode(record: object) -> str:
    """One line of JSON, the same for equal records."""
    return json.dumps(plain(record), ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The record that ``encode`` wrote; raises DamageError where the text is no such record."""
    try:
        record: T = _coder(cast(Any, kind)).decode(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        what = f"a stored {kind.__name__} is damaged ({error}): {text[:80]!r}"
        raise DamageError(f"{what}; {MEND}") from None
    return record


def encode_parse(parse: Parse) -> bytes:
    """A parse without its text, compressed: the article holds the text already."""
    return zlib.compress(encode(replace(parse, text="")).encode(), 6)


def decode_parse(blob: bytes, text: str) -> Parse:
    """The parse that ``encode_parse`` wrote, over its text."""
    return replace(decode_blob(Parse, blob), text=text)


def encode_blob(record: object) -> bytes:
    """A record as compressed JSON."""
    return zlib.compress(encode(record).encode(), 6)


def decode_blob(kind: type[T], blob: bytes) -> T:
    """The record that ``encode_blob`` wrote."""
    return decode(kind, _inflate(blob))


def _inflate(blob: bytes) -> str:
    try:
        return zlib.decompress(blob).decode()
    except (zlib.error, UnicodeDecodeError) as error:
        raise DamageError(f"a stored record is damaged ({error}): {blob[:16]!r}; {MEND}") from None


@cache
def _coder(kind: Any) -> _Coder:
    """How values of the annotation ``kind`` become JSON and come back."""
    if is_dataclass(kind):
        return _record_coder(kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is tuple:
        return _tuple_coder(arguments)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _Coder(str, kind)
    if origin is types.UnionType:
        return _optional(_coder(next(item for item in arguments if item is not type(None))))
    return SCALAR


def _optional(coder: _Coder) -> _Coder:
    return coder if coder is SCALAR else _Coder(*(_or_none(way) for way in (coder.encode, coder.decode)))


def _or_none(way: Way) -> Way:
    return lambda value: None if value is None else way(value)


def _tuple_coder(arguments: tuple[Any, ...]) -> _Coder:
    coders = [_coder(item) for item in arguments if item is not Ellipsis]
    if all(coder is SCALAR for coder in coders):
        return SCALARS
    if arguments[-1] is Ellipsis:
        return _Coder(_each(coders[0].encode, list), _each(coders[0].decode, tuple))
    return _Coder(_side_by_side([c.encode for c in coders]), _side_by_side([c.decode for c in coders]))


def _each(way: Way, kind: Way) -> Way:
    return lambda values: kind(map(way, values))


def _side_by_side(ways: list[Way]) -> Way:
    return lambda values: tuple(way(item) for way, item in zip(ways, values, strict=True))


def _record_coder(kind: Any) -> _Coder:
    hints = get_type_hints(kind)
    coders = [_field(field, _coder(hints[field.name])) for field in fields(kind)]
    return _Coder(_record_encoder(coders), _record_decoder(kind, coders))


def _field(field: Field[Any], coder: _Coder) -> _Field:
    return _Field(field.name, field.metadata.get(KEPT_AS, field.name), field.default, coder)


def _record_encoder(coders: list[_Field]) -> Way:
    def encode_record(record: Any) -> Any:
        values = ((field, getattr(record, field.name)) for field in coders)
        return {field.kept: field.coder.encode(value) for field, value in values if value != field.default}

    return encode_record


def _record_decoder(kind: Any, coders: list[_Field]) -> Way:
    nested = {field.kept: field.coder.decode for field in coders if field.coder is not SCALAR}
    needed = {field.kept for field in coders if field.default is MISSING}
    named = {field.kept: field.name for field in coders}

    def decode_record(data: Any) -> Any:
        if missing := needed - data.keys():
            raise KeyError(f"no {', '.join(sorted(missing))}")
        values = ((k, nested[k](value) if k in nested else value) for k, value in data.items())
        return kind(**{named[k]: value for k, value in values})

    return decode_record
