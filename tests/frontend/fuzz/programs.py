"""Random programs as source text: modules made of random functions."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from tests.frontend.fuzz.expressions import Helper, Kind, Scope
from tests.frontend.fuzz.statements import RETURNS, Writer

HEADER = '''\
"""A random program."""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn


class Exit(Exception):
    def __init__(self, value, code):
        super().__init__("exit")
        self.value = value
        self.code = code


@dataclass
class State:
    h: torch.Tensor
    n: int
'''

INIT = """\
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
        self.gate = nn.Linear(4, 1)
        self.mlp = nn.Sequential(nn.Linear(4, 4), nn.ReLU(inplace=True), nn.Linear(4, 4))
        self.act = nn.ReLU(inplace=True)
        self.blocks = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))
        self.experts = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))
        self.block = Block()
        self.register_buffer("seen", torch.zeros(1, 4))
        self.hidden = torch.zeros(1, 4)
        self.steps = 0
"""


def programs() -> st.SearchStrategy[str]:
    """Sources of modules with a class ``Program`` whose ``forward`` takes a (1, 4) tensor."""
    # One seed for each program: Hypothesis would otherwise write every program several times with
    # a part repeated, and its shrinking knows less about Python than reduce.py does.
    return st.randoms(use_true_random=True).map(write_program)


def write_program(random: Random) -> str:
    """The source of one such module."""
    writer = Writer(random)
    for index in range(writer.number(0, 2)):
        returns = writer.pick(("row", "int", "pair", "maybe"))
        writer.emit("")
        writer.emit("")
        start = len(writer.lines)
        writer.define(
            f"def helper{index}(u, j):",
            {"u": Kind.ROW, "j": Kind.INT},
            returns,
            writer.number(1, 6),
        )
        raises = any("raise" in line for line in writer.lines[start:])
        raises = raises or any(
            f"{h.name}(" in line
            for h in writer.helpers
            if h.raises
            for line in writer.lines[start:]
        )
        writer.helpers.append(Helper(f"helper{index}", returns, raises))
    for line in (
        "",
        "",
        "class Block(nn.Module):",
        "    def __init__(self):",
        "        super().__init__()",
        "        self.fc = nn.Linear(4, 4)",
        "",
    ):
        writer.emit(line)
    writer.indent = 1
    writer.define(
        "def forward(self, u, j):", {"u": Kind.ROW, "j": Kind.INT}, "row", writer.number(1, 4)
    )
    writer.indent = 0
    for line in ("", "", "class Program(nn.Module):", *INIT.splitlines(), ""):
        writer.emit(line)
    writer.indent = 1
    writer.has_self = True
    method = writer.chance(40)
    if method:
        writer.define(
            "def method(self, u, j):", {"u": Kind.ROW, "j": Kind.INT}, "row", writer.number(1, 5)
        )
        writer.emit("")
    writer.emit("def forward(self, x):")
    writer.lines.pop()
    if method:
        writer.helpers.append(Helper("self.method", "row", True))
    head = "def forward(self, x):"
    writer.returns = "row"
    _forward(writer, head)
    return HEADER + "\n".join(writer.lines) + "\n"


def _forward(writer: Writer, head: str) -> None:
    writer.emit(head)
    writer.scope = Scope({"x": Kind.ROW})
    writer.returns, writer.budget, writer.loops = writer.pick(RETURNS), writer.number(4, 22), 0
    writer.may_raise = writer.chance(15)

    def body() -> bool:
        if not writer.chance(3):
            writer.emit("x = x.clone()")
        while writer.budget > 0:
            if not writer.statements(1, 4):
                return True
        return writer.return_()

    writer.block(body)
