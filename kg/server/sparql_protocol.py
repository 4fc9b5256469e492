"""What a request of the SPARQL 1.1 Protocol asks for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from kg.errors import QueryError
from kg.queries.answering import Question
from kg.queries.dataset import Dataset
from kg.queries.guard import LONGEST

FORM, DIRECT, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
FIELDS = 100
LONGEST_BODY = 12 * LONGEST  # what the longest query may have in the code of forms
TRUTH = {"true": True, "1": True, "false": False, "0": False}
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a request, each as often as it was given."""

    pairs: tuple[tuple[str, str], ...]

    def all(self, name: str) -> tuple[str, ...]:
        """The values of one parameter."""
        return tuple(value for key, value in self.pairs if key == name)

    def one(self, name: str) -> str | None:
        """The value of a parameter that may be given once."""
        values = self.all(name)
        if len(values) > 1:
            raise QueryError(f"the parameter {name!r} is given {len(values)} times")
        return values[0] if values else None


async def read(request: Request) -> Parameters:
    """The parameters, whichever way they came; the text of a query is one of them."""
    body = await request.body()
    if len(body) > LONGEST_BODY:
        raise HTTPException(413, f"the request has {len(body)} bytes; at most {LONGEST_BODY} are read")
    in_address = pairs(request.scope["query_string"], "the address")
    if request.method != "POST":
        return Parameters(tuple(in_address))
    kind = _media_type(request)
    if kind == FORM:
        return Parameters((*in_address, *pairs(body, "the form")))
    if kind == DIRECT:
        return Parameters((*in_address, ("query", _text(body, "the query"))))
    if kind == UPDATE:
        raise HTTPException(403, "the graph cannot be changed here: updates are refused")
    raise HTTPException(415, f"a query comes as {FORM} or {DIRECT}, not as {kind or 'something unnamed'!r}")


def question(parameters: Parameters) -> Question | None:
    """The question; None where there is none."""
    if parameters.all("update"):
        raise HTTPException(403, "the graph cannot be changed here: updates are refused")
    query = parameters.one("query")
    if query is None:
        return None
    if len(query) > LONGEST:
        raise HTTPException(413, f"the query has {len(query)} characters; at most {LONGEST} are read")
    return Question(query, inferred=_truth(parameters), dataset=_dataset(parameters))


def _dataset(parameters: Parameters) -> Dataset | None:
    default, named = parameters.all("default-graph-uri"), parameters.all("named-graph-uri")
    return Dataset(default, named) if default or named else None


def _truth(parameters: Parameters) -> bool:
    value = parameters.one("inferred")
    if value is not None and value not in TRUTH:
        raise QueryError(f"the parameter 'inferred' is {value[:20]!r}, not true or false")
    return TRUTH[value or "false"]


def _media_type(request: Request) -> str:
    media, *rest = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charset = next((part[8:].strip('" ') for part in rest if part.startswith("charset=")), "utf-8")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise HTTPException(415, f"a query comes in UTF-8, not in {charset[:40]!r}")
    return media


def pairs(coded: bytes, where: str) -> Pairs:
    """The parameters of an address or a form."""
    try:
        return parse_qsl(
            coded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=FIELDS
        )
    except ValueError:
        raise QueryError(f"{where} is not coded as parameters in UTF-8, or has more than {FIELDS}") from None


def _text(body: bytes, what: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise QueryError(f"{what} is not in UTF-8") from None
