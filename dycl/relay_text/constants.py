"""Relay's constants as text: literals of scalars, and arrays in TVM's serialization.

An array is written as TVM's ``SaveDLTensor`` (``ndarray.h``) writes it into a file: a header, the
shape, and the elements, all little-endian.
"""

from __future__ import annotations

import math
import re
import struct
import sys
from collections.abc import Sequence

from xdsl.dialects.builtin import IntegerType, Signedness, bf16, f16, f32, f64, i1
from xdsl.ir import Attribute

from dycl.dialects import relay

LITERAL_SUFFIXES = {
    "bool": "",
    "float16": "f16",
    "float32": "f",
    "float64": "f64",
    "int16": "i16",
    "int32": "",
    "int64": "i64",
}
"""What a scalar's literal ends in; other dtypes have no literals."""

DTYPES: dict[str, Attribute] = {
    str(relay.dtype_name(dtype)): dtype
    for dtype in (
        i1,
        f16,
        bf16,
        f32,
        f64,
        *(IntegerType(bits) for bits in (8, 16, 32, 64)),
        *(IntegerType(bits, Signedness.UNSIGNED) for bits in (8, 16, 32, 64)),
    )
}
"""The element types by their names in Relay."""

F32_MAX = float.fromhex("0x1.fffffep+127")

ARRAY_MAGIC = 0xDD5E40F096B4A13F
"""Marks TVM's serialization of an array; see ``SaveDLTensor`` in TVM's ``ndarray.h``."""

_HEADER = struct.Struct("<QQiiiBBH")
_DTYPE_CODES = {"int": 0, "uint": 1, "float": 2, "bool": 1, "bfloat": 4}
_FORMATS = {
    "bool": "?",
    "float16": "e",
    "float32": "f",
    "float64": "d",
    "int8": "b",
    "int16": "h",
    "int32": "i",
    "int64": "q",
    "uint8": "B",
    "uint16": "H",
    "uint32": "I",
    "uint64": "Q",
}

_NUMBER = re.compile(r"(?P<number>\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|inf|nan)(?P<suffix>.*)")


def literal(value: int | float, dtype: Attribute) -> str | None:
    """A scalar's literal, or None where TVM's parser reads none that means it."""
    name = str(relay.dtype_name(dtype))
    suffix = LITERAL_SUFFIXES.get(name)
    if suffix is None:
        return None
    if name == "bool":
        return "True" if value else "False"
    if isinstance(dtype, IntegerType):
        # The parser reads the sign apart from the digits.
        return None if abs(value) >= 2**63 else f"{value}{suffix}"
    # The parser refuses numbers so small in f64, and gives NaN another sign.
    if not math.isfinite(value) or 0 < abs(value) < sys.float_info.min:
        return None
    return _float_text(value, name) + suffix


def _float_text(value: float, dtype: str) -> str:
    """The shortest decimal that gives ``value`` back after rounding to ``dtype``."""
    if dtype == "float32":
        packed = struct.pack("<f", value)
        for digits in range(1, 10):
            text = f"{value:.{digits}g}"
            if abs(float(text)) <= F32_MAX and _packs_to(text, packed):
                return text
    return repr(value)


def _packs_to(text: str, packed: bytes) -> bool:
    try:
        return struct.pack("<f", float(text)) == packed
    except OverflowError:
        return False


def parse_number(digits: str, *, is_negative: bool) -> tuple[int | float, Attribute]:
    """The value and dtype of a literal such as ``1.5f`` or ``3i64``, whose sign is apart.

    Raises ValueError with a message for a user where it is none.
    """
    match = _NUMBER.fullmatch(digits)
    assert match is not None
    number, suffix = match["number"], match["suffix"]
    sign = "-" if is_negative else ""
    if suffix == "" and number.isdigit():
        suffix = "i32"
    dtype = DTYPES.get({"f": "float", "i": "int"}.get(suffix[:1], "") + (suffix[1:] or "32"))
    if dtype is None or (suffix[0] == "i" and not number.isdigit()):
        raise ValueError(
            f"`{digits}` is no number of Relay's: write 1 or 1i64, 1.5f, 1.5f16 or 1.5f64"
        )
    value = int(sign + number) if suffix[0] == "i" else float(sign + number)
    try:
        # An infinity has no digits of its own.
        if math.isinf(value) and number[0].isdigit():
            raise OverflowError
        _element_bytes([value], str(relay.dtype_name(dtype)))
        return value, dtype
    except (OverflowError, struct.error):
        raise ValueError(f"`{sign}{digits}` is too large for its dtype") from None


def bits_of(values: Sequence[int | float], dtype: Attribute) -> tuple[list[int], Attribute]:
    """The bits of floating-point numbers as signed integers, and the dtype of these."""
    name = str(relay.dtype_name(dtype))
    bits = name.lstrip("bfloat")
    data = _element_bytes(values, name)
    integers = struct.unpack(f"<{len(values)}{_FORMATS[f'int{bits}']}", data)
    return list(integers), DTYPES[f"int{bits}"]


def serialize(values: Sequence[int | float], dtype: Attribute, shape: Sequence[int]) -> bytes:
    """As TVM writes an array into a file; ``values`` are in row-major order."""
    name = str(relay.dtype_name(dtype))
    bits = 1 if name == "bool" else int(name.lstrip("abcdefghijklmnopqrstuvwxyz"))
    code = _DTYPE_CODES[name.rstrip("0123456789")]
    data = _element_bytes(values, name)
    header = _HEADER.pack(ARRAY_MAGIC, 0, 1, 0, len(shape), code, bits, 1)
    return header + struct.pack(f"<{len(shape)}qq", *shape, len(data)) + data


def _element_bytes(values: Sequence[int | float], name: str) -> bytes:
    """The elements as bytes; booleans as one byte each."""
    if name == "bfloat16":
        return b"".join(struct.pack("<f", value)[2:] for value in values)
    return struct.pack(f"<{len(values)}{_FORMATS[name]}", *values)


def deserialize(data: bytes) -> tuple[list[int | float], Attribute, tuple[int, ...]]:
    """The elements in row-major order, the dtype and the shape; undoes :func:`serialize`.

    Raises ValueError for bytes that are no such array.
    """
    try:
        magic, _, _, _, rank, code, bits, lanes = _HEADER.unpack_from(data)
        *shape, size = struct.unpack_from(f"<{rank}qq", data, _HEADER.size)
    except struct.error as error:
        raise ValueError("it ends too early") from error
    start = _HEADER.size + 8 * (rank + 1)
    names = [key for key, value in _DTYPE_CODES.items() if value == code]
    name = "bool" if (code, bits) == (1, 1) else f"{names[0]}{bits}" if names else ""
    if magic != ARRAY_MAGIC or lanes != 1 or name not in DTYPES:
        raise ValueError("it is no array of TVM's, or one of a dtype that dycl doesn't know")
    count = math.prod(shape)
    width = 2 if name == "bfloat16" else struct.calcsize(_FORMATS[name])
    if size != count * width or len(data) != start + size:
        raise ValueError("its size is not that of its shape")
    return _elements(data[start:], name, count), DTYPES[name], tuple(shape)


def _elements(data: bytes, name: str, count: int) -> list[int | float]:
    if name == "bfloat16":
        halves = [data[index : index + 2] for index in range(0, len(data), 2)]
        return [struct.unpack("<f", b"\0\0" + half)[0] for half in halves]
    return list(struct.unpack(f"<{count}{_FORMATS[name]}", data))
