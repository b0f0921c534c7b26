"""Values and functions of Python's library, and methods of its containers."""

from __future__ import annotations

import contextlib
import copy
import enum
import functools
from collections import OrderedDict, defaultdict, deque
from collections.abc import Iterator
from dataclasses import asdict, astuple, dataclass, replace
from types import SimpleNamespace
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

from tests.frontend.program import Program


class Mode(enum.Enum):
    A = 1
    B = 2


class Config(NamedTuple):
    a: Tensor
    b: int = 2


class EnumsAndRecords(Program):
    def forward(self, x: Tensor) -> Any:
        mode = Mode.A if x[0, 0] > 0 else Mode.B
        config, notes = Config(x), SimpleNamespace(h=x, n=0)
        if mode is Mode.A:
            config = config._replace(b=5)
        elif mode == Mode.B:
            notes.n += 1
            notes.h = notes.h * 2
        a, b = config
        return a * b + config.a + notes.h * notes.n, config


class MethodsOfDicts(Program):
    def forward(self, x: Tensor) -> Any:
        table = {"a": x, "b": x + 1}
        table.update(c=x * 2)
        if x.sum() > 0:
            table["a"] = table.pop("b")
        table.setdefault("e", x)
        counts: dict[str, int] = defaultdict(int)
        for name in ("u", "v", "u"):
            counts[name] += 1 if x[0, counts[name]] > 0 else 2
        total = sum(value * len(key) for key, value in table.items())
        ordered = OrderedDict({**table, "z": total})
        return ordered["z"] * len(ordered), "b" in table, table.get("q"), dict(counts)


class SetsAndSlices(Program):
    def forward(self, x: Tensor) -> Any:
        done = set[int]()
        for i in range(3):
            if i % 2 == 0:
                done.add(i)
        allowed = {"x", "y"} | {"z"}
        items = [x * i for i in range(5)]
        odd = slice(1, None, 2)
        if x.sum() > 0:
            items[1:3] = [x, x + 1]
        else:
            items[odd] = [x, x - 1]
            del items[0]
            items.insert(2, x)
        return sum(items[odd]) + items[-1] + len(done) + len(allowed - {"x"})


class Queues(Program):
    def forward(self, x: Tensor) -> Tensor:
        waiting = deque([x, x + 1])
        if x.sum() > 0:
            waiting.appendleft(x * 3)
            waiting.rotate(1)
        else:
            waiting.append(x - 1)
        total = torch.zeros_like(x)
        while waiting:
            total = total * 0.5 + waiting.popleft()
        return total


class PartsOfFunctions(Program):
    @staticmethod
    def scale(v: Tensor, /, k: float, *, b: float = 0.0) -> Tensor:
        return v * k + b if v.sum() > 0 else v

    def helper(self, x: Tensor, a: int = 1, *rest: int, b: int = 2, **options: bool) -> Tensor:
        y = x * a + b + len(rest)
        if options.get("negative") and y.sum() > 0:
            y = -y
        return y

    def forward(self, x: Tensor) -> Tensor:
        tripled = functools.partial(self.scale, k=3.0)
        steps = [tripled, functools.partial(tripled, b=1.0), lambda v, /, *, k=2: v - k]
        x = functools.reduce(lambda value, step: step(value), steps, x)
        x = functools.partial(F.leaky_relu, negative_slope=0.2)(x)
        return self.helper(x, 2, 3, 4, b=-2, negative=True) + self.helper(x, b=1) + self.helper(x)


class Entered:
    def __init__(self, log: list[int]) -> None:
        self.log = log

    def __enter__(self) -> Entered:
        self.log.append(1)
        return self

    def __exit__(self, *exception: object) -> bool:
        self.log.append(2)
        return exception[0] is ValueError


class ContextManagers(Program):
    @contextlib.contextmanager
    def scaled(self, x: Tensor) -> Iterator[Tensor]:
        yield x * 2

    def forward(self, x: Tensor) -> Any:
        log: list[int] = []
        with Entered(log) as entered:
            if x.sum() > 1:
                raise ValueError("large")
            x = x + len(entered.log)
        with torch.inference_mode(), torch.set_grad_enabled(False), contextlib.nullcontext():
            x = x * 2 if x[0, 0] > 0 else x
        with self.scaled(x) as y:
            x = x + y
        return x, log


class Copies(Program):
    def forward(self, x: Tensor) -> Any:
        table = {"a": [x, x * 2]}
        deep, shallow = copy.deepcopy(table), copy.copy(table["a"])
        deep["a"][0] += 1
        shallow.append(x)
        if x.sum() > 0:
            deep["a"][1].mul_(3)
        return deep, table, len(shallow)


class AndOrGiveOperands(Program):
    def forward(self, x: Tensor) -> Any:
        n = int(x.sum())
        flag = x[0, 0] > 0 and x[0, 1] > 0
        return x * (n or 7) + (n and 3), flag, n > 0 or "none" == "some"


@dataclass
class Scored:
    x: Tensor
    parts: list[Any]


class CachesAndConversions(Program):
    """What a cache keeps would be fake tensors; conversions copy."""

    @functools.cache  # noqa: B019
    def steps(self, n: int) -> Tensor:
        return torch.arange(n, dtype=torch.float32)

    def forward(self, x: Tensor) -> Any:
        scored = Scored(x + self.steps(4), [Config(x), {"n": int(x.sum())}])
        if x.sum() > 0:
            scored = replace(scored, x=scored.x - self.steps(4).flip(0))
        table = asdict(scored)
        scored.x += 1
        return table, astuple(scored)
