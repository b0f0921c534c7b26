"""All processes that run the same package have one copy of its weights in memory."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn

import dycl

BYTES = 512 * 512 * 4


def mappings(file: Path) -> tuple[set[str], dict[str, int]]:
    """How this process has mapped ``file``: the permissions, and the counters of
    ``/proc/self/smaps`` in bytes.
    """
    permissions: set[str] = set()
    counters: dict[str, int] = {}
    inside = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        name, _, value = line.partition(":")
        if value.endswith(" kB"):
            if inside:
                counters[name] = counters.get(name, 0) + int(value.split()[0]) * 1024
        elif "-" in line.split()[0]:
            inside = line.endswith(str(file))
            if inside:
                permissions.add(line.split()[1])
    return permissions, counters


@torch.no_grad()
def test_weights_are_used_where_the_file_is_mapped(tmp_path: Path) -> None:
    torch.manual_seed(0)
    module, x = nn.Linear(512, 512).eval(), torch.ones(1, 512)
    with dycl.compile(module, x) as program:
        program.save(tmp_path / "package")
    program = dycl.load(tmp_path / "package")
    torch.testing.assert_close(program(x), module(x))
    permissions, counters = mappings(tmp_path / "package" / "weights.safetensors")
    assert permissions == {"r--s"}, "mapped once or more, shared with other processes"
    assert counters["Rss"] >= BYTES, "the kernels have read all of it there"
    assert counters["Private_Dirty"] == counters["Shared_Dirty"] == 0
