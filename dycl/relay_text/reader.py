"""Reads Relay text into functions of the ``relay`` dialect.

A global function becomes a ``func.func`` with the attribute ``relay.function``; the fields of a
tuple that it gives become its results, unless there is just one field. ``if`` becomes ``scf.if``. A
function inside of a function becomes a ``func.func`` of its own, which takes the variables from
around it as further arguments.
"""

from __future__ import annotations

from xdsl.dialects.builtin import ModuleOp
from xdsl.dialects.func import FuncOp
from xdsl.ir import Attribute

from dycl.dialects.relay import AttributeValue
from dycl.relay_text import syntax
from dycl.relay_text.function_reader import FunctionReader, Signature
from dycl.relay_text.metadata import Constant, MetadataReader
from dycl.relay_text.parser import parse_module
from dycl.relay_text.source import Source


def read_relay(text: str, name: str) -> ModuleOp:
    """The module that a Relay text says; ``name`` is that of its file, for messages.

    The text is what TVM's printer writes, or what a person does. Types that it doesn't say, in
    TVM's comments ``/* ty=… */`` or at a ``let``, follow from the operators. Raises
    :class:`xdsl.utils.exceptions.ParseError` for anything that can't be read.
    """
    return ModuleReader(Source.of(text, name)).read()


class ModuleReader:
    """Reads the functions of one text."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._definitions: dict[str, syntax.Definition] = {}
        self._functions: dict[str, list[FuncOp]] = {}
        self._being_read: set[str] = set()
        self._names: set[str] = set()
        self._section: MetadataReader | None = None

    def read(self) -> ModuleOp:
        """The whole text."""
        for definition in parse_module(self.source):
            if definition.name in self._definitions:
                self.source.fail(definition.place, f"@{definition.name} is defined twice")
            self._definitions[definition.name] = definition
        self._names |= set(self._definitions)
        return ModuleOp([op for name in self._definitions for op in self._read(name)])

    def _read(self, name: str) -> list[FuncOp]:
        """A definition's function, and those that stand inside of it."""
        if name not in self._functions:
            self._being_read.add(name)
            definition = self._definitions[name]
            reader = FunctionReader(self, name, definition.function)
            self._functions[name] = [reader.read(), *reader.inner]
            self._being_read.remove(name)
        return self._functions[name]

    def signature(self, place: syntax.Place, name: str) -> Signature:
        """What a global function takes and gives; its body says so where the text doesn't."""
        if name not in self._definitions:
            self.source.fail(place, f"there is no function @{name}")
        function = self._definitions[name].function
        if function.result is None and name in self._being_read:
            self.source.fail(place, f"@{name} calls itself: write what it gives, `-> type`")
        if function.result is None:
            return Signature.of(self._read(name)[0])
        types: list[Attribute] = []
        for parameter in function.parameters:
            if parameter.type is None:
                self.source.fail(parameter.place, "a parameter needs a type")
            types.append(parameter.type)
        return Signature(types, function.result)

    def fresh_name(self, base: str) -> str:
        """A name for a function that has none."""
        candidates = (f"{base}_fn{f'_{number}' if number else ''}" for number in range(1 << 30))
        name = next(candidate for candidate in candidates if candidate not in self._names)
        self._names.add(name)
        return name

    def constant(self, meta: syntax.Meta) -> Constant:
        """What ``meta[relay.Constant][…]`` stands for."""
        try:
            return self._metadata(meta).constant(meta.kind, meta.index)
        except ValueError as error:
            self.source.fail(meta.place, str(error))

    def attributes(self, meta: syntax.Meta) -> dict[str, AttributeValue]:
        """What ``meta[relay.attrs.…][…]`` stands for."""
        try:
            return self._metadata(meta).attributes(meta.kind, meta.index)
        except ValueError as error:
            self.source.fail(meta.place, str(error))

    def _metadata(self, meta: syntax.Meta) -> MetadataReader:
        place = self.source.metadata
        if place is None:
            self.source.fail(
                meta.place,
                "this text has no metadata section to look this up: print the module with "
                "`astext()`, which writes the section, or make a constant a parameter",
            )
        if self._section is None:
            try:
                self._section = MetadataReader(self.source.input.content[place.start : place.end])
            except ValueError as error:
                self.source.fail(place, str(error))
        return self._section
