"""How the words of a filter stand together: text to a syntax tree, without any schema."""

from __future__ import annotations

import re
from enum import StrEnum

from lattice.model.errors import LatticeError
from lattice.model.limits import Limits
from lattice.model.query.lexer import Kind, Token, refuse, tokens
from lattice.model.query.tree import (
    All,
    AnyOf,
    Between,
    Compare,
    Everything,
    Filter,
    IsEmpty,
    Literal,
    Not,
    Offset,
    Op,
    Operand,
    Path,
    Relative,
    Truth,
    Within,
)
from lattice.model.values import Misfit, check_text

#: Parentheses inside each other; SQLite's own parser has room for about 100.
MAX_DEPTH = 50
#: Words that no bare column name can be; a column called so is written in quotes.
RESERVED = frozenset({"and", "or", "not"})


class Want(StrEnum):
    """What may follow where a text ends."""

    COLUMN = "column"
    OPERATOR = "operator"
    NEGATED = "negated"
    """After `not` behind a column: in, between, starts."""
    VALUE = "value"
    LIST = "list"
    """The ( after in."""
    LIST_END = "list end"
    """, or )"""
    BOUND = "bound"
    """The `and` of between."""
    EMPTY = "empty"
    NOT_EMPTY = "not empty"
    JOIN = "join"


_RELATIVE = re.compile(r"(today|yesterday|tomorrow|now)((?:[+-][0-9]{1,6}[hdwmy])*)\Z", re.IGNORECASE)
_OFFSETS = re.compile(r"([+-])([0-9]{1,6})([hdwmy])", re.IGNORECASE)
_AMOUNT = re.compile(r"[0-9]{1,6}[hdwmy]\Z", re.IGNORECASE)
_SIGNED = re.compile(r"(?:[+-][0-9]{1,6}[hdwmy])+\Z", re.IGNORECASE)

#: What people write from habit, and what it is here.
_FOREIGN = {
    "contains": "Write ~ for contains: name ~ berg.",
    "like": "Write ~ for contains: name ~ berg.",
    "&&": "Write and.",
    "||": "Write or.",
    "is": "After is comes empty, or not empty.",
}


def parse_filter(text: str) -> Filter:
    """The syntax tree of a filter; `Everything` for an empty one.

    Raises LatticeError `invalid_filter` with `details` `position` and `length` (characters).
    """
    limit = Limits().filter_bytes
    if len(text) > limit or len(text.encode(errors="replace")) > limit:
        raise refuse(f"The filter is longer than {limit} bytes.", "Ask for less at once.", limit, 0)
    try:
        check_text(text)
    except Misfit as misfit:
        bad = next(i for i, c in enumerate(text) if c == "\x00" or "\ud800" <= c <= "\udfff")
        raise refuse(f"The filter {misfit}.", "Remove it.", bad, 1) from None
    parser = Parser(text, tokens(text))
    if parser.here.kind is Kind.END:
        return Everything()
    found = parser.expression()
    parser.end()
    return found


def _joined(kind: type[All] | type[AnyOf], conditions: list[Filter]) -> Filter:
    """The conditions as one, `(a and b) and c` as `a and b and c`."""
    if len(conditions) == 1:
        return conditions[0]
    flat: list[Filter] = []
    for condition in conditions:
        flat.extend(condition.of if isinstance(condition, kind) else (condition,))
    return kind(tuple(flat))


class Parser:
    """Reads tokens from left to right, one look ahead; knows what was wanted where they ended."""

    def __init__(self, text: str, found: list[Token]) -> None:
        self._text = text
        self._tokens = found
        self._at = 0
        self.depth = 0
        """How many parentheses are open."""
        self.want: Want | None = None
        """What may stand where the text ends; None while that is not reached."""
        self.path: Path | None = None
        """The column that was read last."""

    @property
    def here(self) -> Token:
        """The token that is next."""
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        self._at += token.kind is not Kind.END
        return token

    def _may_end(self, want: Want) -> None:
        if self.want is None and self.here.kind is Kind.END:
            self.want = want

    def _took_word(self, word: str) -> bool:
        if self.here.word != word:
            return False
        self._at += 1
        return True

    def _expected(self, what: str, hint: str = "") -> LatticeError:
        token = self.here
        if token.kind is Kind.END:
            return refuse(f"The filter ends where {what} should follow.", hint, token.start, 0)
        written = self._text[token.start : token.end]
        shown = written if len(written) <= 40 else written[:39] + "…"
        shown = shown if shown.isprintable() else repr(shown)
        hint = hint or _FOREIGN.get(token.word, "")
        return refuse(f"Expected {what}, not {shown}.", hint, token.start, token.end - token.start)

    def end(self) -> None:
        """Raises unless everything was read."""
        if self.here.kind is Kind.END:
            return
        hint = _FOREIGN.get(self.here.word, "")
        if not hint and self.here.kind in (Kind.WORD, Kind.MARK):
            hint = "A value of several words, or with , ( ) in it, is written in quotes: 'New York'."
        raise self._expected("and, or, or the end", hint)

    def expression(self) -> Filter:
        """Terms joined by `and`, those joined by `or`."""
        alternatives: list[Filter] = []
        terms: list[Filter] = []
        while True:
            terms.append(self._term())
            self._may_end(Want.JOIN)
            if self._took_word("and"):
                continue
            alternatives.append(_joined(All, terms))
            terms = []
            if not self._took_word("or"):
                return _joined(AnyOf, alternatives)

    def _term(self) -> Filter:
        negative = False
        while self._took_word("not"):
            negative = not negative
        opening = self.here
        grouped = opening.kind is Kind.MARK and opening.text == "("
        found = self._group() if grouped else self._condition()
        return Not(found) if negative else found

    def _group(self) -> Filter:
        opening = self._take()
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise refuse(
                f"Parentheses stand more than {MAX_DEPTH} deep.", "Write it flatter.", opening.start, 1
            )
        found = self.expression()
        self._mark(")", "and, or, or )")
        self.depth -= 1
        return found

    def _mark(self, mark: str, what: str) -> None:
        if self.here.kind is not Kind.MARK or self.here.text != mark:
            raise self._expected(what)
        self._at += 1

    def _condition(self) -> Filter:
        path = self.path = self._path()
        self._may_end(Want.OPERATOR)
        token = self.here
        if token.kind is Kind.OP:
            return self._comparison(path)
        if token.word == "starts":
            self._at += 1
            return Compare(path, Op.STARTS, self._operand("a value after starts"))
        if token.word == "is":
            return self._emptiness(path)
        negative = token.word == "not"
        self._at += negative
        self._may_end(Want.NEGATED)
        if self.here.word == "in":
            self._at += 1
            found: Filter = Within(path, self._list())
        elif self.here.word == "between":
            self._at += 1
            found = self._between(path)
        elif self.here.word == "starts" and negative:
            self._at += 1
            found = Compare(path, Op.STARTS, self._operand("a value after starts"))
        elif negative:
            raise self._expected("in, between or starts after not")
        else:
            return self._alone(path)
        return Not(found) if negative else found

    def _alone(self, path: Path) -> Filter:
        token = self.here
        ends = token.kind is Kind.END or token.word in ("and", "or") or token.text == ")"
        if ends and token.kind is not Kind.SINGLE:
            return Truth(path)
        raise self._expected(
            f"an operator after {self._text[path.position : path.position + path.length]}",
            _FOREIGN.get(token.word, "Such as =, !=, <, >, ~, starts, in, between, is empty."),
        )

    def _comparison(self, path: Path) -> Filter:
        op = self._take()
        if self.here.kind is Kind.OP and self.here.start == op.end:
            raise self._expected(f"a value after {op.text}", "Operators are = != < <= > >= ~ and !~.")
        word = self.here.word
        if op.text in ("=", "!=") and word in ("null", "empty"):
            wish = "is empty" if op.text == "=" else "is not empty"
            name = self._text[path.position : path.position + path.length]
            raise self._expected("a value", f"Write {name} {wish}, or '{word}' for the word.")
        operand = self._operand(f"a value after {op.text}")
        if op.text.startswith("!"):
            return Not(Compare(path, Op.EQ if op.text == "!=" else Op.CONTAINS, operand))
        return Compare(path, Op(op.text), operand)

    def _emptiness(self, path: Path) -> Filter:
        self._at += 1
        self._may_end(Want.EMPTY)
        negative = self._took_word("not")
        self._may_end(Want.NOT_EMPTY)
        if not self._took_word("empty"):
            raise self._expected("empty" if negative else "empty or not empty", "As in: name is empty.")
        return Not(IsEmpty(path)) if negative else IsEmpty(path)

    def _between(self, path: Path) -> Filter:
        low = self._operand("the lower bound")
        self._may_end(Want.BOUND)
        if not self._took_word("and"):
            raise self._expected("and with the upper bound", "As in: amount between 10 and 20.")
        return Between(path, low, self._operand("the upper bound"))

    def _list(self) -> tuple[Operand, ...]:
        self._may_end(Want.LIST)
        self._mark("(", "( after in")
        found: list[Operand] = []
        if self.here.kind is Kind.MARK and self.here.text == ")":
            self._at += 1
            return ()
        while True:
            found.append(self._operand("a value of the list"))
            self._may_end(Want.LIST_END)
            if self.here.kind is Kind.MARK and self.here.text == ",":
                self._at += 1
                continue
            self._mark(")", ", or ) in the list")
            return tuple(found)

    def _path(self) -> Path:
        """A column: adjacent words and quoted names, parted by dots."""
        self._may_end(Want.COLUMN)
        first = token = self.here
        if token.word in RESERVED or token.kind not in (Kind.WORD, Kind.DOUBLE, Kind.TICK):
            hint = 'A column of that name is written "in quotes".' if token.word in RESERVED else ""
            if token.kind is Kind.SINGLE:
                hint = 'Single quotes hold values; a column\'s name stands in "double quotes".'
            raise self._expected("a column", hint)
        parts = [""]
        last = first
        while token.kind in (Kind.WORD, Kind.DOUBLE, Kind.TICK) and (
            token is first or token.start == last.end
        ):
            if token.kind is Kind.WORD:
                head, *more = token.text.split(".")
                parts[-1] += head
                parts.extend(more)
            else:
                parts[-1] += token.text
            self._at += 1
            last, token = token, self.here
        length = last.end - first.start
        if "" in parts:
            raise refuse(
                "A column's name is missing at the dot.", "As in: company.country.", first.start, length
            )
        return Path(tuple(parts), first.start, length)

    def _operand(self, what: str) -> Operand:
        self._may_end(Want.VALUE)
        token = self.here
        if token.kind not in (Kind.WORD, Kind.SINGLE, Kind.DOUBLE):
            hint = "Values stand in 'single' or \"double\" quotes." if token.kind is Kind.TICK else ""
            raise self._expected(what, hint)
        self._at += 1
        match = _RELATIVE.match(token.text) if token.kind is Kind.WORD else None
        if match is None:
            return Literal(token.text, token.kind is not Kind.WORD, token.start, token.end - token.start)
        return self._relative(token, match[1].lower(), match[2])

    def _relative(self, first: Token, base: str, offsets: str) -> Relative:
        last = first
        while True:
            sign = self.here
            if _SIGNED.match(sign.word):
                offsets += sign.text
                last = self._take()
            elif sign.word in ("+", "-"):
                self._at += 1
                if not _AMOUNT.match(self.here.word):
                    raise self._expected("an amount of time", "As in: today - 30d; units are h d w m y.")
                last = self._take()
                offsets += sign.text + last.text
            else:
                break
        steps = tuple(Offset(int(s + n), u.lower()) for s, n, u in _OFFSETS.findall(offsets))
        text = first.text if last is first else ""
        return Relative(base, steps, text, first.start, last.end - first.start)
