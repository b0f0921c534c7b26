"""Prints one function: structured control flow as Python's statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xdsl.dialects import func, scf
from xdsl.dialects.builtin import IntegerType, TensorType, f64, i1
from xdsl.ir import Block, Operation, OpResult, SSAValue

from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import RaiseOp
from dycl.targets.host_program.early_return import Returned, raises, returned_in_arms
from dycl.targets.host_program.exceptions import raised
from dycl.targets.host_program.expressions import Expressions
from dycl.targets.host_program.inlining import Inlining, yielded
from dycl.targets.host_program.names import Scope
from dycl.targets.host_program.scalar_arithmetic import Expression, Precedence, negation
from dycl.targets.host_program.source_line import source_line
from dycl.targets.host_program.variables import Liveness, Variables

INDENT = "    "

MAX_INDENT = 60
"""A block deeper than that becomes a function of its own: Python takes 100 levels."""

ELSE = ", else"
"""After the source line of a test that asks for the opposite of what the source asks."""


@dataclass(frozen=True)
class Line:
    """A line of Python, and where it comes from: ``model.py:14``."""

    indent: int
    text: str
    comment: str = ""

    def __str__(self) -> str:
        code = INDENT * self.indent + self.text
        return f"{code}  # {self.comment}" if self.comment else code


class FunctionPrinter:
    """Prints the body of ``function``."""

    def __init__(
        self,
        function: func.FuncOp,
        names: Scope,
        constants: Mapping[SSAValue, str],
        callees: Mapping[Operation, tuple[str, tuple[SSAValue, ...]]],
        exceptions: Mapping[str, str],
    ) -> None:
        self.function = function
        self._inlining = Inlining(function)
        self._liveness = Liveness(function, self._inlining)
        self._variables = Variables(self._liveness)
        self._names: dict[int, str] = {}
        self._scope = Scope(names)
        self._exceptions = exceptions
        self._expressions = Expressions(self._inlining, self._read, constants, callees)
        self._names_of_parts = names
        self._reads: set[SSAValue] = set()
        self._lines: list[Line] = []
        self._indent = 1
        self.parts: list[list[Line]] = []
        """Blocks that were too deep, as functions that come before this one."""

    def parameters(self) -> list[str]:
        """The names of the function's parameters."""
        arguments = self.function.body.block.args
        return [self.name(argument) for argument in arguments]

    def lines(self) -> list[Line]:
        """The lines of the function's body."""
        body = self.function.body.block
        self.parameters()
        self._block(body, returned=yielded(body))
        return self._lines

    def name(self, value: SSAValue) -> str:
        """The variable of ``value``."""
        group = self._variables.group(value)
        assert group is not None, "a value that no statement assigns"
        if group not in self._names:
            hint = self._variables.hint(group) or _name_without_hint(value)
            self._names[group] = self._scope.take(hint)
        return self._names[group]

    def _read(self, value: SSAValue) -> str:
        self._reads.add(value)
        return self.name(value)

    def _emit(self, text: str, comment: str = "") -> None:
        self._lines.append(Line(self._indent, text, comment))

    def _block(
        self,
        block: Block,
        *,
        targets: Sequence[SSAValue] = (),
        returned: Returned | None = None,
    ) -> None:
        """Print ``block``, which ends with a return or assigns what it yields to ``targets``."""
        for op in block.ops:
            if op in self._inlining:
                continue
            match op:
                case scf.YieldOp() | func.ReturnOp() if returned is not None:
                    self._return(returned)
                case scf.YieldOp():
                    self._assign(targets, op.operands)
                case scf.ConditionOp():
                    pass
                case RaiseOp():
                    values = [self._expressions.text(value) for value in op.values]
                    name = self._exceptions[op.exception.data]
                    self._emit(raised(name, op.message.data, values), source_line(op))
                    return
                case scf.IfOp():
                    in_arms = returned_in_arms(op, returned, self._inlining)
                    if in_arms is not None:
                        self._returning_if(op, *in_arms)
                        return
                    self._if(op)
                    if all(region.blocks and raises(region.block) for region in op.regions):
                        return
                case scf.IndexSwitchOp():
                    self._switch(op)
                case scf.WhileOp():
                    self._while(op)
                case scf.ForOp():
                    self._for(op)
                case _:
                    self._statement(op)

    def _statement(self, op: Operation) -> None:
        expression = self._expressions.operation(op)
        comment = source_line(op) if isinstance(op, func.CallOp) else ""
        names = [
            self.name(result) if self._liveness.is_read(result) else "_" for result in op.results
        ]
        if names and set(names) == {"_"} and not isinstance(op, func.CallOp):
            return
        is_list = isinstance(op, AtenOp) and any(each.is_list for each in op.schema().results)
        if not names or set(names) == {"_"}:
            self._emit(expression.text, comment)
        elif len(names) == 1 and is_list:
            self._emit(f"({names[0]},) = {expression.text}", comment)
        else:
            self._emit(f"{', '.join(names)} = {expression.text}", comment)

    def _return(self, values: Returned) -> None:
        texts = ", ".join(self._expressions.text(value) for value in values)
        last = self._lines[-1] if self._lines else None
        if last is not None and last.indent == self._indent and last.text.startswith(f"{texts} = "):
            # What was just computed is returned without a name.
            self._lines[-1] = replace(last, text=f"return {last.text.removeprefix(f'{texts} = ')}")
        else:
            self._emit(f"return {texts}".rstrip())

    def _assign(self, targets: Sequence[SSAValue], sources: Sequence[SSAValue]) -> None:
        """Assign all at once; in turn where that is the same."""
        pairs: dict[str, tuple[str, set[str]]] = {}
        for target, source in zip(targets, sources, strict=True):
            if not self._liveness.is_assigned(target):
                continue
            name, text = self.name(target), self._expressions.text(source)
            if name != text:
                read = {self.name(each) for each in self._inlining.variables_of((source,))}
                pairs[name] = (text, read)
        while pairs:
            for name, (text, _) in pairs.items():
                others = (read for other, (_, read) in pairs.items() if other != name)
                if not any(name in read for read in others):
                    self._emit(f"{name} = {text}")
                    del pairs[name]
                    break
            else:
                texts = ", ".join(text for text, _ in pairs.values())
                self._emit(f"{', '.join(pairs)} = {texts}")
                return

    def _inside(
        self,
        block: Block | None,
        *,
        targets: Sequence[SSAValue] = (),
        returned: Returned | None = None,
    ) -> list[Line]:
        """The lines of ``block``, indented once more, without printing them."""
        outer, self._lines = self._lines, []
        self._indent += 1
        if block is not None and self._indent > MAX_INDENT and _depth(block):
            self._call_part(block, targets, returned)
        elif block is not None:
            self._block(block, targets=targets, returned=returned)
        elif returned is not None:
            self._return(returned)
        self._indent -= 1
        inner, self._lines = self._lines, outer
        return inner

    def _call_part(
        self, block: Block, targets: Sequence[SSAValue], returned: Returned | None
    ) -> None:
        """Print ``block`` as a function, and a call of it."""
        assigned = [each for each in targets if self._liveness.is_assigned(each)]
        if returned is None:
            sources = dict(zip(targets, yielded(block), strict=True))
            result: Returned = tuple(sources[each] for each in assigned)
        else:
            result = returned
        outer, self._lines = self._lines, []
        reads, self._reads = self._reads, set()
        indent, self._indent = self._indent, 1
        self._block(block, returned=result)
        self._indent = indent
        read = [value for value in self._reads if not _is_defined_in(value, block)]
        self._reads = reads.union(read)
        parameters = ", ".join(sorted({self.name(value) for value in read}))
        name = self._names_of_parts.take(f"{self.function.sym_name.data}_part")
        self.parts.append([Line(0, f"def {name}({parameters}):"), *self._lines])
        self._lines = outer
        names = ", ".join(self.name(each) for each in assigned)
        call = f"{name}({parameters})"
        if returned is not None:
            self._emit(f"return {call}")
        else:
            self._emit(f"{names} = {call}" if names else call)

    def _returning_if(self, op: scf.IfOp, then: Returned, otherwise: Returned) -> None:
        """Both arms return or raise: one is indented, and the other, the deeper one, follows."""
        test, line = self._expressions.value(op.cond), source_line(op)
        first, second = _arms(op)
        if _depth(first) > _depth(second):
            test, line = negation(test), _opposite(line)
            first, second, then, otherwise = second, first, otherwise, then
        self._emit(f"if {test.text}:", line)
        self._lines.extend(self._inside(first, returned=then))
        if second is None:
            self._return(otherwise)
        else:
            self._block(second, returned=otherwise)

    def _if(self, op: scf.IfOp) -> None:
        test, line = self._expressions.value(op.cond), source_line(op)
        then, otherwise = _arms(op)
        if raises(otherwise) and not raises(then):
            test, line = negation(test), _opposite(line)
            then, otherwise = otherwise, then
        if raises(then):
            self._emit(f"if {test.text}:", line)
            self._lines.extend(self._inside(then, targets=op.results))
            if otherwise is not None:
                self._block(otherwise, targets=op.results)
            return
        first = self._inside(then, targets=op.results)
        second = self._inside(otherwise, targets=op.results)
        if not first and second:
            test, line = negation(test), _opposite(line)
            first, second = second, []
        if first:
            self._emit(f"if {test.text}:", line)
            self._lines.extend(first)
            self._else(second)

    def _else(self, lines: list[Line]) -> None:
        if not lines:
            return
        indent = self._indent + 1
        heads = [line for line in lines if line.indent == indent]
        chain = ("elif ", "else:")
        if heads[0].text.startswith("if ") and all(
            line.text.startswith(chain) for line in heads[1:]
        ):
            lines = [replace(line, indent=line.indent - 1) for line in lines]
            lines[0] = replace(lines[0], text=f"el{lines[0].text}")
        else:
            self._emit("else:")
        self._lines.extend(lines)

    def _switch(self, op: scf.IndexSwitchOp) -> None:
        value = self._expressions.value(op.arg)
        if value.precedence is not Precedence.ATOM or not value.text.isidentifier():
            name = self._scope.take("case")
            self._emit(f"{name} = {value.text}")
            value = Expression(name)
        word = "if"
        for case, region in zip(op.cases.get_values(), op.case_regions, strict=True):
            self._emit(f"{word} {value.text} == {case}:", source_line(op))
            self._lines.extend(self._inside(region.block, targets=op.results) or [self._pass()])
            word = "elif"
        default = op.default_region.block
        if word == "if":
            self._block(default, targets=op.results)
        elif lines := self._inside(default, targets=op.results):
            self._emit("else:")
            self._lines.extend(lines)

    def _while(self, op: scf.WhileOp) -> None:
        before, after = op.before_region.block, op.after_region.block
        condition = before.last_op
        assert isinstance(condition, scf.ConditionOp)
        self._assign(before.args, op.arguments)
        test = self._expressions.value(condition.condition)
        if all(each in self._inlining or each is condition for each in before.ops):
            self._emit(f"while {test.text}:", source_line(op))
            self._indent += 1
            start = len(self._lines)
            self._assign(after.args, condition.args)
            self._block(after, targets=before.args)
            self._pass_if_empty(start)
            self._indent -= 1
            self._assign(op.results, condition.args)
            return
        self._emit("while True:")
        self._indent += 1
        self._block(before)
        self._emit(f"if {negation(test).text}:", _opposite(source_line(op)))
        self._indent += 1
        self._assign(op.results, condition.args)
        self._emit("break")
        self._indent -= 1
        self._assign(after.args, condition.args)
        self._block(after, targets=before.args)
        self._indent -= 1

    def _for(self, op: scf.ForOp) -> None:
        index, *carried = op.body.block.args
        self._assign(carried, op.iter_args)
        bounds = [self._expressions.text(each) for each in (op.lb, op.ub, op.step)]
        if bounds[2] == "1":
            bounds.pop()
            if bounds[0] == "0":
                bounds.pop(0)
        name = self.name(index) if self._liveness.is_read(index) else "_"
        self._emit(f"for {name} in range({', '.join(bounds)}):", source_line(op))
        self._indent += 1
        start = len(self._lines)
        self._block(op.body.block, targets=carried)
        self._pass_if_empty(start)
        self._indent -= 1
        self._assign(op.results, carried)

    def _pass(self) -> Line:
        return Line(self._indent + 1, "pass")

    def _pass_if_empty(self, start: int) -> None:
        if len(self._lines) == start:
            self._emit("pass")


def _arms(op: scf.IfOp) -> tuple[Block | None, Block | None]:
    otherwise = op.false_region.block if op.false_region.blocks else None
    return op.true_region.block, otherwise


def _depth(block: Block | None, limit: int = 8) -> int:
    """How deeply regions are nested in ``block``; ``limit`` stands for it and everything above."""
    if block is None or limit == 0:
        return 0
    inner = (region for op in block.ops for region in op.regions if region.blocks)
    return max((1 + _depth(region.block, limit - 1) for region in inner), default=0)


def _is_defined_in(value: SSAValue, block: Block) -> bool:
    """Whether ``value`` is defined in ``block`` or in a region inside of it."""
    owner = value.owner
    parent = owner if isinstance(owner, Block) else owner.parent_block()
    while parent is not None and parent is not block:
        parent = parent.parent_block()
    return parent is block


def _opposite(line: str) -> str:
    return line and line + ELSE


def _name_without_hint(value: SSAValue) -> str:
    if isinstance(value, OpResult) and isinstance(value.op, AtenOp):
        name = value.op.schema().name.partition(".")[0].strip("_")
        return "copy" if name == "to_copy" else name
    match value.type:
        case TensorType() if all(size == 1 for size in value.type.get_shape()):
            return "condition" if value.type.get_element_type() == i1 else "value"
        case TensorType():
            return "x"
        case IntegerType() if value.type == i1:
            return "condition"
        case _:
            return "value" if value.type == f64 else "n"
