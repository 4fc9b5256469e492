"""Mail messages and mailboxes, through the standard library."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from kg.articles.archives import Member
from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.foreign import reading
from kg.articles.html import paragraphs, read_html
from kg.errors import InputError
from kg.filenames import shown
from kg.limits import Limits

BROKEN = "a broken mail message"
_ENVELOPE = re.compile(rb"^From [^\n]{1,200}\d{4}[^\n]{0,20}\r?\n", re.MULTILINE)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read_mail(data: bytes, limits: Limits) -> Iterator[Draft | Member]:
    """The body of a message, its plain text before its HTML, then its attachments."""
    yield from _parts(data, None)


def read_mhtml(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """The page that a browser saved as one file, with the address that it had."""
    message = _message(data)
    with reading("a broken MHTML file"):
        pages = [part for part in message.walk() if part.get_content_type() == "text/html"]
        page = pages[0].get_payload(decode=True) if pages else None
        address = message.get("Snapshot-Content-Location") or (
            pages[0].get("Content-Location") if pages else ""
        )
    if not isinstance(page, bytes):
        raise InputError("no page in it")
    for item in read_html(page, limits):
        lone = isinstance(item, Draft) and not item.key and not item.url
        yield replace(item, **cleaned({"url": str(address)})) if lone else item  # type: ignore[type-var]


def read_mbox(data: bytes, limits: Limits) -> Iterator[Draft | Member | InputError]:
    """The messages of a mailbox; the key is the message's id, else its number."""
    starts = [match.span() for match in _ENVELOPE.finditer(data)]
    if not starts:
        raise InputError('no mailbox: no line that begins with "From "')
    ends = [begin for begin, _ in starts[1:]] + [len(data)]
    for number, ((_, begin), end) in enumerate(zip(starts, ends, strict=True), start=1):
        try:
            yield from _parts(_ESCAPED.sub(rb"\1", data[begin:end]), str(number))
        except InputError as error:
            yield InputError(f"message {number}: {error}")


def _parts(data: bytes, number: str | None) -> Iterator[Draft | Member]:
    """A message, and what is attached to it."""
    message = _message(data)
    text = _body(message)
    attached = list(_attached(message))
    if not text.strip() and not attached:
        raise InputError("no text in it")
    if text.strip():
        yield _draft(message, text, number)
    for name, content in attached:
        yield Member(f"{number}/{name}" if number else name, content)


def _message(data: bytes) -> EmailMessage:
    with reading(BROKEN):
        message = message_from_bytes(data, policy=policy.default)
        named = bool(message.keys())
    if not named:
        raise InputError("no mail message: it has no headers")
    return message


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    """The attachments that have a name, and messages in messages."""
    try:
        with reading(BROKEN):
            parts = list(message.iter_attachments())
    except InputError:
        return  # its body is no multipart, so that nothing can be attached to it
    for count, part in enumerate(parts, start=1):
        with reading("an attachment cannot be decoded"):
            inner = part.get_content_type() == "message/rfc822"
            content = part.get_content()
            name = part.get_filename() or (f"{count}.eml" if inner else "")
            data = content.as_bytes() if inner else part.get_payload(decode=True)
        if name and isinstance(data, bytes):
            yield shown(name.replace("/", "_")), data


def _draft(message: EmailMessage, text: str, number: str | None) -> Draft:
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
