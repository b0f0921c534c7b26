"""``python -m benchmarks.build_package CASE PACKAGE THREADS HOST``: compile a case with dycl.

Prints the seconds that it took, as JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import pickle
import sys
import time
import traceback
from pathlib import Path

import torch

import dycl
from benchmarks import subjects
from dycl.backends.relay import BuildOptions


def main(case: str, package: str, threads: str, host: str) -> int:
    """Compile and save; returns the exit code."""
    sys.path[:0] = [str(subjects.EXAMPLES), str(Path(subjects.__file__).parent)]
    folder = Path(case)
    network = torch.load(folder / "network.pt", weights_only=False)
    with (folder / "inputs.pickle").open("rb") as file:
        inputs = tuple(torch.from_numpy(array) for array in pickle.load(file)[0])
    start = time.perf_counter()
    try:
        # A network may print while it is read.
        with open(os.devnull, "w") as sink, contextlib.redirect_stdout(sink):
            # The second host is measured for its calls, not for how long its kernels take to build.
            options = BuildOptions(cache=None) if host == "python" else BuildOptions()
            program = dycl.compile(
                network, inputs, threads=int(threads), host=host, options=options
            )
            program.save(package)
    except dycl.DyclError as error:
        print(f"{type(error).__name__}: {' '.join(str(error).split())}", file=sys.stderr)
        return 1
    except Exception as error:
        traceback.print_exc()
        message = " ".join(str(error).split())
        print(f"internal error: {type(error).__name__}: {message}", file=sys.stderr)
        return 1
    print(json.dumps({"seconds": time.perf_counter() - start}))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
