"""Which dimensions are always equal: symbols for the sizes of all tensors of a program."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from xdsl.dialects import func, scf, tensor
from xdsl.dialects.builtin import ModuleOp
from xdsl.ir import Block, Operation, Region, SSAValue

from dycl.analysis.effects import Effects
from dycl.analysis.operator_shapes import shape_of_results
from dycl.analysis.range_walk import is_poison
from dycl.analysis.sizes import Shape, Size, Sizes, Symbol
from dycl.analysis.value_numbers import ValueNumbers
from dycl.dialects.aten_operation import AtenOp


class Shapes:
    """The sizes of dimensions, as numbers or as symbols; equal symbols are equal sizes.

    Inside a loop, symbols are for the present iteration; inside a function, for the present call.
    What a loop carries keeps a size that no iteration changes. Different symbols say nothing.
    """

    def __init__(self, module: ModuleOp) -> None:
        self._sizes = Sizes(ValueNumbers(Effects(module)))
        self._functions = {
            operation.sym_name.data: operation
            for operation in module.body.ops
            if isinstance(operation, func.FuncOp) and not operation.is_declaration
        }
        self._entered: set[str] = set()
        self._returned: dict[str, list[tuple[Size, ...]]] = {}
        for name in self._functions:
            self._function(name)

    def sizes(self, value: SSAValue) -> tuple[Size, ...]:
        """The sizes of a tensor's dimensions; empty for what is no tensor."""
        return self._sizes.shape(value)

    def _function(self, name: str) -> None:
        if name in self._entered or name not in self._functions:
            return
        self._entered.add(name)
        self._region(self._functions[name].body)
        terminator = self._functions[name].body.blocks[-1].last_op
        if isinstance(terminator, func.ReturnOp):
            self._returned[name] = self._shapes(terminator.operands)

    def _region(self, region: Region) -> None:
        for block in region.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        for operation in block.ops:
            self._visit(operation)

    def _visit(self, operation: Operation) -> None:
        match operation:
            case scf.IfOp() | scf.IndexSwitchOp():
                self._branch(operation)
            case scf.ForOp():
                self._for(operation)
            case scf.WhileOp():
                self._while(operation)
            case func.CallOp():
                self._call(operation)
            case tensor.CastOp():
                self._sizes.define(operation.dest, self.sizes(operation.source))
            case AtenOp():
                shape = shape_of_results(operation, self._sizes)
                for result in operation.results:
                    self._sizes.define(result, shape)
            case _:
                for region in operation.regions:
                    self._region(region)

    def _branch(self, operation: Operation) -> None:
        arms: list[Sequence[SSAValue]] = []
        for region in operation.regions:
            self._region(region)
            if region.blocks and (terminator := region.block.last_op) is not None:
                arms.append(terminator.operands)
        for index, result in enumerate(operation.results):
            # Nobody looks at poison, so it has whatever shape the other arms give.
            yielded = [arm[index] for arm in arms if not is_poison(arm[index])]
            shapes = self._shapes(yielded)
            self._sizes.define(result, _agreed(shapes) if shapes else None)

    def _for(self, loop: scf.ForOp) -> None:
        _, *arguments = loop.body.block.args

        def iterate() -> Sequence[SSAValue]:
            self._region(loop.body)
            return _terminator(loop.body).operands

        self._define(loop.results, self._carried(loop.iter_args, arguments, iterate))

    def _while(self, loop: scf.WhileOp) -> None:
        before, after = loop.before_region, loop.after_region

        def iterate() -> Sequence[SSAValue]:
            self._region(before)
            condition = _terminator(before).operands[1:]
            self._define(after.block.args, self._shapes(condition))
            self._region(after)
            return _terminator(after).operands

        carried = self._carried(loop.arguments, before.block.args, iterate)
        # Other symbols are for the last iteration alone.
        unchanged = {size for shape in carried for size in shape}
        for result, value in zip(loop.results, _terminator(before).operands[1:], strict=True):
            self._sizes.define(
                result,
                [
                    size if isinstance(size, int) or size in unchanged else None
                    for size in self.sizes(value)
                ],
            )

    def _carried(
        self,
        initial: Sequence[SSAValue],
        arguments: Sequence[SSAValue],
        iterate: Callable[[], Sequence[SSAValue]],
    ) -> list[Shape]:
        """The sizes that no iteration changes: all of the first ones, until the loop disagrees."""
        carried: list[Shape] = [*self._shapes(initial)]
        while True:
            self._define(arguments, carried)
            yielded = self._shapes(iterate())
            kept: list[Shape] = [_agreed(pair) for pair in zip(carried, yielded, strict=True)]
            if kept == carried:
                return carried
            carried = kept

    def _call(self, call: func.CallOp) -> None:
        name = call.callee.string_value()
        self._function(name)
        returned = self._returned.get(name)
        if returned is None:  # a declaration, or a function that is calling itself
            return
        passed: dict[Size, Size] = {}
        for argument, operand in zip(self._functions[name].args, call.operands, strict=True):
            passed.update(zip(self.sizes(argument), self.sizes(operand), strict=True))
        for result, shape in zip(call.results, returned, strict=True):
            self._sizes.define(result, [self._from_callee(call, size, passed) for size in shape])

    def _from_callee(self, call: func.CallOp, size: Size, passed: dict[Size, Size]) -> Size:
        if not isinstance(size, Symbol):
            return size
        if size in passed:
            return passed[size]
        return self._sizes.symbol("call", self._sizes.number(call.results[0]), size)

    def _shapes(self, values: Sequence[SSAValue]) -> list[tuple[Size, ...]]:
        return [self.sizes(value) for value in values]

    def _define(self, values: Sequence[SSAValue], shapes: Sequence[Shape]) -> None:
        for value, shape in zip(values, shapes, strict=True):
            self._sizes.define(value, shape)


def _terminator(region: Region) -> Operation:
    terminator = region.block.last_op
    assert terminator is not None
    return terminator


def _agreed(shapes: Sequence[Shape]) -> Shape:
    """The sizes that are the same in all of ``shapes``."""
    return tuple(sizes[0] if len(set(sizes)) == 1 else None for sizes in zip(*shapes, strict=True))
