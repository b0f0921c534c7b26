"""Operators that move elements, and those that make tensors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from xdsl.dialects.builtin import DYNAMIC_INDEX, i32
from xdsl.ir import Attribute

from dycl.dialects.relay import tuple_type
from dycl.relay_text.result_types.rule import Arguments, IllTyped, Rules, product, tensor, total

RULES = Rules()


@RULES.rule("full")
def _full(call: Arguments) -> Attribute:
    return tensor(call.dtype_named("dtype", call.dtype(0)), call.integers("shape"))


@RULES.rule("ones", "zeros")
def _constant(call: Arguments) -> Attribute:
    return tensor(call.dtype_named("dtype"), call.integers("shape"))


@RULES.rule("broadcast_to")
def _broadcast_to(call: Arguments) -> Attribute:
    shape = call.integers("shape")
    call.require(
        call.broadcast(call.shape(0), shape) == tuple(shape),
        f"{call[0]} can't become the shape {shape}",
    )
    return tensor(call.dtype(0), shape)


@RULES.rule("broadcast_to_like", "collapse_sum_like", "reshape_like")
def _like(call: Arguments) -> Attribute:
    return tensor(call.dtype(0), call.shape(1))


@RULES.rule("shape_of")
def _shape_of(call: Arguments) -> Attribute:
    return tensor(call.dtype_named("dtype", i32), [call.rank(0)])


def _sizes(call: Arguments, old: Sequence[int], new: Sequence[int]) -> list[int]:
    """The sizes that ``newshape`` stands for; -1 is still to be found."""
    rest = list(old)
    sizes: list[int] = []
    words = iter(new)
    for word in words:
        call.require(word == -1 or word > 0 or bool(rest) or word == -2, "too many axes")
        match word:
            case 0:
                sizes.append(rest.pop(0))
            case -2:
                sizes += rest
                rest = []
            case -3:
                call.require(len(rest) > 1, "-3 takes two axes")
                sizes.append(product([rest.pop(0), rest.pop(0)]))
            case -4:
                size, first, second = rest.pop(0), next(words), next(words)
                known = second if first == -1 else first
                other = size // known if size != DYNAMIC_INDEX else DYNAMIC_INDEX
                sizes += [other, second] if first == -1 else [first, other]
            case _:
                call.require(word >= -1, f"{word} is no size")
                sizes.append(word)
                rest[:1] = []
    return sizes


@RULES.rule("reshape")
def _reshape(call: Arguments) -> Attribute:
    old = call.shape(0)
    try:
        sizes = _sizes(call, old, call.integers("newshape"))
    except (StopIteration, ZeroDivisionError):
        raise IllTyped("`reshape`: -4 takes two more numbers, the sizes of a split") from None
    count, known = product(old), product(size for size in sizes if size != -1)
    call.require(sizes.count(-1) < 2, "only one size may be -1")
    if -1 in sizes:
        is_known = known not in (0, DYNAMIC_INDEX) and count != DYNAMIC_INDEX
        call.require(not is_known or count % known == 0, f"{call[0]} does not have that shape")
        sizes[sizes.index(-1)] = count // known if is_known else DYNAMIC_INDEX
    elif DYNAMIC_INDEX not in (count, known):
        call.require(count == known, f"{call[0]} does not have {known} elements")
    return tensor(call.dtype(0), sizes)


@RULES.rule("nn.batch_flatten")
def _batch_flatten(call: Arguments) -> Attribute:
    call.require(call.rank(0) > 0, "takes at least one axis")
    first, *rest = call.shape(0)
    return tensor(call.dtype(0), [first, product(rest)])


@RULES.rule("transpose")
def _transpose(call: Arguments) -> Attribute:
    shape = call.shape(0)
    listed = call.integers("axes", []) or list(reversed(range(len(shape))))
    axes = [call.axis(axis, len(shape)) for axis in listed]
    call.require(sorted(axes) == list(range(len(shape))), "needs each axis once")
    return tensor(call.dtype(0), [shape[axis] for axis in axes])


@RULES.rule("expand_dims")
def _expand_dims(call: Arguments) -> Attribute:
    shape = list(call.shape(0))
    axis = call.axis(call.integer("axis"), len(shape) + 1)
    shape[axis:axis] = [1] * call.integer("num_newaxis", 1)
    return tensor(call.dtype(0), shape)


@RULES.rule("squeeze")
def _squeeze(call: Arguments) -> Attribute:
    shape = call.shape(0)
    if not call.has("axis"):
        return tensor(call.dtype(0), [size for size in shape if size != 1])
    axes = {call.axis(axis, len(shape)) for axis in call.integers("axis")}
    call.require(all(shape[axis] in (1, DYNAMIC_INDEX) for axis in axes), "the axis must be 1")
    return tensor(call.dtype(0), [size for axis, size in enumerate(shape) if axis not in axes])


@RULES.rule("concatenate")
def _concatenate(call: Arguments) -> Attribute:
    fields = call.fields(0)
    shapes = [list(field.get_shape()) for field in fields]
    axis = call.axis(call.integer("axis", 0), len(shapes[0]))
    joined = total(shape[axis] for shape in shapes)
    for shape in shapes:
        shape[axis] = 1
    result = [
        next((size for size in sizes if size != DYNAMIC_INDEX), DYNAMIC_INDEX)
        for sizes in zip(*shapes, strict=True)
    ]
    for shape in shapes:
        agrees = all(a in (b, DYNAMIC_INDEX) for a, b in zip(shape, result, strict=True))
        call.require(agrees, "the other axes must have the same sizes")
    result[axis] = joined
    return tensor(fields[0].get_element_type(), result)


@RULES.rule("stack")
def _stack(call: Arguments) -> Attribute:
    fields = call.fields(0)
    shape = list(fields[0].get_shape())
    shape.insert(call.axis(call.integer("axis", 0), len(shape) + 1), len(fields))
    return tensor(fields[0].get_element_type(), shape)


@RULES.rule("split")
def _split(call: Arguments) -> Attribute:
    shape = call.shape(0)
    axis = call.axis(call.integer("axis", 0), len(shape))
    size = shape[axis]
    places = call.attributes.get("indices_or_sections")
    if isinstance(places, int):
        is_whole = places > 0 and (size == DYNAMIC_INDEX or size % places == 0)
        call.require(is_whole, f"{size} is not a multiple of {places}")
        sizes = [size // places if size != DYNAMIC_INDEX else DYNAMIC_INDEX] * places
    else:
        bounds = [0, *call.integers("indices_or_sections"), size]
        sizes = [b - a for a, b in pairwise(bounds)]
        if size == DYNAMIC_INDEX:
            sizes[-1] = DYNAMIC_INDEX
        call.require(all(each >= 0 or each == DYNAMIC_INDEX for each in sizes), "wrong indices")
    parts = [[*shape[:axis], each, *shape[axis + 1 :]] for each in sizes]
    return tuple_type([tensor(call.dtype(0), part) for part in parts])


@RULES.rule("strided_slice")
def _strided_slice(call: Arguments) -> Attribute:
    shape = list(call.shape(0))
    begins, ends = call.integers("begin"), call.integers("end")
    axes = call.integers("axes", []) or list(range(len(begins)))
    strides = call.integers("strides", [1])
    strides = strides * len(axes) if len(strides) == 1 else strides
    call.require(
        len(begins) == len(ends) == len(strides) == len(axes), "begin, end and strides differ"
    )
    by_size = call.text("slice_mode", "end") == "size"
    for axis, begin, end, stride in zip(axes, begins, ends, strides, strict=True):
        position = call.axis(axis, len(shape))
        size = shape[position]
        if size == DYNAMIC_INDEX:
            continue
        if by_size:
            stop = size if end == -1 else begin + end
            shape[position] = len(range(size)[begin:stop])
        else:
            call.require(stride != 0, "a stride is 0")
            shape[position] = len(range(size)[begin:end:stride])
    return tensor(call.dtype(0), shape)


@RULES.rule("tile")
def _tile(call: Arguments) -> Attribute:
    times = call.integers("reps")
    shape = list(call.shape(0))
    rank = max(len(times), len(shape))
    sizes = [1] * (rank - len(shape)) + shape
    counts = [1] * (rank - len(times)) + times
    return tensor(call.dtype(0), [product(pair) for pair in zip(sizes, counts, strict=True)])


@RULES.rule("repeat")
def _repeat(call: Arguments) -> Attribute:
    shape = list(call.shape(0))
    axis = call.axis(call.integer("axis"), len(shape))
    shape[axis] = product([shape[axis], call.integer("repeats")])
    return tensor(call.dtype(0), shape)


@RULES.rule("take")
def _take(call: Arguments) -> Attribute:
    shape, indices = call.shape(0), call.shape(1)
    call.require(call.integer("batch_dims", 0) == 0, "batch_dims needs the type in the text")
    if not call.has("axis"):
        return tensor(call.dtype(0), indices)
    axis = call.axis(call.integer("axis"), len(shape))
    return tensor(call.dtype(0), [*shape[:axis], *indices, *shape[axis + 1 :]])


@RULES.rule("gather")
def _gather(call: Arguments) -> Attribute:
    return tensor(call.dtype(0), call.shape(1))


@RULES.rule("one_hot")
def _one_hot(call: Arguments) -> Attribute:
    shape = list(call.shape(0))
    axis = call.axis(call.integer("axis", -1), len(shape) + 1)
    shape.insert(axis, call.integer("depth"))
    return tensor(call.dtype_named("dtype"), shape)


@RULES.rule("nn.pad")
def _pad(call: Arguments) -> Attribute:
    shape = call.shape(0)
    flat = call.integers("pad_width")
    call.require(len(flat) == 2 * len(shape), "pad_width needs two numbers for each axis")
    return tensor(
        call.dtype(0),
        [total([size, *flat[2 * axis : 2 * axis + 2]]) for axis, size in enumerate(shape)],
    )


@RULES.rule("nn.dilate")
def _dilate(call: Arguments) -> Attribute:
    shape, strides = call.shape(0), call.integers("strides")
    call.require(len(shape) == len(strides), "strides needs a number for each axis")
    sizes = [
        size if size == DYNAMIC_INDEX else (size - 1) * stride + 1
        for size, stride in zip(shape, strides, strict=True)
    ]
    return tensor(call.dtype(0), sizes)
