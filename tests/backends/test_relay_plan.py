"""Execution plans never let two living tensors share memory, and place results rightly."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dycl.backends.relay.plan import Copy, ExecutionPlan, Location, plan_execution


def graph(nodes: list[tuple[str, list[int], tuple[int, ...]]], heads: list[int]) -> str:
    """TVM's graph JSON for nodes of one output each: (function or "" for a parameter, inputs,
    shape).
    """
    described: list[dict[str, Any]] = []
    for number, (function, inputs, _) in enumerate(nodes):
        node = {"op": "tvm_op" if function else "null", "name": f"n{number}"}
        node |= {"inputs": [[i, 0, 0] for i in inputs], "attrs": {"func_name": function}}
        described.append(node)
    count = len(nodes)
    return json.dumps(
        {
            "nodes": described,
            "heads": [[head, 0, 0] for head in heads],
            "node_row_ptr": list(range(count + 1)),
            "attrs": {
                "shape": ["list_shape", [shape for _, _, shape in nodes]],
                "dltype": ["list_str", ["float32"] * count],
            },
        }
    )


def lifetimes(plan: ExecutionPlan, text: str) -> list[tuple[int, int, int, int]]:
    """Begin, end, first and last call of each tensor in the workspace, its views included."""
    root: list[int] = []
    for number, node in enumerate(json.loads(text)["nodes"]):
        is_view = node["attrs"]["func_name"] == "__nop"
        root.append(root[node["inputs"][0][0]] if is_view else number)
    times: dict[int, list[int]] = {}
    for time, call in enumerate(plan.calls):
        for argument in call.arguments:
            times.setdefault(root[argument], []).append(time)
    result: list[tuple[int, int, int, int]] = []
    for tensor, used in times.items():
        location = plan.locations[tensor]
        if location.kind == "workspace":
            end = location.index + plan.tensors[tensor].nbytes
            result.append((location.index, end, min(used), max(used)))
    return result


def assert_sound(plan: ExecutionPlan, text: str) -> None:
    pieces = lifetimes(plan, text)
    for position, (begin, end, first, last) in enumerate(pieces):
        assert begin % 64 == 0
        assert end <= plan.workspace_bytes
        for other_begin, other_end, other_first, other_last in pieces[position + 1 :]:
            together = first <= other_last and other_first <= last
            assert not together or end <= other_begin or other_end <= begin


def test_a_chain_needs_two_buffers_however_long() -> None:
    nodes = [("", [], (100,))] + [("f", [i], (100,)) for i in range(20)]
    text = graph(nodes, [20])
    plan = plan_execution("chain", text, ["n0"], [])
    assert plan.workspace_bytes == 2 * 448
    assert plan.locations[20] == Location("output", 0)
    assert_sound(plan, text)


def test_results_that_are_no_kernels_own_are_copied() -> None:
    nodes = [("", [], (4,)), ("", [], (4,)), ("f", [0, 1], (4,)), ("__nop", [2], (2, 2))]
    plan = plan_execution("f", graph(nodes, [0, 2, 3, 2, 1]), ["n0"], ["n1"])
    assert plan.locations[2] == plan.locations[3] == Location("output", 1)
    assert plan.copies == (Copy(0, 0), Copy(3, 2), Copy(2, 3), Copy(1, 4))
    assert plan.outputs[2].shape == (2, 2)
    assert [call.function for call in plan.calls] == ["f"]


def test_a_result_is_read_where_it_is_written() -> None:
    nodes = [("", [], (4,)), ("f", [0], (4,)), ("g", [1], (4,))]
    plan = plan_execution("f", graph(nodes, [1, 2]), ["n0"], [])
    assert plan.workspace_bytes == 0
    assert plan.locations == (Location("input", 0), Location("output", 0), Location("output", 1))


def test_a_view_keeps_its_tensor_alive() -> None:
    """n1 is read through the view n2 after n3 and n4 were written."""
    nodes = [("", [], (64,)), ("f", [0], (64,)), ("__nop", [1], (8, 8))]
    nodes += [("f", [0], (64,)), ("f", [3], (64,)), ("g", [2, 4], (64,))]
    text = graph(nodes, [5])
    plan = plan_execution("f", text, ["n0"], [])
    assert plan.locations[1] == plan.locations[2]
    assert len({plan.locations[1], plan.locations[3], plan.locations[4]}) == 3
    assert_sound(plan, text)


@st.composite
def graphs(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    nodes: list[tuple[str, list[int], tuple[int, ...]]] = [("", [], (8,)), ("", [], (300,))]
    for number in range(2, 2 + draw(st.integers(1, 25))):
        earlier = st.integers(0, number - 1)
        if draw(st.booleans()) and draw(st.booleans()):
            source = draw(earlier)
            nodes.append(("__nop", [source], nodes[source][2]))
        else:
            inputs = draw(st.lists(earlier, min_size=1, max_size=3))
            nodes.append(("f", inputs, (draw(st.integers(0, 500)),)))
    heads = draw(st.lists(st.integers(0, len(nodes) - 1), min_size=1, max_size=4))
    return graph(nodes, heads), ["n0"], ["n1"]


@given(graphs())
def test_living_tensors_never_overlap(case: tuple[str, list[str], list[str]]) -> None:
    text, inputs, constants = case
    plan = plan_execution("f", text, inputs, constants)
    assert_sound(plan, text)
    written = {
        plan.locations[call.arguments[-1]]
        for call in plan.calls
        if plan.locations[call.arguments[-1]].kind == "output"
    }
    copied = {Location("output", copy.output) for copy in plan.copies}
    assert written | copied == {Location("output", i) for i in range(len(plan.outputs))}
    assert not written & copied


@pytest.mark.parametrize("kind", ["input", "constant"])
def test_a_function_without_kernels_only_copies(kind: str) -> None:
    names = {"input": (["n0"], []), "constant": ([], ["n0"])}
    plan = plan_execution("f", graph([("", [], (4,))], [0, 0]), *names[kind])
    assert plan.calls == ()
    assert plan.copies == (Copy(0, 0), Copy(0, 1))


@pytest.mark.parametrize(
    ("function", "sizes", "parallel"),
    [
        ("fused_add", (64, 64), False),
        ("fused_add", (100_000, 100_000), True),
        ("fused_nn_contrib_conv2d_NCHWc", (1024, 2304, 1024), False),  # 16 channels, 8x8, 3x3
        ("fused_nn_contrib_conv2d_NCHWc", (16384, 2304, 16384), True),  # the same, 32x32
        ("fused_nn_contrib_dense_pack", (64, 640, 10), False),
        ("fused_nn_contrib_dense_pack", (768, 589_824, 768), True),
    ],
)
def test_only_kernels_with_enough_work_are_shared_out(
    function: str, sizes: tuple[int, ...], parallel: bool
) -> None:
    *inputs, output = [("", [], (size,)) for size in sizes]
    nodes = [*inputs, (function, list(range(len(inputs))), output[2])]
    names = [f"n{i}" for i in range(len(inputs))]
    plan = plan_execution("f", graph(nodes, [len(inputs)]), names, [])
    assert plan.calls[0].parallel == parallel
