"""Records to JSON and back; fields that hold their default are left out."""

from __future__ import annotations

import json
import types
import typing
import zlib
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from kg.errors import StoreError
from kg.records import Parse

T = TypeVar("T")
Decoder = Callable[[Any], Any]


def plain(value: object) -> Any:
    """A record as dictionaries, lists and scalars that JSON can hold."""
    if is_dataclass(value):
        pairs = (
            (name, getattr(value, name), default)
            for name, default in _defaults(typing.cast(Any, type(value)))
        )
        return {name: plain(item) for name, item, default in pairs if item != default}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def encode(record: object) -> str:
    """One line of JSON, the same for equal records."""
    return json.dumps(plain(record), ensure_ascii=False, separators=(",", ":"))


def decode(kind: type[T], text: str) -> T:
    """The record that ``encode`` wrote; raises StoreError where the text is no such record."""
    try:
        record: T = _decoder(typing.cast(Any, kind))(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(f"a stored {kind.__name__} cannot be read ({error}): {text[:80]!r}") from None
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
    except zlib.error as error:
        raise StoreError(f"a stored record is damaged ({error}): {blob[:16]!r}") from None


@cache
def _defaults(kind: Any) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in fields(kind))


@cache
def _decoder(kind: Any) -> Decoder:
    """How to make a value of the annotation ``kind`` from its JSON form."""
    if is_dataclass(kind):
        return _record_decoder(kind)
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is types.UnionType:
        return _optional(_decoder(next(item for item in arguments if item is not type(None))))
    return _unchanged


def _unchanged(value: Any) -> Any:
    return value


def _optional(decoder: Decoder) -> Decoder:
    return decoder if decoder is _unchanged else lambda value: None if value is None else decoder(value)


def _record_decoder(kind: Any) -> Decoder:
    hints = typing.get_type_hints(kind)
    decoders = {field.name: _decoder(hints[field.name]) for field in fields(kind)}
    nested = {name: decoder for name, decoder in decoders.items() if decoder is not _unchanged}
    needed = {field.name for field in fields(kind) if field.default is MISSING}

    def decoder(data: Any) -> Any:
        if missing := needed - data.keys():
            raise KeyError(f"no {', '.join(sorted(missing))}")
        return kind(
            **{name: nested[name](value) if name in nested else value for name, value in data.items()}
        )

    return decoder


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decoder:
    decoders = [_decoder(item) for item in arguments if item is not Ellipsis]
    if all(decoder is _unchanged for decoder in decoders):
        return tuple
    if arguments[-1] is Ellipsis:
        return lambda data: tuple(map(decoders[0], data))
    return lambda data: tuple(decoder(item) for decoder, item in zip(decoders, data, strict=True))
