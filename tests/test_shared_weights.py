"""Processes that run the same package have one copy of its weights in memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import torch
from torch import nn

import dycl

CHILD = """
import sys
import numpy as np, dycl
program = dycl.load(sys.argv[1])
program(np.ones((1, 512), np.float32))
print("ready", flush=True)
sys.stdin.readline()
"""

BYTES = 512 * 512 * 4


def mapped_bytes(process: int, file: Path) -> dict[str, int]:
    """The counters in ``/proc/PID/smaps`` of all mappings of ``file``, added up."""
    total: dict[str, int] = {}
    inside = False
    for line in Path(f"/proc/{process}/smaps").read_text().splitlines():
        name, _, value = line.partition(":")
        if value.endswith(" kB"):
            if inside:
                total[name] = total.get(name, 0) + int(value.split()[0]) * 1024
        elif "-" in line.split()[0]:
            inside = line.endswith(str(file))
    return total


def test_weights_are_shared(tmp_path: Path) -> None:
    package = tmp_path / "package"
    with dycl.compile(nn.Linear(512, 512).eval(), torch.zeros(1, 512)) as program:
        program.save(package)
    command = [sys.executable, "-c", CHILD, str(package)]
    processes = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    try:
        for process in processes:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for process in processes:
            found = mapped_bytes(process.pid, package / "weights.safetensors")
            assert found["Rss"] >= BYTES, "the kernels have read all of it"
            # Dirty are the pages of a new file that is not on the disk yet.
            assert found["Shared_Clean"] + found["Shared_Dirty"] == found["Rss"]
            assert found["Anonymous"] == 0, "nothing is copied"
    finally:
        for process in processes:
            process.communicate("\n")
