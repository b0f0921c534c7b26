"""A program: TVM's own way with a Relay function, weights as constants, in a process of its own.

python unsplit.py TEXT.relay FUNCTION ARGUMENTS.npz RESULTS.npz [WEIGHT POSITIONS...]
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import numpy as np

from dycl.backends.relay.cpu import detect_processor
from dycl.toolchain import activate, require


def main() -> None:
    text, name, arguments, results, *positions = sys.argv[1:]
    activate(require())
    tvm: Any = importlib.import_module("tvm")
    relay: Any = importlib.import_module("tvm.relay")
    executor: Any = importlib.import_module("tvm.contrib.graph_executor")
    function = relay.transform.InferType()(relay.parse(Path(text).read_text()))[name]
    values = np.load(arguments)
    names = [parameter.name_hint for parameter in function.params]
    weights = {names[int(i)]: tvm.nd.array(values[i]) for i in positions}
    with tvm.transform.PassContext(opt_level=3):
        module = tvm.IRModule.from_expr(function)
        built = relay.build(module, detect_processor().target, params=weights)
    graph = executor.GraphModule(built["default"](tvm.cpu()))
    for position, parameter in enumerate(names):
        if str(position) not in positions:
            graph.set_input(parameter, tvm.nd.array(values[str(position)]))
    graph.run()
    outputs = {str(i): graph.get_output(i).numpy() for i in range(graph.get_num_outputs())}
    np.savez(results, **outputs)


if __name__ == "__main__":
    main()
