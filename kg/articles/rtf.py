"""Rich Text Format: control words, groups and escapes to lines of text."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kg.articles.drafts import Draft
from kg.articles.fields import cleaned
from kg.articles.press import split
from kg.errors import InputError
from kg.limits import Limits

DEEPEST = 1000  # groups in each other
MARK = b"{\\rtf"
_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_BREAKS = {
    **dict.fromkeys(("par", "line", "sect", "page", "row", "softline"), "\n"),
    **dict.fromkeys(("tab", "cell", "nestcell"), "\t"),
    **{"emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022", "lquote": "\u2018", "rquote": "\u2019"},
    **{"ldblquote": "\u201c", "rdblquote": "\u201d", "emspace": " ", "enspace": " ", "qmspace": " "},
}
_SYMBOLS = {"~": " ", "_": "-", "-": "", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
_UNSEEN = frozenset(
    """fonttbl colortbl stylesheet info pict header headerl headerr headerf footer footerl footerr footerf
    object themedata datastore xmlnstbl listtable listoverridetable rsidtbl revtbl fldinst nonshppict
    footnote annotation filetbl pgdsctbl latentstyles""".split()  # noqa: SIM905
)
_CHARSETS = {
    **{0: "cp1252", 77: "mac_roman", 128: "shift_jis", 129: "euc_kr", 134: "gb18030", 136: "big5"},
    **{
        161: "cp1253",
        162: "cp1254",
        177: "cp1255",
        178: "cp1256",
        186: "cp1257",
        204: "cp1251",
        238: "cp1250",
    },
}
_TITLE = re.compile(r"\{\\title ([^{}]{1,300})\}")


@dataclass(frozen=True, slots=True)
class _State:
    """What holds inside one group."""

    seen: bool = True
    fallback: int = 1  # characters that stand for a \\u behind it
    encoding: str = "cp1252"


@dataclass(slots=True)
class _Page:
    """The text that comes together, and what is known so far."""

    state: _State = _State()
    stack: list[_State] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)
    skip: int = 0
    fresh: bool = False  # a group has just begun, so that a control word may say what it is
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    usual: str = "cp1252"


def read_rtf(data: bytes, limits: Limits) -> Iterator[Draft | InputError]:
    """The article of an .rtf file, or the articles of an export."""
    limits.check_unpacked(len(data))
    lines = rtf_lines(data)
    if articles := split(lines):
        yield from articles
        return
    text = "\n".join(line for line in lines if line)
    if not text:
        raise InputError("no text in it")
    found = _TITLE.search(data[:20000].decode("latin-1"))
    title = found[1] if found and "\\" not in found[1] else None
    yield Draft(text, **cleaned({"title": title}), plain=True)  # type: ignore[arg-type]


def rtf_lines(data: bytes) -> list[str]:
    """The lines of an RTF file, stripped, blank ones too; InputError for what is none."""
    if not data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(MARK):
        raise InputError("no RTF file: it does not begin with {\\rtf")
    page = _Page()
    for match in _TOKEN.finditer(_without_binary(data.decode("latin-1"))):
        _take(page, match)
    _flush(page)
    text = "".join(page.pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return [line.replace("\xa0", " ").replace("\0", "").strip() for line in text.split("\n")]


def _without_binary(text: str) -> str:
    """The file without the raw bytes of pictures (\\binN)."""
    pieces, done = [], 0
    for match in re.finditer(r"\\bin(\d{1,9}) ?", text):
        if match.start() >= done:
            pieces.append(text[done : match.start()])
            done = match.end() + int(match[1])
    return "".join([*pieces, text[done:]])


def _take(page: _Page, match: re.Match[str]) -> None:
    word, number, byte, symbol, brace, plain = match.groups()
    fresh, page.fresh = page.fresh, False
    if brace:
        _group(page, brace)
    elif word:
        _word(page, word, int(number) if number else None, fresh)
    elif byte:
        _byte(page, int(byte, 16))
    elif symbol == "*":
        page.state = replace(page.state, seen=False)
    elif symbol:
        _put(page, _SYMBOLS.get(symbol, ""))
    elif plain:
        _put(page, plain)


def _group(page: _Page, brace: str) -> None:
    _flush(page)
    page.skip = 0
    if brace == "{":
        if len(page.stack) >= DEEPEST:
            raise InputError("a broken RTF file (nested too deeply)")
        page.stack.append(page.state)
        page.fresh = True
    elif page.stack:
        page.state = page.stack.pop()


def _word(page: _Page, word: str, number: int | None, fresh: bool) -> None:
    if word in _BREAKS:
        return _put(page, _BREAKS[word])
    if word == "u" and number is not None:
        return _unicode(page, number)
    if word in _UNSEEN and fresh:
        page.state = replace(page.state, seen=False)
    elif word == "uc":
        page.state = replace(page.state, fallback=min(number or 0, 8))
    elif word == "ansicpg":
        page.usual = _known(f"cp{number}")
        page.state = replace(page.state, encoding=page.usual)
    elif word == "f" and number is not None:
        page.font = number
        if page.state.seen:
            _flush(page)
            page.state = replace(page.state, encoding=page.fonts.get(number, page.usual))
    elif word == "fcharset" and number in _CHARSETS and number:
        page.fonts[page.font] = _CHARSETS[number]
    return None


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return "cp1252"


def _unicode(page: _Page, number: int) -> None:
    _flush(page)
    page.skip = 0
    if page.state.seen and -0x8000 <= number <= 0xFFFF:
        page.pieces.append(chr(number & 0xFFFF))
    page.skip = page.state.fallback


def _byte(page: _Page, byte: int) -> None:
    if page.skip:
        page.skip -= 1
    elif page.state.seen:
        page.pending.append(byte)


def _put(page: _Page, text: str) -> None:
    _flush(page)
    text, page.skip = text[page.skip :], max(0, page.skip - len(text))
    if page.state.seen:
        page.pieces.append(text)


def _flush(page: _Page) -> None:
    """Escaped bytes that stand together are decoded together, since some alphabets need two."""
    if page.pending:
        page.pieces.append(page.pending.decode(page.state.encoding, "replace"))
        page.pending.clear()
