"""Reads one function of a Relay text into a ``func.func``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xdsl.dialects import arith, scf
from xdsl.dialects.builtin import (
    DYNAMIC_INDEX,
    AnyFloat,
    DenseIntOrFPElementsAttr,
    DictionaryAttr,
    IntegerType,
    TensorType,
    TupleType,
    i1,
)
from xdsl.dialects.func import CallOp, FuncOp, ReturnOp
from xdsl.ir import Attribute, Block, Operation, Region, SSAValue
from xdsl.rewriter import InsertPoint, Rewriter
from xdsl.utils.exceptions import VerifyException
from xdsl.utils.hints import isa

from dycl.dialects import relay
from dycl.dialects.dycl import ItemOp
from dycl.relay_text import syntax
from dycl.relay_text.constants import bits_of, literal
from dycl.relay_text.parser import parse_type
from dycl.relay_text.result_types import IllTyped, result_type
from dycl.relay_text.syntax import Place

if TYPE_CHECKING:
    from dycl.relay_text.reader import ModuleReader


@dataclass(frozen=True)
class Signature:
    """What a function takes and gives, as Relay sees it: one value, perhaps a tuple."""

    parameters: Sequence[Attribute]
    result: Attribute

    @staticmethod
    def of(function: FuncOp) -> Signature:
        inputs, outputs = function.function_type.inputs, function.function_type.outputs
        result = outputs.data[0] if len(outputs) == 1 else relay.tuple_type(outputs.data)
        return Signature(inputs.data, result)


@dataclass(frozen=True)
class Closure:
    """A function inside of a function: what it takes from around itself comes last."""

    name: str
    signature: Signature
    captured: Sequence[SSAValue] = ()


Value = SSAValue | Closure


@dataclass
class Scope:
    """The variables of a block, and the block that is being filled."""

    block: Block
    parent: Scope | None
    values: dict[str, Value] = field(default_factory=dict[str, Value])

    def find(self, name: str) -> Value | None:
        if name in self.values:
            return self.values[name]
        return None if self.parent is None else self.parent.find(name)


class FunctionReader:
    """Reads one function; those inside of it have readers of their own."""

    def __init__(
        self,
        module: ModuleReader,
        name: str,
        function: syntax.Function,
        *,
        around: FunctionReader | None = None,
        variable: str | None = None,
    ) -> None:
        self.inner: list[FuncOp] = []
        """The functions inside of this one; only the outermost reader has them."""
        self._module = module
        self._source = module.source
        self._name = name
        self._function = function
        self._around = around
        self._variable = variable
        self._outermost: FunctionReader = self if around is None else around._outermost
        self._graph: dict[str, syntax.Expression] = {}
        self._entry = Block()
        self._scope = Scope(self._entry, None)
        self._captured: dict[SSAValue, SSAValue] = {}
        self._own_calls: list[CallOp] = []
        self._spread: dict[SSAValue, relay.TupleOp] = {}

    # Functions

    def read(self) -> FuncOp:
        """The function."""
        for parameter in self._function.parameters:
            self._parameter(parameter)
        declared = self._function.result
        if self._variable is not None and declared is not None:
            types = [argument.type for argument in self._entry.args]
            own = Closure(self._name, Signature(types, declared))
            self._scope.values[self._variable] = own
        results = self._block(self._function.body, self._scope, declared)
        self._check_result(declared, results)
        self._append(ReturnOp(*results), self._function.body.result.place)
        for call in self._own_calls:
            call.operands = [*call.operands, *self._captured.values()]
        self._erase_unused_tuples()
        self._sink_constants()
        types = [argument.type for argument in self._entry.args]
        outputs = [result.type for result in results]
        op = FuncOp(self._name, (types, outputs), Region(self._entry))
        attributes = {k: relay.attribute(v) for k, v in self._function.attributes.items()}
        op.attributes[relay.FUNCTION] = DictionaryAttr(attributes)
        op.location = self._source.location(self._function.place)
        return op

    def _parameter(self, parameter: syntax.Parameter) -> None:
        if parameter.type is None:
            self._source.fail(parameter.place, "a parameter needs a type, and not a function's")
        if parameter.name in self._scope.values:
            self._source.fail(parameter.place, f"the parameter {parameter.name} is there twice")
        argument = self._entry.insert_arg(parameter.type, len(self._entry.args))
        argument.name_hint = parameter.name[1:]
        self._scope.values[parameter.name] = argument

    def _check_result(self, declared: Attribute | None, results: Sequence[SSAValue]) -> None:
        types = [result.type for result in results]
        actual = types[0] if len(types) == 1 else relay.tuple_type(types)
        if declared is not None and declared != actual:
            self._source.fail(
                self._function.body.result.place, f"this gives {actual}, not {declared}"
            )

    def _erase_unused_tuples(self) -> None:
        """Tuples of which the text has only taken the fields."""
        for op in reversed(self._spread.values()):
            if not op.result.uses:
                op.detach()
                op.erase()

    def _sink_constants(self) -> None:
        """Put constants where they are used, because the text has them nowhere else."""
        operations = list(self._entry.walk())
        for op in operations:
            for index, operand in enumerate(op.operands):
                if isinstance(constant := operand.owner, arith.ConstantOp):
                    copy = constant.clone()
                    copy.location = constant.location
                    Rewriter.insert_op(copy, InsertPoint.before(op))
                    op.operands[index] = copy.result
        for op in operations:
            if isinstance(op, arith.ConstantOp):
                op.detach()
                op.erase()

    def _closure(self, function: syntax.Function, variable: str | None) -> Closure:
        name = self._module.fresh_name(self._outermost._name)
        reader = FunctionReader(self._module, name, function, around=self, variable=variable)
        position = len(self._outermost.inner)
        op = reader.read()
        self._outermost.inner.insert(position, op)
        count = len(function.parameters)
        signature = Signature.of(op)
        taken = Signature(signature.parameters[:count], signature.result)
        return Closure(name, taken, tuple(reader._captured))

    # Blocks and variables

    def _block(
        self, block: syntax.Block, scope: Scope, expected: Attribute | None
    ) -> list[SSAValue]:
        """Read into the block of ``scope``; the value's fields, if it is a tuple of several."""
        outer, self._scope = self._scope, scope
        for statement in block.statements:
            self._statement(statement)
        values = self._fields(self._value(block.result, expected), block.result.place)
        self._scope = outer
        return values

    def _statement(self, statement: syntax.Statement) -> None:
        variable = statement.variable
        if variable is None:
            self._any_value(statement.value, None)
            return
        if isinstance(statement.value, syntax.Function):
            value: Value = self._closure(statement.value, variable.name)
        else:
            value = self._any_value(statement.value, variable.type)
        declared = variable.type
        if isinstance(value, SSAValue) and declared and not _agree(value.type, declared):
            self._source.fail(
                statement.value.place, f"this is a {value.type}, but {variable.name} a {declared}"
            )
        self._scope.values[variable.name] = value
        if variable.name[1].isdigit():
            self._outermost._graph[variable.name] = statement.value

    def _variable_value(self, variable: syntax.Variable) -> Value:
        found = self._find(variable)
        if found is None and variable.name in self._outermost._graph:
            # TVM's printer writes a node in the first arm of an `if` that uses it.
            found = self._any_value(self._outermost._graph[variable.name], None)
            self._scope.values[variable.name] = found
        if found is None:
            self._source.fail(variable.place, f"there is no variable {variable.name} here")
        return found

    def _find(self, variable: syntax.Variable) -> Value | None:
        found = self._scope.find(variable.name)
        if found is not None or self._around is None:
            return found
        outer = self._around._find(variable)
        if outer is None:
            return None
        if isinstance(outer, SSAValue):
            return self._capture(outer, variable.name)
        if outer.name in self._names_around():
            self._source.fail(
                variable.place,
                "dycl does not read a call of a function from a function inside of it",
            )
        captured = [self._capture(value, variable.name) for value in outer.captured]
        return Closure(outer.name, outer.signature, captured)

    def _names_around(self) -> set[str]:
        """The names of the functions that are still being read around this one."""
        return (
            set() if self._around is None else {self._around._name, *self._around._names_around()}
        )

    def _capture(self, value: SSAValue, name: str) -> SSAValue:
        """The argument that stands for a value of the function around this one."""
        if value not in self._captured:
            argument = self._entry.insert_arg(value.type, len(self._entry.args))
            index = len(self._entry.args) - 1
            argument.name_hint = f"arg{index}" if name[1].isdigit() else name[1:]
            self._captured[value] = argument
        return self._captured[value]

    # Expressions

    def _value(self, expression: syntax.Expression, expected: Attribute | None) -> SSAValue:
        """The value of an expression that is no function."""
        value = self._any_value(expression, expected)
        if isinstance(value, Closure):
            self._source.fail(expression.place, "dycl reads functions only where they are called")
        return value

    def _any_value(self, expression: syntax.Expression, expected: Attribute | None) -> Value:
        match expression:
            case syntax.Variable():
                return self._variable_value(expression)
            case syntax.Function():
                return self._closure(expression, None)
            case syntax.Scalar():
                value = expression.value
                return self._constant([value], expression.dtype, (), expression.place)
            case syntax.Meta():
                return self._meta(expression)
            case syntax.Tuple():
                fields = [self._value(each, None) for each in expression.fields]
                return self._add(relay.TupleOp(fields), expression.place)
            case syntax.Field():
                return self._field(expression)
            case syntax.If():
                return self._if(expression, expected)
            case syntax.Call():
                return self._call(expression, expected)
            case syntax.GlobalName() | syntax.OperatorName():
                self._source.fail(
                    expression.place, "dycl reads functions only where they are called"
                )

    def _field(self, expression: syntax.Field) -> SSAValue:
        value = self._value(expression.tuple, None)
        if value in self._spread:
            fields = self._spread[value].fields
            if expression.index < len(fields):
                return fields[expression.index]
        try:
            op = relay.TupleGetItemOp(value, expression.index)
        except VerifyException as error:
            self._source.fail(expression.place, str(error))
        return self._add(op, expression.place)

    def _fields(self, value: SSAValue, place: Place) -> list[SSAValue]:
        """A value by itself; of a tuple, the fields, unless there is just one."""
        if not isinstance(value.type, TupleType) or len(value.type.types) == 1:
            return [value]
        if isinstance(value.owner, relay.TupleOp):
            self._spread[value] = value.owner
            return list(value.owner.fields)
        fields = [relay.TupleGetItemOp(value, index) for index in range(len(value.type.types))]
        return [self._add(op, place) for op in fields]

    def _together(self, results: Sequence[SSAValue], place: Place) -> SSAValue:
        """What :func:`_fields` took apart, on the other side of a call or a branch."""
        if len(results) == 1:
            return results[0]
        op = relay.TupleOp(results)
        self._spread[op.result] = op
        return self._add(op, place)

    def _if(self, expression: syntax.If, expected: Attribute | None) -> SSAValue:
        condition = self._value(expression.condition, None)
        if condition.type != TensorType(i1, []):
            self._source.fail(
                expression.condition.place, f"a condition is a bool, not a {condition.type}"
            )
        item = self._add(ItemOp(condition), expression.place)
        arms: list[Region] = []
        types: list[list[Attribute]] = []
        for arm in (expression.then, expression.otherwise):
            block = Block()
            scope = Scope(block, self._scope)
            values = self._block(arm, scope, expected)
            types.append([value.type for value in values])
            block.add_op(scf.YieldOp(*values))
            arms.append(Region(block))
        if types[0] != types[1]:
            gives = [", ".join(map(str, each)) for each in types]
            self._source.fail(
                expression.otherwise.result.place,
                f"this arm gives {gives[1]}, but the other one {gives[0]}",
            )
        op = scf.IfOp(item, types[0], arms[0], arms[1])
        self._append(op, expression.place)
        return self._together(op.results, expression.place)

    # Calls

    def _call(self, call: syntax.Call, expected: Attribute | None) -> SSAValue:
        match call.callee:
            case syntax.OperatorName():
                return self._operator(call, call.callee, expected)
            case syntax.GlobalName() as callee:
                closure = Closure(callee.name, self._module.signature(callee.place, callee.name))
            case callee:
                value = self._any_value(callee, None)
                if isinstance(value, SSAValue):
                    self._source.fail(callee.place, "this is no function")
                closure = value
        arguments = [self._value(argument, None) for argument in call.arguments]
        if call.attributes:
            self._source.fail(call.place, "only operators take attributes")
        parameters = closure.signature.parameters
        if len(arguments) != len(parameters):
            self._source.fail(
                call.place, f"the function takes {len(parameters)} arguments, not {len(arguments)}"
            )
        for argument, value, type_ in zip(call.arguments, arguments, parameters, strict=True):
            if value.type != type_:
                self._source.fail(argument.place, f"this is a {value.type}, not a {type_}")
        result = closure.signature.result
        types: Sequence[Attribute] = [result]
        if isinstance(result, TupleType) and len(result.types) != 1:
            types = result.types.data
        op = CallOp(closure.name, [*arguments, *closure.captured], types)
        if closure.name == self._name and self._around is not None:
            self._own_calls.append(op)
        self._append(op, call.place)
        return self._together(op.results, call.place)

    def _operator(
        self, call: syntax.Call, callee: syntax.OperatorName, expected: Attribute | None
    ) -> SSAValue:
        operands = call.arguments
        attributes = {k: v for k, v in call.attributes.items() if k != "attrs_type_key"}
        if operands and isinstance(last := operands[-1], syntax.Meta) and last.holds_attributes:
            attributes |= self._module.attributes(last)
            operands = operands[:-1]
        arguments = [self._value(argument, None) for argument in operands]
        comment = self._source.types.get(call.place.end)
        type_ = None if comment is None else parse_type(self._source, comment)
        try:
            if type_ is None:
                types = [argument.type for argument in arguments]
                type_ = result_type(callee.name, types, attributes) or expected
            if type_ is None:
                self._source.fail(
                    callee.place,
                    f"what `{callee.name}` gives is not known here: write its type behind the "
                    "call, `/* ty=Tensor[(2, 3), float32] */`, as TVM prints it after InferType",
                )
            op = relay.CallOp(callee.name, arguments, attributes, type_)
            op.verify_()
        except (IllTyped, VerifyException) as error:
            self._source.fail(call.place, str(error))
        return self._add(op, call.place)

    # Constants

    def _meta(self, meta: syntax.Meta) -> SSAValue:
        values, dtype, shape = self._module.constant(meta)
        return self._constant(values, dtype, shape, meta.place)

    def _constant(
        self,
        values: Sequence[int | float],
        dtype: Attribute,
        shape: Sequence[int],
        place: Place,
    ) -> SSAValue:
        """A tensor of ``values``, written as the target ``relay`` prints it."""
        type_ = TensorType(dtype, shape)
        if isinstance(dtype, AnyFloat) and not all(map(math.isfinite, values)):
            # xDSL prints these as hexadecimal numbers and reads them as other numbers.
            bits, integer = bits_of(values, dtype)
            x = self._constant(bits, integer, shape, place)
            op = relay.CallOp("reinterpret", [x], {"dtype": dtype}, type_)
            return self._add(op, place)
        is_splat = len({repr(value) for value in values}) == 1
        if shape and is_splat and literal(values[0], dtype) is not None:
            x = self._constant(values[:1], dtype, (), place)
            attributes: dict[str, relay.AttributeValue] = {"shape": list(shape), "dtype": dtype}
            return self._add(relay.CallOp("full", [x], attributes, type_), place)
        data: DenseIntOrFPElementsAttr[Any]
        if isinstance(dtype, AnyFloat):
            data = DenseIntOrFPElementsAttr.from_list(
                TensorType(dtype, shape), [float(value) for value in values]
            )
        else:
            assert isa(dtype, IntegerType)
            data = DenseIntOrFPElementsAttr.from_list(
                TensorType(dtype, shape), [int(value) for value in values]
            )
        return self._add(arith.ConstantOp(data), place)

    def _append(self, op: Operation, place: Place) -> None:
        op.location = self._source.location(place)
        self._scope.block.add_op(op)

    def _add(self, op: Operation, place: Place) -> SSAValue:
        """Append an operation; returns its first result."""
        self._append(op, place)
        return op.results[0]


def _agree(left: Attribute, right: Attribute) -> bool:
    """Whether two types are equal where both say something."""
    if relay.is_tensor(left) and relay.is_tensor(right):
        pairs = zip(left.get_shape(), right.get_shape(), strict=False)
        return (
            left.get_element_type() == right.get_element_type()
            and left.get_num_dims() == right.get_num_dims()
            and all(a == b or DYNAMIC_INDEX in (a, b) for a, b in pairs)
        )
    return left == right
