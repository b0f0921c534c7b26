"""The metadata section of a Relay text: constant tensors, as TVM saves them into JSON.

The section is a graph of objects; its root is a map from kinds to arrays of objects, of which a
``relay.Constant`` refers to one of the serialized arrays.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xdsl.ir import Attribute

from dycl.dialects.relay import AttributeValue
from dycl.relay_text.constants import DTYPES, deserialize, serialize

CONSTANT = "relay.Constant"

ATTRIBUTES = {
    "relay.attrs.DilateAttrs": {"strides": "object", "dilation_value": "number"},
    "relay.attrs.ScanopAttrs": {"axis": "object", "dtype": "dtype", "exclusive": "flag object"},
    "relay.attrs.ScatterElementsAttrs": {"axis": "object", "reduction": "object"},
    "relay.attrs.TriluAttrs": {"upper": "flag"},
}
"""The attributes that TVM's printer writes into the section, because their operators don't declare
their classes (see ``include/tvm/relay/attrs``): how each is written, as itself or as an object."""

_MALFORMED = (AttributeError, IndexError, KeyError, TypeError, ValueError)


@dataclass
class MetadataWriter:
    """Collects constants and writes the section."""

    arrays: list[str] = field(default_factory=list[str])

    def add(self, values: Sequence[int | float], dtype: Attribute, shape: Sequence[int]) -> str:
        """The expression that stands for a constant."""
        encoded = base64.b64encode(serialize(values, dtype, shape)).decode()
        if encoded not in self.arrays:
            self.arrays.append(encoded)
        return f"meta[{CONSTANT}][{self.arrays.index(encoded)}]"

    def text(self) -> str:
        """The section, or nothing where there are no constants."""
        if not self.arrays:
            return ""
        first = 3
        nodes: list[dict[str, object]] = [
            {"type_key": ""},
            {"type_key": "Map", "keys": [CONSTANT], "data": [2]},
            {"type_key": "Array", "data": [first + index for index in range(len(self.arrays))]},
        ]
        for index in range(len(self.arrays)):
            attrs = {"_checked_type_": "0", "data": str(index), "span": "0", "virtual_device_": "0"}
            nodes.append({"type_key": CONSTANT, "attrs": attrs})
        section: dict[str, object] = {"root": 1, "nodes": nodes, "b64ndarrays": self.arrays}
        return "\n#[metadata]\n" + json.dumps(section, indent=2) + "\n"


Constant = tuple[list[int | float], Attribute, tuple[int, ...]]
"""The elements in row-major order, the dtype and the shape."""


class MetadataReader:
    """Looks up what a text refers to. Every method raises ValueError with a message for a user."""

    def __init__(self, text: str) -> None:
        try:
            section: Any = json.loads(text)
            self._nodes: Any = section["nodes"]
            self._arrays: Any = section["b64ndarrays"]
            root = self._nodes[section["root"]]
            self._kinds: Any = dict(zip(root["keys"], root["data"], strict=True))
        except _MALFORMED as error:
            raise ValueError("this is no metadata section as TVM writes it") from error

    def _attributes_of(self, kind: str, index: int) -> Any:
        """The attributes of an object, as they stand there."""
        try:
            return self._nodes[self._nodes[self._kinds[kind]]["data"][index]]["attrs"]
        except _MALFORMED as error:
            raise ValueError("the metadata section has no such object") from error

    def constant(self, kind: str, index: int) -> Constant:
        """A constant tensor."""
        if kind != CONSTANT:
            raise ValueError(f"dycl does not read {kind} from the metadata section")
        attributes = self._attributes_of(kind, index)
        try:
            return deserialize(base64.b64decode(self._arrays[int(attributes["data"])]))
        except _MALFORMED as error:
            raise ValueError(f"this constant's array can't be read: {error}") from error

    def attributes(self, kind: str, index: int) -> dict[str, AttributeValue]:
        """The attributes of a call; those that are null are left out."""
        kinds = ATTRIBUTES.get(kind)
        if kinds is None:
            raise ValueError(f"dycl does not read {kind} from the metadata section")
        written = self._attributes_of(kind, index)
        try:
            values = {name: self._value(kinds[name], text) for name, text in written.items()}
        except _MALFORMED as error:
            raise ValueError("these attributes can't be read") from error
        return {name: value for name, value in values.items() if value is not None}

    def _value(self, kind: str, text: str) -> AttributeValue | None:
        match kind:
            case "dtype":
                return DTYPES.get(text)
            case "flag":
                return text != "0"
            case "number":
                return float(text)
            case _:
                return self._object(self._nodes[int(text)], is_flag=kind == "flag object")

    def _object(self, node: Any, *, is_flag: bool) -> AttributeValue | None:
        match node["type_key"]:
            case "":
                return None
            case "runtime.String":
                return str(node["repr_str"])
            case "Array":
                elements = [self._nodes[index] for index in node["data"]]
                return [int(element["attrs"]["value"]) for element in elements]
            case _:
                number = int(node["attrs"]["value"])
                return bool(number) if is_flag else number
