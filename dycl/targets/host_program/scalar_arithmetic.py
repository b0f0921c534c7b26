"""Host scalars: ``arith`` and ``math`` as Python expressions with as few parentheses as possible.

Host code came from Python, so the operations mean what Python's do: integers don't overflow, and
dividing by zero raises.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from xdsl.dialects import arith
from xdsl.dialects import math as mlir_math
from xdsl.dialects.builtin import FloatAttr, IntegerAttr, IntegerType, i1
from xdsl.ir import Attribute, Operation

from dycl.dialects import dycl


class Precedence(IntEnum):
    """How tightly a Python operator binds."""

    CONDITIONAL = 1
    OR = 2
    AND = 3
    NOT = 4
    COMPARISON = 5
    BIT_OR = 6
    BIT_XOR = 7
    BIT_AND = 8
    SHIFT = 9
    SUM = 10
    PRODUCT = 11
    SIGN = 12
    POWER = 13
    ATOM = 14


@dataclass(frozen=True)
class Expression:
    """A Python expression.

    ``converted`` is an integer whose ``float(…)`` this is, ``opposite`` how to write ``not`` of
    this.
    """

    text: str
    precedence: Precedence = Precedence.ATOM
    converted: Expression | None = None
    opposite: Expression | None = None

    def inside(self, precedence: Precedence) -> str:
        """The text where an operand must bind at least as tightly as ``precedence``."""
        return self.text if self.precedence >= precedence else f"({self.text})"


_BINARY: Mapping[type[Operation], tuple[str, Precedence]] = {
    arith.AddiOp: ("+", Precedence.SUM),
    arith.SubiOp: ("-", Precedence.SUM),
    arith.MuliOp: ("*", Precedence.PRODUCT),
    arith.FloorDivSIOp: ("//", Precedence.PRODUCT),
    arith.ShLIOp: ("<<", Precedence.SHIFT),
    arith.ShRSIOp: (">>", Precedence.SHIFT),
    arith.AddfOp: ("+", Precedence.SUM),
    arith.SubfOp: ("-", Precedence.SUM),
    arith.MulfOp: ("*", Precedence.PRODUCT),
    arith.DivfOp: ("/", Precedence.PRODUCT),
    dycl.FloorDivOp: ("//", Precedence.PRODUCT),
    dycl.ModOp: ("%", Precedence.PRODUCT),
}

_BITWISE: Mapping[type[Operation], tuple[str, Precedence, str, Precedence]] = {
    arith.AndIOp: ("&", Precedence.BIT_AND, "and", Precedence.AND),
    arith.OrIOp: ("|", Precedence.BIT_OR, "or", Precedence.OR),
    arith.XOrIOp: ("^", Precedence.BIT_XOR, "!=", Precedence.COMPARISON),
}
"""On integers, and on bools."""

_FUNCTIONS: Mapping[type[Operation], str] = {
    arith.MinSIOp: "min",
    arith.MaxSIOp: "max",
    arith.DivSIOp: "scalars.truncated_quotient",
    arith.RemSIOp: "scalars.truncated_remainder",
    arith.MinimumfOp: "scalars.minimum",
    arith.MaximumfOp: "scalars.maximum",
    arith.MinnumfOp: "scalars.minimum_number",
    arith.MaxnumfOp: "scalars.maximum_number",
    arith.FPToSIOp: "int",
    mlir_math.AbsFOp: "abs",
    mlir_math.AbsIOp: "abs",
    mlir_math.AcosOp: "math.acos",
    mlir_math.AcoshOp: "math.acosh",
    mlir_math.AsinOp: "math.asin",
    mlir_math.AsinhOp: "math.asinh",
    mlir_math.AtanOp: "math.atan",
    mlir_math.AtanhOp: "math.atanh",
    mlir_math.Atan2Op: "math.atan2",
    mlir_math.CbrtOp: "math.cbrt",
    mlir_math.CopySignOp: "math.copysign",
    mlir_math.CosOp: "math.cos",
    mlir_math.CoshOp: "math.cosh",
    mlir_math.ErfOp: "math.erf",
    mlir_math.ExpOp: "math.exp",
    mlir_math.Exp2Op: "math.exp2",
    mlir_math.ExpM1Op: "math.expm1",
    mlir_math.LogOp: "math.log",
    mlir_math.Log10Op: "math.log10",
    mlir_math.Log1pOp: "math.log1p",
    mlir_math.Log2Op: "math.log2",
    mlir_math.SinOp: "math.sin",
    mlir_math.SinhOp: "math.sinh",
    mlir_math.SqrtOp: "math.sqrt",
    mlir_math.TanOp: "math.tan",
    mlir_math.TanhOp: "math.tanh",
    dycl.FmodOp: "math.fmod",
    dycl.HypotOp: "math.hypot",
    mlir_math.CeilOp: "scalars.ceil",
    mlir_math.FloorOp: "scalars.floor",
    mlir_math.TruncOp: "scalars.trunc",
    mlir_math.RoundEvenOp: "scalars.round_even",
    mlir_math.RoundOp: "scalars.round_half_away",
}

_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_NEGATED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def literal(attribute: Attribute) -> Expression | None:
    """A constant host scalar, None for anything else."""
    match attribute:
        case IntegerAttr():
            number = attribute.value.data
            if attribute.type == i1:
                return Expression(str(bool(number)))
        case FloatAttr():
            number = attribute.value.data
            if not math.isfinite(number):
                name = "math.nan" if math.isnan(number) else "math.inf"
                sign = "-" if number < 0 else ""
                return Expression(sign + name, Precedence.SIGN if sign else Precedence.ATOM)
        case _:
            return None
    is_negative = math.copysign(1, number) < 0
    return Expression(repr(number), Precedence.SIGN if is_negative else Precedence.ATOM)


def negation(condition: Expression) -> Expression:
    """``not`` of a bool."""
    if condition.opposite is not None:
        return condition.opposite
    text = f"not {condition.inside(Precedence.NOT)}"
    return Expression(text, Precedence.NOT, opposite=condition)


def conjunction(left: Expression, right: Expression) -> Expression:
    """``and`` of bools."""
    text = f"{left.inside(Precedence.AND)} and {right.inside(Precedence.AND)}"
    return Expression(text, Precedence.AND)


def disjunction(left: Expression, right: Expression) -> Expression:
    """``or`` of bools."""
    text = f"{left.inside(Precedence.OR)} or {right.inside(Precedence.OR)}"
    return Expression(text, Precedence.OR)


def arithmetic(op: Operation, operands: Sequence[Expression]) -> Expression | None:
    """The expression of an ``arith`` or ``math`` operation; None for one that Python has no word
    for.
    """
    if type(op) in _BINARY:
        return _binary(op, *operands)
    if type(op) in _FUNCTIONS:
        arguments = ", ".join(operand.text for operand in operands)
        return Expression(f"{_FUNCTIONS[type(op)]}({arguments})")
    if type(op) in _BITWISE:
        return _bitwise(op, *operands)
    match op:
        case arith.CmpiOp():
            return _compare_integers(op, *operands)
        case arith.CmpfOp():
            return _compare_floats(op, *operands)
        case arith.SelectOp():
            return _select(*operands)
        case dycl.RoundOp():
            return Expression(f"round({operands[0].text}, {op.digits.value.data})")
        case arith.NegfOp():
            return Expression(f"-{operands[0].inside(Precedence.SIGN)}", Precedence.SIGN)
        case arith.CeilDivSIOp():
            left = operands[0].inside(Precedence.SIGN)
            right = operands[1].inside(Precedence.SIGN)
            return Expression(f"-(-{left} // {right})")
        case mlir_math.PowFOp() | mlir_math.FPowIOp() | mlir_math.IPowIOp():
            base = operands[0].inside(Precedence.ATOM)
            return Expression(f"{base} ** {operands[1].inside(Precedence.SIGN)}", Precedence.POWER)
        case mlir_math.RsqrtOp():
            return Expression(f"1.0 / math.sqrt({operands[0].text})", Precedence.PRODUCT)
        case mlir_math.FmaOp():
            left, right, added = operands
            product = f"{left.inside(Precedence.PRODUCT)} * {right.inside(Precedence.SIGN)}"
            return Expression(f"{product} + {added.inside(Precedence.PRODUCT)}", Precedence.SUM)
        case arith.SIToFPOp() | arith.UIToFPOp():
            return Expression(f"float({operands[0].text})", converted=operands[0])
        case arith.ExtUIOp() | arith.ExtSIOp() | arith.TruncIOp():
            return _resize(op, operands[0])
        case _:
            return None


def _binary(op: Operation, left: Expression, right: Expression) -> Expression:
    symbol, precedence = _BINARY[type(op)]
    if isinstance(op, arith.DivfOp):
        # Python divides integers as floats.
        left, right = left.converted or left, right.converted or right
    elif isinstance(op, arith.AddfOp | arith.SubfOp | arith.MulfOp):
        left, right = _mixed(left, right)
    if isinstance(op, arith.SubiOp) and left.text == "0":
        return Expression(f"-{right.inside(Precedence.SIGN)}", Precedence.SIGN)
    tighter = Precedence(precedence + 1)
    return Expression(f"{left.inside(precedence)} {symbol} {right.inside(tighter)}", precedence)


def _mixed(left: Expression, right: Expression) -> tuple[Expression, Expression]:
    """Operands of float arithmetic, one without its ``float(…)``: Python converts it by itself."""
    if right.converted is not None:
        return left, right.converted
    return left.converted or left, right


def _bitwise(op: Operation, left: Expression, right: Expression) -> Expression:
    symbol, precedence, bool_symbol, bool_precedence = _BITWISE[type(op)]
    if op.results[0].type == i1:
        if isinstance(op, arith.XOrIOp) and right.text == "True":
            return negation(left)
        if isinstance(op, arith.XOrIOp) and left.text == "True":
            return negation(right)
        symbol, precedence = bool_symbol, bool_precedence
    elif isinstance(op, arith.XOrIOp) and right.text == "-1":
        return Expression(f"~{left.inside(Precedence.SIGN)}", Precedence.SIGN)
    tighter = Precedence(precedence + 1)
    # A comparison beside a comparison would be a chain.
    first = tighter if precedence is Precedence.COMPARISON else precedence
    return Expression(f"{left.inside(first)} {symbol} {right.inside(tighter)}", precedence)


def _comparison(symbol: str, left: str, right: str) -> Expression:
    return Expression(f"{left} {symbol} {right}", Precedence.COMPARISON)


def _compare_integers(op: arith.CmpiOp, left: Expression, right: Expression) -> Expression:
    predicate = arith.CMPI_COMPARISON_OPERATIONS[op.predicate.value.data]
    operands = [left.inside(Precedence.BIT_OR), right.inside(Precedence.BIT_OR)]
    if predicate in ("eq", "ne"):
        if op.lhs.type == i1 and right.text in ("True", "False"):
            is_same = (predicate == "eq") == (right.text == "True")
            return left if is_same else negation(left)
        symbol = _COMPARISONS[predicate]
    else:
        symbol = _COMPARISONS[predicate[1:]]
        if predicate[0] == "u":
            operands = [f"{each.inside(Precedence.PRODUCT)} % 2**64" for each in (left, right)]
    opposite = _comparison(_NEGATED[symbol], *operands)
    return replace(_comparison(symbol, *operands), opposite=opposite)


def _compare_floats(op: arith.CmpfOp, left: Expression, right: Expression) -> Expression:
    """Python's comparisons with NaN are false, but ``!=``."""
    predicate = arith.CMPF_COMPARISON_OPERATIONS[op.predicate.value.data]
    left, right = _mixed(left, right)
    operands = (left.inside(Precedence.BIT_OR), right.inside(Precedence.BIT_OR))
    arguments = f"({left.text}, {right.text})"
    match predicate:
        case "false" | "true":
            return Expression(predicate.capitalize())
        case "oeq" | "ogt" | "oge" | "olt" | "ole" | "une":
            return _comparison(_COMPARISONS[predicate[1:]], *operands)
        case "ugt" | "uge" | "ult" | "ule":
            return negation(_comparison(_NEGATED[_COMPARISONS[predicate[1:]]], *operands))
        case "uno" | "ord":
            unordered = Expression(f"scalars.is_unordered{arguments}")
            return unordered if predicate == "uno" else negation(unordered)
        case _:  # one, ueq
            differ = Expression(f"scalars.is_less_or_greater{arguments}")
            return differ if predicate == "one" else negation(differ)


def _select(condition: Expression, left: Expression, right: Expression) -> Expression:
    above = Precedence.OR
    text = f"{left.inside(above)} if {condition.inside(above)} else {right.text}"
    return Expression(text, Precedence.CONDITIONAL)


def _resize(
    op: arith.ExtUIOp | arith.ExtSIOp | arith.TruncIOp, operand: Expression
) -> Expression | None:
    given, wanted = op.input.type, op.result.type
    if given == i1:
        if isinstance(op, arith.ExtUIOp):
            return Expression(f"int({operand.text})")
        return Expression(f"-int({operand.text})", Precedence.SIGN)
    if wanted == i1:
        return Expression(f"bool({operand.inside(Precedence.BIT_AND)} & 1)")
    if isinstance(op, arith.ExtSIOp):
        return operand
    is_shorter = isinstance(op, arith.TruncIOp)
    bounded: Attribute = wanted if is_shorter else given
    if not isinstance(bounded, IntegerType):
        return None
    function = "scalars.signed" if is_shorter else "scalars.unsigned"
    return Expression(f"{function}({operand.text}, {bounded.bitwidth})")
