"""Makes a program smaller as long as it stays interesting.

Edits remove operations, arms of branches, loops, functions, arguments and results, many at once as
long as that works: delta debugging (Zeller and Hildebrandt, Simplifying and isolating
failure-inducing input, TSE 2002) on IR, so that each program that is tried verifies.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import cast

from xdsl.dialects import arith, func, scf
from xdsl.dialects.builtin import (
    AnyFloat,
    DenseIntOrFPElementsAttr,
    FloatAttr,
    FunctionType,
    IntegerAttr,
    IntegerType,
    ModuleOp,
    TensorType,
)
from xdsl.ir import Attribute, Block, Operation, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import ConstantLike, IsTerminator
from xdsl.utils.exceptions import VerifyException
from xdsl.utils.hints import isa

from dycl.dialects.dycl import INPUTS, OPTIONAL, OUTPUTS, STATE, UPDATES
from dycl.passes.rewriting.branches import inline_arm

MOST_ELEMENTS = 4096
"""Larger tensors are not written out as constants."""

Edit = Callable[[Operation], bool]
"""Makes the program smaller at an operation; says whether it changed anything."""


def reduce_module(module: ModuleOp, is_interesting: Callable[[ModuleOp], bool]) -> ModuleOp:
    """The smallest program found that ``is_interesting`` accepts; ``module`` must be one."""
    changed = True
    while changed:
        changed = False
        for edit in EDITS:
            smaller = _sweep(module, edit, is_interesting)
            changed |= smaller is not module
            module = smaller
    return module


def size(module: ModuleOp) -> int:
    """What is made smaller: operations, of which constants count little, and their operands."""
    total = 0
    for op in module.walk():
        total += 1 if op.has_trait(ConstantLike) else 4 + len(op.operands)
        if isinstance(op, func.FuncOp):
            total += len(op.function_type.inputs) + len(op.attributes)
    return total


def _sweep(module: ModuleOp, edit: Edit, is_interesting: Callable[[ModuleOp], bool]) -> ModuleOp:
    """Try ``edit`` at all operations, at half of them, and so on, down to each alone."""
    length = sum(1 for _ in module.walk())
    while length:
        start = 0
        while start < sum(1 for _ in module.walk()):
            candidate = module.clone()
            operations = list(candidate.walk())[start : start + length]
            edited = [edit(op) for op in reversed(operations)]
            is_smaller = any(edited) and size(candidate) < size(module)
            if is_smaller and _verifies(candidate) and is_interesting(candidate):
                module = candidate
                continue
            start += length
        length //= 2
    return module


def _verifies(module: ModuleOp) -> bool:
    try:
        module.verify()
    except VerifyException:
        return False
    return True


def _remove_function(op: Operation) -> bool:
    if not isinstance(op, func.FuncOp):
        return False
    Rewriter.erase_op(op)
    return True


def _remove_interface(op: Operation) -> bool:
    """How arguments are nested: without that, arguments and results can go."""
    known = (INPUTS, OPTIONAL, OUTPUTS, STATE, UPDATES)
    names = [name for name in known if name in op.attributes]
    for name in names:
        del op.attributes[name]
    return bool(names)


def _keep_arm(index: int) -> Edit:
    def edit(op: Operation) -> bool:
        if not isinstance(op, scf.IfOp) or op.regions[index].first_block is None:
            return False
        inline_arm(op, op.regions[index], None)
        return True

    return edit


def _replace_by_operands(op: Operation) -> bool:
    """Replace each result by an operand of its type."""
    if not _is_plain(op) or not op.results:
        return False
    values = [next((o for o in op.operands if o.type == r.type), None) for r in op.results]
    found = [value for value in values if value is not None]
    if len(found) < len(values):
        return False
    Rewriter.replace_op(op, [], found)
    return True


def _replace_by_constants(op: Operation) -> bool:
    """Replace each result that is used by a constant."""
    if not _is_plain(op) or op.has_trait(ConstantLike):
        return False
    constants: list[Operation | None] = []
    for result in op.results:
        constant = _constant(result.type) if result.first_use is not None else None
        if constant is None and result.first_use is not None:
            return False
        constants.append(constant)
    for result, constant in zip(op.results, constants, strict=True):
        if constant is not None:
            Rewriter.insert_op(constant, InsertPoint.before(op))
            result.replace_all_uses_with(constant.results[0])
    Rewriter.erase_op(op)
    return True


def _remove_unused(op: Operation) -> bool:
    if op.has_trait(IsTerminator) or isinstance(op, func.FuncOp | ModuleOp):
        return False
    if op.parent is None or any(result.first_use is not None for result in op.results):
        return False
    Rewriter.erase_op(op)
    return True


def _remove_results(op: Operation) -> bool:
    """Return nothing that is an argument or a constant; all else where nothing else is left."""
    if not isinstance(op, func.ReturnOp) or not op.operands:
        return False
    kept = [o for o in op.operands if isinstance(o.owner, Operation) and not _is_constant(o)]
    return _return(op, kept if len(kept) < len(op.operands) else kept[:1])


def _remove_last_result(op: Operation) -> bool:
    if not isinstance(op, func.ReturnOp) or not op.operands:
        return False
    return _return(op, list(op.operands)[:-1])


def _return(op: func.ReturnOp, values: list[SSAValue]) -> bool:
    function = op.parent_op()
    if not isinstance(function, func.FuncOp) or len(values) == len(op.operands):
        return False
    op.operands = values
    function.function_type = FunctionType.from_lists(
        list(function.function_type.inputs), [value.type for value in values]
    )
    function.res_attrs = None
    return True


def _remove_arguments(op: Operation) -> bool:
    """Remove arguments that nobody uses from a function that nobody calls."""
    if not isinstance(op, func.FuncOp) or op.is_declaration:
        return False
    block: Block = op.body.block
    unused = [argument for argument in block.args if argument.first_use is None]
    for argument in unused:
        block.erase_arg(argument)
    if unused:
        op.arg_attrs = None
        op.function_type = FunctionType.from_lists(
            [argument.type for argument in block.args], list(op.function_type.outputs)
        )
    return bool(unused)


def _is_plain(op: Operation) -> bool:
    return op.parent is not None and not (
        op.has_trait(IsTerminator) or isinstance(op, func.FuncOp | ModuleOp)
    )


def _is_constant(value: SSAValue) -> bool:
    return isinstance(value.owner, Operation) and value.owner.has_trait(ConstantLike)


def _constant(type_: Attribute) -> Operation | None:
    """A constant of that type, if there is one that can be written out."""
    if isa(type_, TensorType):
        element: Attribute = type_.get_element_type()
        shape = type_.get_shape()
        if not type_.has_static_shape() or math.prod(shape) > MOST_ELEMENTS:
            return None
        if isinstance(element, IntegerType):
            type_ = cast("TensorType[IntegerType]", type_)
            return arith.ConstantOp(DenseIntOrFPElementsAttr.from_list(type_, [1]))
        if isinstance(element, AnyFloat):
            type_ = cast("TensorType[AnyFloat]", type_)
            return arith.ConstantOp(DenseIntOrFPElementsAttr.from_list(type_, [0.5]))
        return None
    if isinstance(type_, IntegerType):
        return arith.ConstantOp(IntegerAttr(1, cast("IntegerType", type_)))
    if isinstance(type_, AnyFloat):
        return arith.ConstantOp(FloatAttr(0.5, type_))
    return None


EDITS: tuple[Edit, ...] = (
    _remove_function,
    _remove_interface,
    _keep_arm(0),
    _keep_arm(1),
    _remove_unused,
    _replace_by_operands,
    _replace_by_constants,
    _remove_results,
    _remove_last_result,
    _remove_unused,
    _remove_arguments,
)
"""What is tried, in turn, as long as anything helps."""
