"""What a query answers, as plain data, whichever engine answered."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Cell:
    """One RDF term; a plain string has neither datatype nor language."""

    value: str
    kind: str = "literal"  # uri, literal, bnode
    datatype: str = ""
    language: str = ""


Row = tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Rows of a SELECT, the answer to an ASK, or the statements of a CONSTRUCT or DESCRIBE."""

    variables: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    triples: tuple[tuple[Cell, Cell, Cell], ...] | None = None

    def without(self, names: frozenset[str]) -> Result:
        """The result without the columns of these names."""
        kept = [i for i, name in enumerate(self.variables) if name not in names]
        return replace(
            self,
            variables=tuple(self.variables[i] for i in kept),
            rows=tuple(tuple(row[i] for i in kept) for row in self.rows),
        )

    def marked(self, dated: Result) -> Result:
        """The rows with a last column that says "undated" of those that ``dated`` does not have."""
        if self.boolean is not None or self.triples is not None:
            return self
        held = frozenset(dated.rows)
        rows = tuple((*row, None if row in held else Cell("undated")) for row in self.rows)
        return replace(self, variables=(*self.variables, "time"), rows=rows)

    def flat(self) -> Result:
        """The same as rows: statements as three columns, a truth value as one."""
        if self.triples is not None:
            return Result(("subject", "predicate", "object"), self.triples)
        if self.boolean is not None:
            return Result(("answer",), ((Cell("true" if self.boolean else "false"),),))
        return self

    def _repr_html_(self) -> str:
        """The rows as a table, as Jupyter shows it."""
        from html import escape

        flat = self.flat()
        head = "".join(f"<th>{escape(name)}</th>" for name in flat.variables)
        rows = (
            "".join(f"<td>{escape('' if cell is None else cell.value)}</td>" for cell in row)
            for row in flat.rows
        )
        return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"

    def dicts(self) -> list[dict[str, str | None]]:
        """The rows by variable, each value as text."""
        return [
            {
                name: None if cell is None else cell.value
                for name, cell in zip(self.variables, row, strict=True)
            }
            for row in self.rows
        ]
