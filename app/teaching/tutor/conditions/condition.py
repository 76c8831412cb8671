"""Conditions on a run: `epoch >= 1`, `rows right == 4 and restarts >= 1`, `explained "h3"`. Parsed, never evaluated as
Python.

    condition   = all, or all …
    all         = one, and one …
    one         = not one | ( condition ) | fact | fact comparison value
    comparison  = == | != | < | <= | > | >=
"""

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

from perceptop.app.teaching.tutor.conditions.bad_condition import BadCondition
from perceptop.app.teaching.tutor.conditions.facts import Fact, Moment, Value, fact_at
from perceptop.core.protocol.snapshot import About

COMPARISONS: dict[str, Callable[[Value, Value], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<=": operator.le,
    ">=": operator.ge,
    "<": operator.lt,
    ">": operator.gt,
}
ORDERED = ("<=", ">=", "<", ">")
TOKEN = re.compile(
    r"\s*(?:(?P<quoted>\"[^\"]*\"|'[^']*')"
    r"|(?P<comparison>[=!<>]=|[<>])"
    r"|(?P<list>\d+(?:\s*,\s*\d+)+)"
    r"|(?P<number>[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(?![\w.])"
    r"|(?P<word>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<bracket>[()]))"
)
MOST_LETTERS = 500
DEEPEST = 20


@dataclass(frozen=True)
class Condition:
    """A condition as it is written. `holds` looks at a moment of the run."""

    text: str
    _test: Callable[[Moment], bool]
    _facts: tuple[tuple[Fact, str], ...]

    def holds(self, moment: Moment) -> bool:
        """Return whether it is true now; it is not if the run that is shown lacks what it names: it may be changed."""
        try:
            return self._test(moment)
        except BadCondition:
            return False

    def check(self, about: About) -> None:
        """Raise `BadCondition` if something it names is not in that run."""
        for fact, argument in self._facts:
            fact.check(argument, about)


def parse_condition(text: str) -> Condition:
    """Read a condition; `BadCondition` says what was found in it and what was expected."""
    if len(text) > MOST_LETTERS:
        raise BadCondition(f"{len(text):,} letters", f"at most {MOST_LETTERS}")
    parser = _Parser(_tokens(text))
    test = parser.any_of()
    if parser.rest:
        raise BadCondition(parser.rest[0].text, "and, or, or the end")
    return Condition(text, test, tuple(parser.facts))


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str


def _tokens(text: str) -> list[_Token]:
    tokens, place = [], 0
    while text[place:].strip():
        match = TOKEN.match(text, place)
        if match is None:
            rest = text[place:].strip()[:40]
            equal = rest.startswith("=")
            raise BadCondition(
                rest,
                "==, <= or >=" if equal else "a fact, a comparison, a value, and, or, not: epoch >= 1, explained 'h3'",
            )
        assert match.lastgroup is not None
        tokens.append(_Token(match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return tokens


Test = Callable[[Moment], bool]


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self.rest = tokens
        self.facts: list[tuple[Fact, str]] = []
        self._depth = 0

    def any_of(self) -> Test:
        tests = [self._all_of()]
        while self._takes("or"):
            tests.append(self._all_of())
        return tests[0] if len(tests) == 1 else lambda moment: any(test(moment) for test in tests)

    def _all_of(self) -> Test:
        tests = [self._one()]
        while self._takes("and"):
            tests.append(self._one())
        return tests[0] if len(tests) == 1 else lambda moment: all(test(moment) for test in tests)

    def _one(self) -> Test:
        self._depth += 1
        if self._depth > DEEPEST:
            raise BadCondition("brackets and nots nested too deeply", f"at most {DEEPEST} levels")
        try:
            if self._takes("not"):
                test = self._one()
                return lambda moment: not test(moment)
            if self._takes("("):
                test = self.any_of()
                if not self._takes(")"):
                    raise BadCondition(self._next, ")")
                return test
            return self._fact()
        finally:
            self._depth -= 1

    def _fact(self) -> Test:
        words: list[str] = []
        while len(words) < 2 and self.rest and self.rest[0].kind == "word" and self.rest[0].text not in ("and", "or"):
            words.append(self.rest.pop(0).text)
        if not words:
            raise BadCondition(self._next, "a fact, such as epoch, loss, rows right or paused")
        fact, surplus = fact_at(" ".join(words))
        if surplus:
            quoted = f'{fact.takes} in quotes: {fact.name} "{surplus}"'
            raise BadCondition(
                surplus, quoted if fact.takes else f"nothing after {fact.name} but a comparison, and, or"
            )
        argument = self._argument(fact)
        self.facts.append((fact, argument))
        if self.rest and self.rest[0].kind == "comparison":
            return self._comparison(fact, argument, self.rest.pop(0).text)
        if fact.kind is not bool:
            raise BadCondition(self._next, f"a comparison after {fact.name}: {' '.join(COMPARISONS)}")
        return lambda moment: bool(fact.read(moment, argument))

    def _argument(self, fact: Fact) -> str:
        if not fact.takes:
            return ""
        if not self.rest or self.rest[0].kind not in ("quoted", "number"):
            raise BadCondition(self._next, f"{fact.takes} after {fact.name}, a name in quotes")
        return self.rest.pop(0).text.strip("\"'")

    def _comparison(self, fact: Fact, argument: str, sign: str) -> Test:
        value = self._value(fact)
        if fact.kind is bool or (fact.kind is str and sign in ORDERED):
            raise BadCondition(sign, f"{fact.name} alone" if fact.kind is bool else f"== or != after {fact.name}")
        compare = COMPARISONS[sign]

        def test(moment: Moment) -> bool:
            known = fact.read(moment, argument)
            return known is not None and compare(known, value)

        return test

    def _value(self, fact: Fact) -> Value:
        if not self.rest:
            raise BadCondition("nothing", f"a value to compare {fact.name} with")
        token = self.rest.pop(0)
        if fact.kind is float:
            if token.kind != "number":
                raise BadCondition(token.text, f"a number to compare {fact.name} with")
            return float(token.text)
        if token.kind == "bracket":
            raise BadCondition(token.text, f"a value to compare {fact.name} with")
        return re.sub(r"\s", "", token.text.strip("\"'")) if token.kind == "list" else token.text.strip("\"'")

    def _takes(self, text: str) -> bool:
        if self.rest and self.rest[0].text == text and self.rest[0].kind in ("word", "bracket"):
            self.rest.pop(0)
            return True
        return False

    @property
    def _next(self) -> str:
        return self.rest[0].text if self.rest else "nothing"
