"""Prints the function that decides: structured control flow as C's statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xdsl.dialects import func, scf, ub
from xdsl.dialects.builtin import TensorType
from xdsl.ir import Attribute, Block, Operation, OpResult, SSAValue

from dycl.dialects.aten_operation import AtenOp
from dycl.dialects.dycl import RaiseOp
from dycl.dialects.relay import is_tensor
from dycl.runtime.manifest import TensorType as StaticTensor
from dycl.targets.c_program.buffers import Buffers, Loop
from dycl.targets.c_program.copies import copies, copy_text, is_empty
from dycl.targets.c_program.expressions import Expressions, ScalarInlining, constant_int
from dycl.targets.c_program.names import Scope
from dycl.targets.c_program.raised import raise_statement
from dycl.targets.c_program.scalar_arithmetic import Precedence, negation
from dycl.targets.c_program.types import declared, has_rows, host_tensor, unsupported
from dycl.targets.host_program.early_return import Returned, raises, returned_in_arms
from dycl.targets.host_program.inlining import resolve, yielded
from dycl.targets.host_program.source_line import source_line
from dycl.targets.host_program.statements import ELSE
from dycl.targets.host_program.variables import Liveness, Variables

INDENT = "  "


@dataclass(frozen=True)
class Line:
    """A line of C, and where it comes from: ``model.py:14``."""

    indent: int
    text: str
    comment: str = ""

    def __str__(self) -> str:
        code = INDENT * self.indent + self.text
        return f"{code}  // {self.comment}" if self.comment else code


@dataclass(frozen=True)
class Callee:
    """What a call of a sub-network becomes: its name, its instance, and the operands to pass."""

    name: str
    instance: str
    operands: tuple[SSAValue, ...]


class FunctionPrinter:
    """Prints the body of ``function``."""

    def __init__(
        self,
        function: func.FuncOp,
        scope: Scope,
        constants: Mapping[SSAValue, str],
        callees: Mapping[Operation, Callee],
    ) -> None:
        self.function = function
        self._callees = callees
        self._inlining = ScalarInlining(function)
        self._liveness = Liveness(function, self._inlining)
        self._variables = Variables(self._liveness, _kind)
        self.buffers = Buffers(function, self._inlining, self._liveness)
        self._names: dict[int, str] = {}
        self._declarations: dict[str, list[str]] = {}
        self._scope = scope
        self._expressions = Expressions(self._inlining, self.name, constants)
        self._places: dict[SSAValue, str] = {}
        """The half that a loop writes, for what it carries and for what is written there at once.
        """
        self._lines: list[Line] = []
        self._indent = 1

    def lines(self) -> list[Line]:
        """The lines of the function's body."""
        body = self.function.body.block
        for argument in body.args:
            self._argument(argument)
        self._block(body, returned=yielded(body))
        declarations = [
            Line(1, f"{type_} {', '.join(names)};") for type_, names in self._declarations.items()
        ]
        return [*declarations, *self._lines]

    def name(self, value: SSAValue) -> str:
        """The variable of ``value``, which is declared now unless it was before."""
        group = self._variables.group(value)
        assert group is not None, "a value that no statement assigns"
        if group not in self._names:
            hint = self._variables.hint(group) or _name_without_hint(value)
            name = self._names[group] = self._scope.take(hint)
            type_, star = declared(value.type)
            self._declarations.setdefault(type_, []).append(star + name)
        return self._names[group]

    def _tensor(self, type_: Attribute) -> StaticTensor:
        return host_tensor(type_, self.function)

    def _emit(self, text: str, comment: str = "") -> None:
        self._lines.append(Line(self._indent, text, comment))

    def _argument(self, argument: SSAValue) -> None:
        if not self._liveness.is_read(argument):
            return
        index = self.function.body.block.args.index(argument)
        given = f"inputs[{index}]"
        if is_tensor(argument.type):
            offset, size = self.buffers.offset(argument), self._tensor(argument.type).nbytes
            value = f"aligned(frame, {given}, {offset}, {size})"
        else:
            value = f"*({declared(argument.type)[0]} *){given}"
        self._emit(f"{self.name(argument)} = {value};")

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
                    self._emit(raise_statement(op, self._expressions), source_line(op))
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
                case func.CallOp():
                    self._call(op)
                case AtenOp() if copies(op) or is_empty(op):
                    self._copy(op)
                case _:
                    self._statement(op)

    def _statement(self, op: Operation) -> None:
        expression = self._expressions.operation(op)
        (result,) = op.results
        if self._liveness.is_read(result):
            self._emit(f"{self.name(result)} = {expression.text};")

    def _copy(self, op: AtenOp) -> None:
        (result,) = op.results
        place = "" if is_empty(op) else self._place(result)
        text = copy_text(op, place, self._expressions)
        target = f"{self.name(result)} = " if self._liveness.is_read(result) else ""
        self._emit(f"{target}{text};", source_line(op))

    def _place(self, result: SSAValue) -> str:
        return self._places.get(result) or self.buffers.place(result)

    def _call(self, op: func.CallOp) -> None:
        callee = self._callees[op]
        inputs = [self._expressions.text(operand) for operand in callee.operands]
        places = [self._place(result) for result in op.results]
        names = [
            self.name(result) if self._liveness.is_read(result) else None for result in op.results
        ]
        pairs = list(zip(names, places, strict=True))
        assignments = ", ".join(f"{name} = {place}" for name, place in pairs if name)
        is_reused = any(name in inputs for name in names)
        outputs = places if is_reused else [name or place for name, place in pairs]
        if assignments and not is_reused:
            self._emit(f"{assignments};")
        texts = (
            f"{word}({', '.join(each)})" if each else "NULL"
            for word, each in (("IN", inputs), ("OUT", outputs))
        )
        call = f"CALL({callee.name}, {callee.instance}, {', '.join(texts)});"
        self._emit(call, source_line(op))
        if is_reused:
            self._emit(f"{assignments};")

    def _return(self, values: Returned) -> None:
        for index, value in enumerate(values):
            if isinstance(value.owner, ub.PoisonOp):
                continue
            type_ = self.function.function_type.outputs.data[index]
            text = self._expressions.text(value, type_)
            if not is_tensor(type_):
                self._emit(f"*({declared(type_)[0]} *)outputs[{index}] = {text};")
                continue
            tensor, pointer = self._tensor(type_), text
            give = f"memcpy(outputs[{index}], {text}, {tensor.nbytes});"
            if has_rows(type_):
                pointer = f"{self._expressions.value(value, type_).inside(Precedence.ATOM)}.data"
                rows = f"carry_rows(frame, {self.buffers.result_block(index)}, {text}, "
                give = f"*(dycl_rows *)outputs[{index}] = {rows}{tensor.row_bytes});"
            # No path that was taken computes it: then another result says that it is not there.
            self._emit(f"if ({pointer}) {give}" if _may_be_missing(value) else give)
        if self._indent > 1:
            self._emit("return;")

    def _assign(self, targets: Sequence[SSAValue], sources: Sequence[SSAValue]) -> None:
        """Assign all at once; in turn where that is the same."""
        pairs: dict[str, tuple[str, set[str]]] = {}
        types: dict[str, str] = {}
        for target, source in zip(targets, map(resolve, sources), strict=True):
            if not self._liveness.is_assigned(target) or source is target:
                continue
            name, text = self.name(target), self._expressions.text(source, target.type)
            if target in self._places and not self._is_written_directly(source, target):
                text = self._carry(target, text)
            if name != text:
                read = {self.name(each) for each in self._inlining.variables_of((source,))}
                pairs[name] = (text, read)
                types[name] = " ".join(declared(target.type))
        while pairs:
            for name, (text, _) in pairs.items():
                others = (read for other, (_, read) in pairs.items() if other != name)
                if not any(name in read for read in others):
                    self._emit(f"{name} = {text};")
                    del pairs[name]
                    break
            else:
                self._exchange(pairs, types)
                return

    def _carry(self, target: SSAValue, text: str) -> str:
        tensor = self._tensor(target.type)
        if has_rows(target.type):
            return f"carry_rows(frame, {self._places[target]}, {text}, {tensor.row_bytes})"
        return f"carry({self._places[target]}, {text}, {tensor.nbytes})"

    def _is_written_directly(self, source: SSAValue, target: SSAValue) -> bool:
        return self.buffers.direct.get(target) is source

    def _exchange(
        self, pairs: Mapping[str, tuple[str, set[str]]], types: Mapping[str, str]
    ) -> None:
        """Assign what is read by each other's assignments."""
        new = {name: self._scope.take(f"new_{name}") for name in pairs}
        for name, (text, _) in pairs.items():
            self._emit(f"{types[name]} {new[name]} = {text};".replace("* ", "*"))
        for name in pairs:
            self._emit(f"{name} = {new[name]};")

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
        if block is not None:
            self._block(block, targets=targets, returned=returned)
        elif returned is not None:
            self._return(returned)
        self._indent -= 1
        inner, self._lines = self._lines, outer
        return inner

    def _returning_if(self, op: scf.IfOp, then: Returned, otherwise: Returned) -> None:
        """Both arms return or raise: one is indented, and the other, the deeper one, follows."""
        test, line = self._expressions.value(op.cond), source_line(op)
        first, second = _arms(op)
        if _depth(first) > _depth(second):
            test, line = negation(test), _opposite(line)
            first, second, then, otherwise = second, first, otherwise, then
        self._emit(f"if ({test.text}) {{", line)
        self._lines.extend(self._inside(first, returned=then))
        self._emit("}")
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
            self._emit(f"if ({test.text}) {{", line)
            self._lines.extend(self._inside(then, targets=op.results))
            self._emit("}")
            if otherwise is not None:
                self._block(otherwise, targets=op.results)
            return
        first = self._inside(then, targets=op.results)
        second = self._inside(otherwise, targets=op.results)
        if not first:
            test, line = negation(test), _opposite(line)
            first, second = second, []
        if not first:
            return
        self._emit(f"if ({test.text}) {{", line)
        self._lines.extend(first)
        if second:
            self._else(second)
        else:
            self._emit("}")

    def _else(self, lines: list[Line]) -> None:
        """``} else {`` and ``lines``; ``} else if`` where these are one branch."""
        heads = [line for line in lines if line.indent == self._indent + 1]
        is_branch = heads[0].text.startswith("if (") and all(
            line.text.startswith("}") for line in heads[1:]
        )
        if is_branch and sum(line.text == "}" for line in heads) == 1:
            lines = [replace(line, indent=line.indent - 1) for line in lines]
            lines[0] = replace(lines[0], text=f"}} else {lines[0].text}")
            self._lines.extend(lines)
            return
        self._emit("} else {")
        self._lines.extend(lines)
        self._emit("}")

    def _switch(self, op: scf.IndexSwitchOp) -> None:
        self._emit(f"switch ({self._expressions.text(op.arg)}) {{", source_line(op))
        heads = [f"case {case}: {{" for case in op.cases.get_values()]
        blocks = [region.block for region in op.case_regions]
        for head, block in zip(
            [*heads, "default: {"], [*blocks, op.default_region.block], strict=True
        ):
            self._emit(head)
            self._lines.extend(self._inside(block, targets=op.results))
            self._emit(f"{INDENT}break;")
            self._emit("}")
        self._emit("}")

    def _open_loop(self, op: Loop) -> str | None:
        """Say which halves the loop ``op`` writes; returns the variable that decides."""
        carried = self.buffers.carried(op)
        if not carried:
            return None
        turn = self._scope.take("turn")
        self._emit(f"int {turn} = 0;")
        for value in carried:
            place = self._places[value] = self.buffers.place(value, turn)
            if (source := self.buffers.direct.get(value)) is not None:
                self._places[source] = place
        return turn

    def _end_of_iteration(self, turn: str | None) -> None:
        if turn is not None:
            self._emit(f"{turn} = !{turn};")

    def _while(self, op: scf.WhileOp) -> None:
        before, after = op.before_region.block, op.after_region.block
        condition = before.last_op
        assert isinstance(condition, scf.ConditionOp)
        self._assign(before.args, op.arguments)
        turn = self._open_loop(op)
        test = self._expressions.value(condition.condition)
        is_plain = all(each in self._inlining or each is condition for each in before.ops)
        if is_plain:
            self._emit(f"while ({test.text}) {{", source_line(op))
            self._indent += 1
        else:
            self._emit("for (;;) {")
            self._indent += 1
            self._block(before)
            test = self._expressions.value(condition.condition)
            self._emit(f"if ({negation(test).text}) {{", _opposite(source_line(op)))
            self._indent += 1
            self._assign(op.results, condition.args)
            self._emit("break;")
            self._indent -= 1
            self._emit("}")
        self._assign(after.args, condition.args)
        self._block(after, targets=before.args)
        self._end_of_iteration(turn)
        self._indent -= 1
        self._emit("}")
        if is_plain:
            self._assign(op.results, condition.args)

    def _for(self, op: scf.ForOp) -> None:
        index, *carried = op.body.block.args
        self._assign(carried, op.iter_args)
        turn = self._open_loop(op)
        step = constant_int(op.step)
        if not step:
            raise unsupported(op, "the C host program needs to know the step of a loop in advance")
        if not self._liveness.is_read(index):
            counter, type_ = self._scope.take("i"), "int64_t "
        else:
            counter, type_ = self.name(index), ""
        start, end = (self._expressions.value(each) for each in (op.lb, op.ub))
        limit = self._scope.take("end")
        sign = "<" if step > 0 else ">"
        advance = f"{counter}++" if step == 1 else f"{counter} += {step}"
        if type_:
            head = f"{type_}{counter} = {start.text}, {limit} = {end.text}"
        else:
            self._emit(f"int64_t {limit} = {end.text};")
            head = f"{counter} = {start.text}"
        self._emit(f"for ({head}; {counter} {sign} {limit}; {advance}) {{", source_line(op))
        self._indent += 1
        self._block(op.body.block, targets=carried)
        self._end_of_iteration(turn)
        self._indent -= 1
        self._emit("}")
        self._assign(op.results, carried)


def _kind(value: SSAValue) -> object:
    """Which values may share a variable of C: those of one type, but no counter of a loop."""
    block = value.owner
    if isinstance(block, Block) and isinstance(block.parent_op(), scf.ForOp):
        counter, *_ = block.args
        return value if value is counter else declared(value.type)
    return declared(value.type)


def _may_be_missing(value: SSAValue) -> bool:
    """Whether ``value`` is poison on a path that does not raise."""
    seen: set[SSAValue] = set()
    pending = [value]
    while pending:
        value = resolve(pending.pop())
        if value in seen:
            continue
        seen.add(value)
        if not isinstance(value, OpResult):
            pending.extend(_passed_on_to(value))
            continue
        match value.op:
            case ub.PoisonOp():
                return True
            case scf.IfOp() | scf.IndexSwitchOp() as op:
                pending.extend(
                    yielded(region.block)[value.index]
                    for region in op.regions
                    if not raises(region.block)
                )
            case scf.WhileOp() as op:
                pending.append(yielded(op.before_region.block)[value.index])
            case scf.ForOp() as op:
                pending.append(op.body.block.args[value.index + 1])
            case _:
                pass
    return False


def _passed_on_to(argument: SSAValue) -> list[SSAValue]:
    """What an argument of a loop's block is, in the first iteration and in the others."""
    block = argument.owner
    assert isinstance(block, Block)
    index = block.args.index(argument)
    match block.parent_op():
        case scf.ForOp() as op if index > 0:
            return [op.iter_args[index - 1], yielded(block)[index - 1]]
        case scf.WhileOp() as op if block is op.before_region.block:
            return [op.arguments[index], yielded(op.after_region.block)[index]]
        case scf.WhileOp() as op:
            return [yielded(op.before_region.block)[index]]
        case _:
            return []


def _arms(op: scf.IfOp) -> tuple[Block | None, Block | None]:
    otherwise = op.false_region.block if op.false_region.blocks else None
    return op.true_region.block, otherwise


def _depth(block: Block | None, limit: int = 8) -> int:
    """How deeply regions are nested in ``block``; ``limit`` stands for it and everything above."""
    if block is None or limit == 0:
        return 0
    inner = (region for op in block.ops for region in op.regions if region.blocks)
    return max((1 + _depth(region.block, limit - 1) for region in inner), default=0)


def _opposite(line: str) -> str:
    return line and line + ELSE


def _name_without_hint(value: SSAValue) -> str:
    if isinstance(value.type, TensorType):
        return "x"
    return {"bool": "condition", "double": "value"}.get(declared(value.type)[0], "n")
