"""Single kernels in TVM's own executor, beside PyTorch's.

They have one thread each, and the thread's own time is taken, so that what else the machine does
matters little.
"""

from __future__ import annotations

import importlib
import os
import statistics
import time
from collections.abc import Callable, Collection, Mapping
from typing import Any

import numpy as np
import torch

from dycl.backends.relay.cpu import detect_processor
from dycl.toolchain import activate, require

ROUNDS = 9
LEAST_SECONDS = 2e-3
"""What is faster is repeated as often as fits into this."""

Run = Callable[[], Any]


def one_thread() -> None:
    """Prepare PyTorch and TVM. To be called before anything else of this module."""
    torch.manual_seed(0)
    torch.set_num_threads(1)
    torch.set_grad_enabled(False)
    os.environ["TVM_NUM_THREADS"] = "1"
    activate(require())


def built(
    function: Any,
    arrays: Mapping[str, np.ndarray[Any, Any]],
    weights: Collection[str] = (),
    *,
    executor: str = "graph_executor",
) -> Any:
    """A Relay function of the parameters ``arrays``, some of them weights, in an executor of
    TVM's: with ``debugger.debug_executor`` it can be run kernel by kernel.
    """
    tvm: Any = importlib.import_module("tvm")
    relay: Any = importlib.import_module("tvm.relay")
    with tvm.transform.PassContext(opt_level=3):
        known = {name: tvm.nd.array(arrays[name]) for name in weights}
        module = tvm.IRModule.from_expr(function)
        library = relay.build(module, detect_processor().target, params=known)
    create = importlib.import_module(f"tvm.contrib.{executor}").create
    graph = create(library.get_graph_json(), library.get_lib(), tvm.cpu())
    graph.load_params(tvm.runtime.save_param_dict(library.get_params()))
    for name in arrays.keys() - {*weights}:
        graph.set_input(name, tvm.nd.array(arrays[name]))
    return graph


def whole(graph: Any) -> Run:
    """Runs all kernels, twice."""
    return lambda: (graph.run(), graph.run())


def kernel(graph: Any, name: str) -> Run:
    """Runs the kernel that has ``name`` in its name, twice, after each has run once."""
    nodes = graph.debug_datum.get_graph_nodes()
    for number in range(len(nodes)):
        graph.run_individual_node(number, number=1)
    number = next(number for number, node in enumerate(nodes) if name in node["name"])
    return lambda: graph.run_individual_node(number, number=1)


def in_turn(*runs: Run) -> list[str]:
    """The median time of each of ``runs``, which does its work twice, ms, and the first one's as
    a multiple of the last one's.
    """
    times = [[_seconds(run) for run in runs] for _ in range(ROUNDS)]
    medians = [f"{1e3 / 2 * statistics.median(each):.3f}" for each in zip(*times, strict=True)]
    ratio = statistics.median(each[0] / each[-1] for each in times)
    return [*medians, f"{ratio:.2f}×"]


def _seconds(run: Run) -> float:
    calls = total = 0.0
    while total < LEAST_SECONDS:
        start = time.thread_time()
        run()
        total += time.thread_time() - start
        calls += 1
    return total / calls
