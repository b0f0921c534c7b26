"""The pass ``outline-regions``."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from xdsl.context import Context
from xdsl.dialects import arith, func
from xdsl.dialects.builtin import (
    ArrayAttr,
    DictionaryAttr,
    ModuleOp,
    StringAttr,
    SymbolRefAttr,
    TensorType,
    UnitAttr,
)
from xdsl.ir import Attribute, Block, Operation, OpResult, Region, SSAValue, Use
from xdsl.passes import ModulePass
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.traits import ConstantLike
from xdsl.transforms.dead_code_elimination import is_trivially_dead
from xdsl.utils.hints import isa

from dycl.analysis.convex_groups import Step, convex_groups
from dycl.analysis.cost import (
    is_bookkeeping,
    is_cheap,
    is_copy,
    is_fill,
    is_view,
    size_in_bytes,
)
from dycl.analysis.effects import Effects
from dycl.analysis.flops import flops_per_row
from dycl.analysis.remarks import remark
from dycl.analysis.rows import has_dynamic_shape, rows_of
from dycl.analysis.shapes import Shapes
from dycl.analysis.sizes import Symbol
from dycl.analysis.subnetwork_names import NameGiver
from dycl.dialects import aten
from dycl.dialects.aten_operation import AtenOp, Element, static_value
from dycl.dialects.dycl import SUBNETWORK, WEIGHT, AssumeOp, WeightOp
from dycl.errors import DyclError
from dycl.passes.remove_dead_values import remove_dead_values
from dycl.passes.rewriting.tiles import tile_of_operation

STATIC = 0
"""The kind of operators whose shapes are all known."""

Kind = int | Symbol
"""What operators of a sub-network have in common: that, or the number of rows that they compute."""

REGROUPINGS = 4
"""How often a block is grouped again after groups were found to be too small."""


@dataclass(frozen=True)
class OutlineRegions(ModulePass):
    """Make private functions of the largest possible sub-networks without a branch.

    Each block becomes as few sub-networks as its dependences allow: tensor operators with host
    scalars, branches and loops in between. Pure operators move past branches that they do not
    depend on.

    A sub-network's interface is as small as possible. It takes no value that it doesn't use and
    returns none that nobody uses. Constants move into it, weights are its arguments marked
    ``dycl.weight``, and the ``dycl.weight`` stands before the call. Operators that only copy, and
    assumptions, disappear. What is only another view of a value, or filled with one number, is not
    handed from one sub-network to another but computed in both.

    What is computed row by row becomes a sub-network too where the number of rows, ``?``, is only
    known at run time: the same for all of its tensors, see ``print-analysis{name=rows}``.

    Options:

    * ``minimum-ops``: a sub-network has at least so many operators that compute something; views
      and
      arithmetic on a few integers don't count. Smaller ones stay on the host.
    * ``minimum-row-flops``: a sub-network for rows whose number is only known at run time does at
      least so many floating-point operations for each. It is compiled for several numbers of rows.
    * ``duplicate``: what may be computed in several sub-networks instead of being handed around:
      ``all`` of the following, ``views``, tensors filled with one number (``fills``), or ``none``.
    * ``backend``: the operators that ``relay`` can compile, or ``any``.

    Before::

        %w = dycl.weight @stem.weight : tensor<4x4xf32>
        %h = aten.linear %x, %w : (tensor<1x4xf32>, tensor<4x4xf32>) -> tensor<1x4xf32>
        %best = aten.max %h : (tensor<1x4xf32>) -> tensor<f32>
        %sure = aten.gt.Scalar %best {other = 0.9} : (tensor<f32>) -> tensor<i1>
        %exit = dycl.item %sure : tensor<i1> -> i1

    After::

        %w = dycl.weight @stem.weight : tensor<4x4xf32>
        %h, %sure = func.call @stem(%x, %w) : (tensor<1x4xf32>, tensor<4x4xf32>) -> (…)
        %exit = dycl.item %sure : tensor<i1> -> i1
        …
        func.func private @stem(%x: tensor<1x4xf32>, %w: tensor<4x4xf32> {dycl.weight})
            -> (tensor<1x4xf32>, tensor<i1>) attributes {dycl.subnetwork} {…}
    """

    name = "outline-regions"

    minimum_ops: int = 1
    minimum_row_flops: int = 1024
    duplicate: str = "all"
    backend: str = "relay"

    def apply(self, ctx: Context, op: ModuleOp) -> None:
        remove_dead_values(op)
        outliner = Outliner(
            op,
            self.minimum_ops,
            _predicate(self.backend),
            self.minimum_row_flops,
            _duplicable(self.duplicate),
        )
        for function in [f for f in op.body.ops if isinstance(f, func.FuncOp)]:
            if SUBNETWORK not in function.attributes:
                outliner.function(function)


def _predicate(backend: str) -> Callable[[AtenOp], str | None]:
    if backend == "any":
        return lambda operation: None
    if backend == "relay":
        from dycl.passes.convert_aten_to_relay import unsupported_reason

        return lambda operation: _for_all(unsupported_reason, operation)
    raise DyclError(f"outline-regions knows no backend '{backend}'", hint="use relay or any")


def _duplicable(kind: str) -> Callable[[Operation], bool]:
    match kind:
        case "all":
            return is_cheap
        case "views":
            return is_view
        case "fills":
            return is_fill
        case "none":
            return lambda operation: False
        case _:
            raise DyclError(
                f"outline-regions cannot duplicate '{kind}'", hint="use all, views, fills or none"
            )


def _for_all(unsupported: Callable[[AtenOp], str | None], operation: AtenOp) -> str | None:
    """Why an operator can't be part of a sub-network, for one or for several rows if it has any."""
    if not any(map(has_dynamic_shape, (*operation.operand_types, *operation.result_types))):
        return unsupported(operation)
    for rows in (1, 4):
        with tile_of_operation(operation, rows) as tile:
            if reason := unsupported(tile):
                return reason
    return None


class Outliner:
    """Splits functions; ``unsupported`` says why an operator can't be part of a sub-network, and
    ``may_duplicate`` which of those that cost nothing may be computed in several.
    """

    def __init__(
        self,
        module: ModuleOp,
        minimum_ops: int,
        unsupported: Callable[[AtenOp], str | None],
        minimum_row_flops: int = 0,
        may_duplicate: Callable[[Operation], bool] = is_cheap,
    ) -> None:
        self._module = module
        self._effects = Effects(module)
        self._names = NameGiver(module)
        self._minimum_ops = minimum_ops
        self._minimum_row_flops = minimum_row_flops
        self._unsupported = unsupported
        self._may_duplicate = may_duplicate
        self._kinds: dict[Operation, Kind | None] = {}
        self._shapes: Shapes | None = None
        self._made: dict[func.CallOp, func.FuncOp] = {}

    def function(self, function: func.FuncOp) -> None:
        for operation in list(function.walk()):
            if isinstance(operation, AssumeOp):
                Rewriter.replace_op(operation, [], operation.operands)
            elif isinstance(operation, AtenOp):
                _simplify(operation, self._effects)
        self._find_rows(function)
        for operation in list(function.walk(reverse=True)):
            if self._may_duplicate(operation) and _is_at_hand(operation, self._may_group):
                _copy_into_nested_blocks(operation)
        self._find_rows(function)
        for block in list(function.walk_blocks()):
            self._block(block)
        for operation in list(function.walk()):
            is_input = isinstance(operation, WeightOp | arith.ConstantOp | aten.SymSizeIntOp)
            if is_input and is_trivially_dead(operation):
                Rewriter.erase_op(operation)
            elif isinstance(operation, func.CallOp) and operation in self._made:
                self._publish(operation, function.sym_name.data)

    def _find_rows(self, function: func.FuncOp) -> None:
        """Which sizes are equal; needed again after operations were made."""
        self._shapes = None
        for operation in function.walk():
            if any(map(has_dynamic_shape, (*operation.operand_types, *operation.result_types))):
                self._shapes = self._shapes or Shapes(self._module)
                if isinstance(operation, AtenOp):
                    _forget_extents(operation, self._shapes)
        if self._shapes is not None:
            self._shapes = Shapes(self._module)
            self._kinds.clear()

    def _publish(self, call: func.CallOp, caller: str) -> None:
        """Name a new function, which is called by ``call`` alone, and add it to the module."""
        made = self._made.pop(call)
        operations = [op for op in made.body.block.ops if isinstance(op, AtenOp)]
        made.sym_name = StringAttr(self._names.name(operations, caller))
        call.callee = SymbolRefAttr(made.sym_name)
        self._module.body.block.add_op(made)

    def _block(self, block: Block) -> None:
        steps: list[Step] = []
        for attempt in range(REGROUPINGS):
            steps = convex_groups(block, self._kind, self._effects)
            small = [group for step in steps for group in step.groups if self._is_too_small(group)]
            if not small or attempt == REGROUPINGS - 1:
                break
            for group in small:
                self._keep_on_host(group)
        if not any(step.groups for step in steps):
            return
        self._copy_views(steps)
        terminator = block.last_op
        assert terminator is not None
        for step in steps:
            for operation in step.staying:
                operation.detach()
                block.insert_op_before(operation, terminator)
            for group in step.groups:
                self._outline(group, terminator)

    def _copy_views(self, steps: Sequence[Step]) -> None:
        """Compute views in each group that uses them, if what they look at is there anyway."""
        groups = [group for step in steps for group in step.groups]
        homes = {operation: group for group in groups for operation in group}
        for group in groups:
            for operation in list(reversed(group)):
                if self._may_duplicate(operation) and _is_at_hand(operation, self._may_group):
                    _copy_into_other_groups(operation, group, homes)

    def _may_group(self, operation: Operation) -> bool:
        return self._kind(operation) is not None

    def _kind(self, operation: Operation) -> Kind | None:
        if operation not in self._kinds:
            kind = self._kind_or_reason(operation)
            if isinstance(kind, str):
                if kind:
                    remark(OutlineRegions.name, operation, f"{operation.name} stays: {kind}")
                kind = None
            self._kinds[operation] = kind
        return self._kinds[operation]

    def _kind_or_reason(self, operation: Operation) -> Kind | str:
        """What operations of a sub-network have in common with this one, or why it stays on the
        host; empty where nobody would wonder.
        """
        if not isinstance(operation, AtenOp):
            return ""
        if not self._effects.is_pure(operation):
            return "it draws random numbers"
        kind: Kind = STATIC
        for value in (*operation.operands, *operation.results):
            if not isa(value.type, TensorType):
                return f"it has a host scalar of type {value.type}"
            if kind is STATIC and not value.type.has_static_shape():
                assert self._shapes is not None
                rows = rows_of(operation, self._shapes.sizes)
                if isinstance(rows, str):
                    return f"the shape {value.type} depends on data, and {rows}"
                kind = rows.size
        return self._unsupported(operation) or kind

    def _is_too_small(self, group: Sequence[Operation]) -> bool:
        if self._kind(group[0]) is not STATIC:
            return sum(map(flops_per_row, group)) < self._minimum_row_flops
        computing = sum(not is_bookkeeping(operation) for operation in group)
        return computing < self._minimum_ops

    def _keep_on_host(self, group: Sequence[Operation]) -> None:
        for operation in group:
            self._kinds[operation] = None
            remark(
                OutlineRegions.name, operation, f"{operation.name} stays: a call would cost more"
            )

    def _outline(self, group: Sequence[Operation], before: Operation) -> None:
        """Move ``group`` into a new function, and call it before ``before``."""
        interface = _Interface(group)
        if not interface.results:
            for operation in reversed(group):
                if operation.parent is not None:
                    operation.detach()
                operation.erase()
            return
        call = func.CallOp(
            "", [*interface.inputs, *interface.weights], [v.type for v in interface.results]
        )
        call.location = group[0].location
        for weight in interface.weights:
            Rewriter.insert_op(weight.op, InsertPoint.before(before))
        Rewriter.insert_op(call, InsertPoint.before(before))
        members = set(group)
        for value, result in zip(interface.results, call.results, strict=True):
            result.name_hint = value.name_hint
            value.replace_uses_with_if(result, lambda use: use.operation not in members)
        self._made[call] = interface.function(group)


class _Interface:
    """What goes into and comes out of a group of operations."""

    def __init__(self, group: Sequence[Operation]) -> None:
        members = set(group)
        self.inputs: list[SSAValue] = []
        self.weights: list[OpResult] = []
        self.results: list[SSAValue] = [
            result
            for operation in group
            for result in operation.results
            if any(use.operation not in members for use in result.uses)
        ]
        self.constants: dict[Operation, Operation] = {}
        self._weights: dict[str, OpResult] = {}
        self._outer: dict[SSAValue, SSAValue] = {}
        """What stands for a value from outside: itself, or one ``dycl.weight`` for all of that
        name.
        """
        for operation in group:
            for operand in operation.operands:
                owner = operand.owner
                if owner not in members and operand not in self._outer:
                    self._add(operand)

    def _add(self, value: SSAValue) -> None:
        match value.owner:
            case WeightOp() as weight:
                known = self._weights.get(weight.weight_name)
                if known is None:
                    known = self._weights[weight.weight_name] = weight.clone().results[0]
                    known.name_hint = value.name_hint
                    self.weights.append(known)
                self._outer[value] = known
            case Operation() as constant if constant.has_trait(ConstantLike):
                self.constants.setdefault(constant, constant.clone())
                self._outer[value] = self.constants[constant].results[0]
            case _:
                self.inputs.append(value)
                self._outer[value] = value

    def function(self, group: Sequence[Operation]) -> func.FuncOp:
        """A function, still without a name, with the operations, which leave their block."""
        outer = [*self.inputs, *self.weights]
        block = Block(arg_types=[value.type for value in outer])
        arguments = dict(zip(outer, block.args, strict=True))
        for value, argument in arguments.items():
            argument.name_hint = value.name_hint
        block.add_ops(self.constants.values())
        for operation in group:
            if operation.parent is not None:
                operation.detach()
            block.add_op(operation)
            for index, operand in enumerate(operation.operands):
                stand_in = self._outer.get(operand)
                if stand_in is not None:
                    operation.operands[index] = arguments.get(stand_in, stand_in)
        block.add_op(func.ReturnOp(*self.results))
        marks = [DictionaryAttr({})] * len(self.inputs)
        marks += [DictionaryAttr({WEIGHT: UnitAttr()})] * len(self.weights)
        function = func.FuncOp(
            "",
            ([value.type for value in outer], [value.type for value in self.results]),
            Region(block),
            "private",
            arg_attrs=ArrayAttr(marks) if self.weights else None,
        )
        function.attributes[SUBNETWORK] = UnitAttr()
        function.location = group[0].location
        return function


def _simplify(operation: AtenOp, effects: Effects) -> None:
    """Remove an operator that only copies; write constant host scalars into the others."""
    if is_copy(operation) and effects.is_pure(operation):
        operation.results[0].replace_all_uses_with(operation.operands[0])
        Rewriter.erase_op(operation)
        return
    if not any(_static_number(operand) is not None for operand in operation.operands):
        return
    arguments = {
        name: tuple(_as_static(element) for element in value)
        if isinstance(value, tuple)
        else _as_static(value)
        for name, value in operation.arguments().items()
    }
    others = {
        name: attribute
        for name, attribute in operation.attributes.items()
        if name not in operation.schema().by_name
    }
    replacement = type(operation)(arguments, operation.result_types, others)
    replacement.location = operation.location
    Rewriter.replace_op(operation, replacement)


def _forget_extents(operation: AtenOp, shapes: Shapes) -> None:
    """Write -1 for the number of rows that a view is given, where it has as many anyway."""
    if not isinstance(operation, aten.ViewOp | aten.ReshapeOp) or len(operation.operands) == 1:
        return
    name = "size" if isinstance(operation, aten.ViewOp) else "shape"
    found = [shapes.sizes(value) for value in (operation.operands[0], operation.results[0])]
    rows = [[size for size in shape if not isinstance(size, int)] for shape in found]
    others = [math.prod(size for size in shape if isinstance(size, int)) for shape in found]
    if len(rows[0]) != 1 or rows[0] != rows[1] or others[0] != others[1]:
        return
    extents = [size if isinstance(size, int) else -1 for size in found[1]]
    replacement = type(operation)(
        {"self": operation.operands[0], name: extents}, operation.result_types
    )
    replacement.location = operation.location
    Rewriter.replace_op(operation, replacement)


def _as_static(element: Element) -> Element:
    if not isinstance(element, SSAValue):
        return element
    number = _static_number(element)
    return element if number is None else number


def _static_number(value: SSAValue) -> int | float | bool | None:
    """The number that a host scalar is, where it is constant."""
    if isinstance(value.type, TensorType) or not isinstance(value, OpResult):
        return None
    if not isinstance(value.op, arith.ConstantOp):
        return None
    attribute: Attribute = value.op.value
    static = static_value(attribute)
    return static if isinstance(static, int | float) else None


def _copy_into_nested_blocks(operation: Operation) -> None:
    """Compute a view in each block that uses it, instead of in the block around those."""
    home = operation.parent_block()
    uses: dict[Block, list[Use]] = {}
    for use in operation.results[0].uses:
        block = use.operation.parent_block()
        if block is not None and block is not home:
            uses.setdefault(block, []).append(use)
    for block, inside in uses.items():
        assert block.first_op is not None
        block.insert_op_before(_copy_for(operation, inside), block.first_op)
    if uses and operation.results[0].first_use is None:
        Rewriter.erase_op(operation)


def _copy_into_other_groups(
    operation: Operation, home: list[Operation], homes: dict[Operation, list[Operation]]
) -> None:
    """Compute a view in each group that uses it."""
    uses: dict[int, tuple[list[Operation], list[Use]]] = {}
    for use in operation.results[0].uses:
        group = homes.get(use.operation)
        if group is not None and group is not home:
            uses.setdefault(id(group), (group, []))[1].append(use)
    for group, inside in uses.values():
        group.insert(0, copy := _copy_for(operation, inside))
        homes[copy] = group
    if uses and operation.results[0].first_use is None:
        home.remove(operation)
        Rewriter.erase_op(operation)


def _copy_for(operation: Operation, uses: Sequence[Use]) -> Operation:
    """A copy of an operation with one result, for some of its uses."""
    copy = operation.clone()
    copy.results[0].name_hint = operation.results[0].name_hint
    for use in uses:
        use.operation.operands[use.index] = copy.results[0]
    return copy


def _is_at_hand(operation: Operation, is_computed: Callable[[Operation], bool]) -> bool:
    """Whether the value that a view looks at is handed around anyway, or has fewer bytes."""
    if not operation.operands:
        return True
    (result,) = operation.results
    source = operation.operands[0]
    while isinstance(source, OpResult) and is_cheap(source.op) and source.op.operands:
        source = source.op.operands[0]
    if size_in_bytes(source.type) < size_in_bytes(result.type):
        return True
    return not isinstance(source, OpResult) or not is_computed(source.op)
