"""Mail messages and mailboxes, through the standard library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.foreign import reading
from kg.articles.html import paragraphs
from kg.errors import InputError
from kg.limits import Limits

BROKEN = "a broken mail message"
_ENVELOPE = re.compile(rb"^From [^\n]{1,200}\d{4}[^\n]{0,20}\r?\n", re.MULTILINE)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mail(data: bytes, limits: Limits) -> Iterator[Draft]:
    """The body of a message, its plain text before its HTML; attachments are left out."""
    yield _draft(data, None)


def read_mbox(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """The messages of a mailbox; the key is the message's id, else its number."""
    starts = [match.span() for match in _ENVELOPE.finditer(data)]
    if not starts:
        raise InputError('no mailbox: no line that begins with "From "')
    ends = [begin for begin, _ in starts[1:]] + [len(data)]
    for number, ((_, begin), end) in enumerate(zip(starts, ends, strict=True), start=1):
        try:
            yield _draft(_ESCAPED.sub(rb"\1", data[begin:end]), str(number))
        except InputError as error:
            yield InputError(f"message {number}: {error}")


def _draft(data: bytes, number: str | None) -> Draft:
    with reading(BROKEN):
        message = message_from_bytes(data, policy=policy.default)
        named = bool(message.keys())
    if not named:
        raise InputError("no mail message: it has no headers")
    text = _body(message)
    if not text.strip():
        raise InputError("no text in it")
    key = _header(message, "Message-ID").strip("<> ") if number else None
    return Draft(text, **_metadata(message), key=key or number)


def _body(message: EmailMessage) -> str:
    with reading(BROKEN):
        part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    with reading("its body cannot be decoded"):
        content = part.get_content()
        kind = part.get_content_subtype()
    if not isinstance(content, str):
        return ""
    return paragraphs(content) if kind == "html" else content


def _metadata(message: EmailMessage) -> dict[str, Any]:
    with reading(BROKEN):
        name, address = parseaddr(_header(message, "From"))
    return cleaned(
        {
            "title": _header(message, "Subject"),
            "author": name or address,
            "published": _header(message, "Date"),
            "language": _header(message, "Content-Language"),
        }
    )


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; nothing where it is so broken that the parser trips over it."""
    try:
        with reading(BROKEN):
            return str(message.get(name) or "")
    except InputError:
        return ""
