"""Where a line of Swift can be changed, and how the changed line chooses by the mutant's number.

A site is one comparison, bound, sum, constant, truth value or rounding. Infix operators become
operators of their own, one character each, with the precedence of the original: so no expression
has to be parsed. `switch/Choices.swift` has what the other sites call.
"""

# SPDX-License-Identifier: Apache-2.0

import hashlib
import re
from dataclasses import dataclass

# Kind: how many of a hundred mutants are of it.
SHARES = {"comparison": 34, "bound": 14, "sum": 12, "number": 28, "truth": 6, "rounding": 6}

_NUMBERS = ["Int", "UInt32", "UInt64", "Float", "Double"]


@dataclass(frozen=True)
class Infix:
    """An operator, what it becomes, and the functions that choose between them."""

    kind: str
    changed: str
    precedence: str
    signature: str  # `T` stands for each type of `types` and for the general one
    general: str
    types: tuple = ()


def _compared(changed, general="Comparable"):
    signature = "(a: T, b: T) -> Bool"
    return Infix("comparison", changed, "Comparison", signature, general, tuple(_NUMBERS))


def _summed(changed, general="AdditiveArithmetic"):
    return Infix("sum", changed, "Addition", "(a: T, b: T) -> T", general, tuple(_NUMBERS))


def _joined(changed, precedence):
    signature = "(a: Bool, b: @autoclosure () throws -> Bool) rethrows -> Bool"
    return Infix("comparison", changed, precedence, signature, "")


INFIX = {
    " < ": _compared("a <= b"),
    " <= ": _compared("a < b"),
    " > ": _compared("a >= b"),
    " >= ": _compared("a > b"),
    " == ": _compared("a != b", "Equatable"),
    " != ": _compared("a == b", "Equatable"),
    " + ": _summed("a - b"),
    " - ": _summed("a + b"),
    " &+ ": Infix("sum", "a &- b", "Addition", "(a: T, b: T) -> T", "FixedWidthInteger"),
    " &- ": Infix("sum", "a &+ b", "Addition", "(a: T, b: T) -> T", "FixedWidthInteger"),
    " && ": _joined("try a || b()", "LogicalConjunction"),
    " || ": _joined("try a && b()", "LogicalDisjunction"),
    "..<": Infix(
        "bound", "a..<Swift.max(a, b - 1)", "RangeFormation", "(a: T, b: T) -> Range<T>",
        "FixedWidthInteger", ("Int",),
    ),
}  # fmt: skip

_OPERATOR = re.compile(r" (?:<=|>=|==|!=|&\+|&-|&&|\|\||[<>+-]) |(?<=[\w)\]])\.\.<(?=[\w(-])")
_NUMBER = re.compile(
    r"(?<![\w.$#])(?:0x[0-9a-fA-F_]+(?:\.[0-9a-fA-F_]+)?(?:p[+-]?\d+)?|\d[\d_]*(?:\.\d[\d_]*)?(?:e[+-]?\d+)?)(?![\w:]|\.\w)"
)
_TRUTH = re.compile(r"(?<![\w.\"])(?:true|false)(?!\w|:)")
_EXTREME = re.compile(r"(?<![\w.])(min|max)\((?=.*,)")
_ROUNDING = re.compile(r"\.rounded\(\.(?:up|down|towardZero|toNearestOrEven)\)|\.rounded\(\)")

# Lines that declare, match patterns, or state what a programmer must not do.
_SKIPPED = re.compile(
    r"^\s*(?:@|#|while true|import |public import|case |default:|infix |typealias |\}? ?else if case)"
    r"|\b(?:func|subscript|extension|protocol|struct|enum|class|where|init|typealias|assert"
    r"|fatalError|SIMD\d*|InlineArray|MARK)\b|\[\d+ of |\bof: \w+\.self|nil\b"
)


@dataclass(frozen=True)
class Site:
    """One place that can be changed: its line by its text and its turn among equal ones."""

    path: str
    line: int
    start: int
    end: int
    kind: str
    text: str
    code: str
    turn: int

    @property
    def name(self):
        """What a report and the list of justified ones call it; lines may move."""
        turn = f" #{self.turn}" if self.turn else ""
        return f"{self.path}: {self.text.strip()}{turn}: {self.code}"

    @property
    def rank(self):
        """An order that is random, and the same every time."""
        return hashlib.sha256(self.name.encode()).hexdigest()


def _visible(line, state):
    """The line with comments and strings blanked, and whether a long string goes on."""
    out, i, quoted = [], 0, False
    while i < len(line):
        if line.startswith('"""', i):
            state = not state
            out.append("   ")
            i += 3
        elif state:
            out.append(" ")
            i += 1
        elif quoted and line[i] == "\\":
            out.append("~~")
            i += 2
        elif line[i] == '"':
            quoted = not quoted
            out.append("~")
            i += 1
        elif quoted:
            out.append("~")
            i += 1
        elif line.startswith("//", i):
            break
        else:
            out.append(line[i])
            i += 1
    return "".join(out), state


def _found(visible):
    for match in _OPERATOR.finditer(visible):
        yield match.span(), INFIX[match.group()].kind
    for match in _NUMBER.finditer(visible):
        yield match.span(), "number"
    for match in _TRUTH.finditer(visible):
        yield match.span(), "truth"
    for match in _EXTREME.finditer(visible):
        yield match.span(1), "bound"
    for match in _ROUNDING.finditer(visible):
        yield match.span(), "rounding"


def sites(path, text):
    """Every site of a file, in its order."""
    result, long_string, open_precondition, seen = [], False, 0, {}
    for number, line in enumerate(text.split("\n")):
        was_long = long_string
        visible, long_string = _visible(line, long_string)
        if "precondition(" in visible or open_precondition:
            open_precondition += visible.count("(") - visible.count(")")
            continue
        if was_long or _SKIPPED.search(visible):
            continue
        if number == 0 or not visible.strip():
            continue
        for (start, end), kind in sorted(_found(visible)):
            text = line[start:end].strip()
            key = (line.strip(), text)
            turn = seen[key] = seen.get(key, -1) + 1
            result.append(Site(path, number, start, end, kind, text, line.strip(), turn))
    return result


def replacement(site, number, operator):
    """What stands in the site's place in the copy."""
    text = site.text
    if operator:
        return f" {operator} "
    if site.kind == "truth":
        return f"(isMutant({number}) != {text})"
    if site.kind == "bound":
        return f"mutated{text.title()}"
    if site.kind == "rounding":
        rule = text[len(".rounded(") : -1] or ".toNearestOrAwayFromZero"
        return f".rounded(mutated({number}, {rule}))"
    return f"mutated({number}, {text})"


def operator_of(number):
    """A character of its own that Swift takes for an operator."""
    for first, last in ((0x2200, 0x23FF), (0x2500, 0x2775), (0x2794, 0x2BFF)):
        if number <= last - first:
            return chr(first + number)
        number -= last - first + 1
    raise ValueError("more mutants than operators")


def declaration(site, number):
    """The operator of a site: its precedence, and a function for each type."""
    infix, operator = _infix(site), operator_of(number)
    body = f"{{ isMutant({number}) ? {infix.changed} : {_original(site)} }}"
    lines = [f"infix operator {operator}: {infix.precedence}Precedence"]
    for type in infix.types:
        signature = re.sub(r"\bT\b", type, infix.signature)
        lines.append(f"func {operator} {signature} {body}")
    generic = f"<T: {infix.general}>" if infix.general else ""
    lines.append(f"func {operator} {generic}{infix.signature} {body}")
    return "\n".join(lines)


def _infix(site):
    return INFIX.get(f" {site.text} ") or INFIX.get(site.text)


def _original(site):
    if site.text in ("&&", "||"):
        return f"try a {site.text} b()"
    return f"a{site.text}b" if site.text == "..<" else f"a {site.text} b"


def is_infix(site):
    """Whether the site is an operator between two values."""
    return _infix(site) is not None
