"""Host scalars: ``arith`` and ``math`` as C expressions.

They mean what Python's do, but that an integer beyond 64 bits raises OverflowError. What can raise
is a function of ``dycl_host.h`` that is given the frame.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from xdsl.dialects import arith
from xdsl.dialects import math as mlir_math
from xdsl.dialects.builtin import FloatAttr, IntegerAttr, i1, i64
from xdsl.ir import Attribute, Operation

from dycl.dialects import dycl


class Precedence(IntEnum):
    """How tightly a C operator binds; bitwise operators count as the loosest."""

    CONDITIONAL = 1
    OR = 2
    AND = 3
    COMPARISON = 4
    SUM = 5
    PRODUCT = 6
    UNARY = 7
    ATOM = 8


@dataclass(frozen=True)
class Expression:
    """A C expression; ``opposite`` is how to write ``!`` of it where that is shorter."""

    text: str
    precedence: Precedence = Precedence.ATOM
    opposite: Expression | None = None

    def inside(self, precedence: Precedence) -> str:
        """The text where an operand must bind at least as tightly as ``precedence``."""
        return self.text if self.precedence >= precedence else f"({self.text})"


_RAISING: Mapping[type[Operation], str] = {
    arith.AddiOp: "add",
    arith.SubiOp: "subtract",
    arith.MuliOp: "multiply",
    arith.FloorDivSIOp: "quotient",
    arith.CeilDivSIOp: "ceiling_quotient",
    arith.DivSIOp: "truncated_quotient",
    arith.RemSIOp: "truncated_remainder",
    arith.ShLIOp: "shift_left",
    arith.ShRSIOp: "shift_right",
    arith.DivfOp: "divide",
    arith.FPToSIOp: "int_of",
    mlir_math.AbsIOp: "absolute",
    mlir_math.PowFOp: "power",
    mlir_math.FPowIOp: "power",
    mlir_math.IPowIOp: "int_power",
    dycl.FloorDivOp: "floor_divide",
    dycl.FmodOp: "float_remainder",
    dycl.ModOp: "modulo",
}

_PLAIN: Mapping[type[Operation], str] = {
    arith.MinSIOp: "least",
    arith.MaxSIOp: "greatest",
    arith.MinimumfOp: "minimum",
    arith.MaximumfOp: "maximum",
    arith.MinnumfOp: "minimum_number",
    arith.MaxnumfOp: "maximum_number",
    mlir_math.AbsFOp: "fabs",
    mlir_math.CopySignOp: "copysign",
    mlir_math.RoundOp: "round",
    dycl.HypotOp: "distance",
}

_ROUNDED: Mapping[type[Operation], str] = {
    mlir_math.CeilOp: "ceil",
    mlir_math.FloorOp: "floor",
    mlir_math.TruncOp: "trunc",
    mlir_math.RoundEvenOp: "nearbyint",
}
"""Python rounds to an integer, which has no negative zero."""

_CHECKED: Mapping[type[Operation], tuple[str, bool]] = {
    mlir_math.AcosOp: ("acos", False),
    mlir_math.AcoshOp: ("acosh", False),
    mlir_math.AsinOp: ("asin", False),
    mlir_math.AsinhOp: ("asinh", False),
    mlir_math.AtanOp: ("atan", False),
    mlir_math.AtanhOp: ("atanh", False),
    mlir_math.CbrtOp: ("cbrt", False),
    mlir_math.CosOp: ("cos", False),
    mlir_math.CoshOp: ("cosh", True),
    mlir_math.ErfOp: ("erf", False),
    mlir_math.ExpOp: ("exp", True),
    mlir_math.Exp2Op: ("exp2", True),
    mlir_math.ExpM1Op: ("expm1", True),
    mlir_math.LogOp: ("log", False),
    mlir_math.Log10Op: ("log10", False),
    mlir_math.Log1pOp: ("log1p", False),
    mlir_math.Log2Op: ("log2", False),
    mlir_math.SinOp: ("sin", False),
    mlir_math.SinhOp: ("sinh", True),
    mlir_math.SqrtOp: ("sqrt", False),
    mlir_math.TanOp: ("tan", False),
    mlir_math.TanhOp: ("tanh", False),
}
"""Functions of Python's ``math``; whether an infinite result is an overflow or a domain error."""

_INFIX: Mapping[type[Operation], tuple[str, Precedence]] = {
    arith.AddfOp: ("+", Precedence.SUM),
    arith.SubfOp: ("-", Precedence.SUM),
    arith.MulfOp: ("*", Precedence.PRODUCT),
}

_BITWISE: Mapping[type[Operation], tuple[str, str, Precedence]] = {
    arith.AndIOp: ("&", "&&", Precedence.AND),
    arith.OrIOp: ("|", "||", Precedence.OR),
    arith.XOrIOp: ("^", "!=", Precedence.COMPARISON),
}
"""On integers, and on bools."""

_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
_NEGATED = {"==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def literal(attribute: Attribute) -> Expression | None:
    """A constant host scalar, None for anything else."""
    match attribute:
        case IntegerAttr():
            number = attribute.value.data
            if attribute.type == i1:
                return Expression("true" if number else "false")
            if number == -(2**63):
                return Expression("INT64_MIN")
            text = str(number) if abs(number) < 2**31 else f"INT64_C({abs(number)})"
            text = text if number >= 0 or text[0] == "-" else f"-{text}"
            return Expression(text, Precedence.UNARY if number < 0 else Precedence.ATOM)
        case FloatAttr():
            number = attribute.value.data
            is_negative = math.copysign(1, number) < 0
            if math.isnan(number):
                return Expression("(double)NAN", Precedence.UNARY)
            text = "INFINITY" if math.isinf(number) else repr(abs(number))
            if is_negative:
                return Expression(f"-{text}", Precedence.UNARY)
            return Expression(text)
        case _:
            return None


def negation(condition: Expression) -> Expression:
    """``!`` of a bool."""
    if condition.opposite is not None:
        return condition.opposite
    text = f"!{condition.inside(Precedence.UNARY)}"
    return Expression(text, Precedence.UNARY, opposite=condition)


def conjunction(left: Expression, right: Expression) -> Expression:
    """``&&`` of bools."""
    return _logical("&&", Precedence.AND, left, right)


def disjunction(left: Expression, right: Expression) -> Expression:
    """``||`` of bools."""
    return _logical("||", Precedence.OR, left, right)


def _logical(
    symbol: str, precedence: Precedence, left: Expression, right: Expression
) -> Expression:
    # Compilers want parentheses around && beside ||, though C does not need them.
    texts = [
        each.text if each.precedence in (precedence, *_TIGHTER) else f"({each.text})"
        for each in (left, right)
    ]
    return Expression(f" {symbol} ".join(texts), precedence)


_TIGHTER = tuple(each for each in Precedence if each >= Precedence.COMPARISON)


def arithmetic(op: Operation, operands: Sequence[Expression]) -> Expression | None:
    """The expression of an ``arith`` or ``math`` operation; None for one that C has not."""
    texts = ", ".join(operand.text for operand in operands)
    if type(op) in _RAISING:
        return Expression(f"{_RAISING[type(op)]}(frame, {texts})")
    if type(op) in _PLAIN:
        return Expression(f"{_PLAIN[type(op)]}({texts})")
    if type(op) in _ROUNDED:
        return Expression(f"{_ROUNDED[type(op)]}({texts}) + 0.0", Precedence.SUM)
    if type(op) in _CHECKED:
        name, may_overflow = _CHECKED[type(op)]
        return _checked(f"{name}({texts})", texts, may_overflow)
    if type(op) in _INFIX:
        symbol, precedence = _INFIX[type(op)]
        left, right = operands
        tighter = Precedence(precedence + 1)
        text = f"{left.inside(precedence)} {symbol} {right.inside(tighter)}"
        return Expression(text, precedence)
    if type(op) in _BITWISE:
        return _bitwise(op, *operands)
    match op:
        case arith.CmpiOp():
            return _compare_integers(op, *operands)
        case arith.CmpfOp():
            return _compare_floats(op, *operands)
        case arith.SelectOp():
            condition, left, right = (each.inside(Precedence.OR) for each in operands)
            return Expression(f"{condition} ? {left} : {right}", Precedence.CONDITIONAL)
        case dycl.RoundOp():
            return Expression(f"rounded({texts}, {op.digits.value.data})")
        case arith.NegfOp():
            return Expression(f"-{operands[0].inside(Precedence.ATOM)}", Precedence.UNARY)
        case mlir_math.Atan2Op():
            return Expression(f"atan2({texts})")
        case mlir_math.RsqrtOp():
            root = _checked(f"sqrt({texts})", texts, may_overflow=False)
            return Expression(f"divide(frame, 1.0, {root.text})")
        case mlir_math.FmaOp():
            left, right, added = (each.inside(Precedence.UNARY) for each in operands)
            return Expression(f"{left} * {right} + {added}", Precedence.SUM)
        case arith.SIToFPOp() | arith.UIToFPOp():
            return Expression(f"(double){operands[0].inside(Precedence.UNARY)}", Precedence.UNARY)
        case arith.ExtUIOp() | arith.ExtSIOp() | arith.TruncIOp():
            return _resize(op, operands[0])
        case _:
            return None


def _checked(call: str, argument: str, may_overflow: bool) -> Expression:
    return Expression(f"checked(frame, {argument}, {call}, {str(may_overflow).lower()})")


def _bitwise(op: Operation, left: Expression, right: Expression) -> Expression:
    symbol, bool_symbol, bool_precedence = _BITWISE[type(op)]
    if op.results[0].type == i1:
        if isinstance(op, arith.XOrIOp):
            if right.text == "true":
                return negation(left)
            if left.text == "true":
                return negation(right)
            return _comparison("!=", left, right)
        return _logical(bool_symbol, bool_precedence, left, right)
    operands = (each.inside(Precedence.UNARY) for each in (left, right))
    return Expression(f" {symbol} ".join(operands), Precedence.CONDITIONAL)


def _comparison(symbol: str, left: Expression, right: Expression) -> Expression:
    operands = (each.inside(Precedence.SUM) for each in (left, right))
    return Expression(f" {symbol} ".join(operands), Precedence.COMPARISON)


def _compare_integers(op: arith.CmpiOp, left: Expression, right: Expression) -> Expression:
    predicate = arith.CMPI_COMPARISON_OPERATIONS[op.predicate.value.data]
    if predicate in ("eq", "ne"):
        if op.lhs.type == i1 and right.text in ("true", "false"):
            is_same = (predicate == "eq") == (right.text == "true")
            return left if is_same else negation(left)
        symbol = _COMPARISONS[predicate]
    else:
        symbol = _COMPARISONS[predicate[1:]]
        if predicate[0] == "u":
            left, right = (
                Expression(f"(uint64_t){each.inside(Precedence.UNARY)}", Precedence.UNARY)
                for each in (left, right)
            )
    opposite = _comparison(_NEGATED[symbol], left, right)
    return replace(_comparison(symbol, left, right), opposite=opposite)


def _compare_floats(op: arith.CmpfOp, left: Expression, right: Expression) -> Expression:
    """C's comparisons with NaN are false, but ``!=``."""
    predicate = arith.CMPF_COMPARISON_OPERATIONS[op.predicate.value.data]
    arguments = f"({left.text}, {right.text})"
    match predicate:
        case "false" | "true":
            return Expression(predicate)
        case "oeq" | "ogt" | "oge" | "olt" | "ole" | "une":
            return _comparison(_COMPARISONS[predicate[1:]], left, right)
        case "ugt" | "uge" | "ult" | "ule":
            return negation(_comparison(_NEGATED[_COMPARISONS[predicate[1:]]], left, right))
        case "uno" | "ord":
            unordered = Expression(f"isunordered{arguments}")
            return unordered if predicate == "uno" else negation(unordered)
        case _:  # one, ueq
            differ = Expression(f"islessgreater{arguments}")
            return differ if predicate == "one" else negation(differ)


def _resize(
    op: arith.ExtUIOp | arith.ExtSIOp | arith.TruncIOp, operand: Expression
) -> Expression | None:
    """Between ``i1`` and ``i64``; host scalars have no other integer types."""
    inner = operand.inside(Precedence.UNARY)
    if op.input.type == i1 and op.result.type == i64:
        sign = "-" if isinstance(op, arith.ExtSIOp) else ""
        return Expression(f"{sign}(int64_t){inner}", Precedence.UNARY)
    if op.input.type == i64 and op.result.type == i1:
        return Expression(f"({inner} & 1) != 0", Precedence.COMPARISON)
    return None
