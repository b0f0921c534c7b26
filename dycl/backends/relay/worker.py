"""A worker process: reads one request per line on standard input, answers each with one line.

It is started by ``workers.py`` and not by people. TVM lives and dies here, so neither its memory
nor its crashes are the compiler's.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from dataclasses import asdict
from typing import Any

from dycl.errors import DyclError
from dycl.toolchain import RelayToolchain, activate

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Answer requests until standard input ends."""
    _die_with_parent()
    # Only replies may go to the pipe; whatever TVM prints goes to standard error.
    replies = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)
    activate(RelayToolchain.from_text(sys.argv[1]))
    for line in sys.stdin:
        replies.write(json.dumps(_answer(json.loads(line))) + "\n")


def _answer(message: dict[str, Any]) -> dict[str, Any]:
    from dycl.backends.relay import compile as compiling
    from dycl.backends.relay import tune

    try:
        if message["task"] == "check":
            compiling.check(message["text"])
            return {"ok": None}
        if message["task"] == "kernels":
            found = compiling.tunable_kernels(message["text"], message["name"], message["target"])
            return {"ok": found}
        if message["task"] == "trial":
            given = message["workload"], message["target"], message["measured"]
            return {"ok": tune.run_trial(*given)}
        request = compiling.request_from_json(message["request"])
        return {"ok": asdict(compiling.compile_subnetwork(request))}
    except DyclError as error:
        return {"error": str(error)}
    except (
        Exception
    ) as error:  # TVM raises many types; each is an answer and not the end of the worker
        return {"error": f"{type(error).__name__}: {error}"}


def _die_with_parent() -> None:
    """Have the kernel end this process with the thread that started it, even when that one is
    killed.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() == 1:
            sys.exit(1)


if __name__ == "__main__":
    main()
