"""Functions of Python that decide, or calculate, with numbers known only at run time."""

from __future__ import annotations

import math
from typing import Any

import torch
from torch import Tensor

from tests.frontend.program import Program


class LargestByKey(Program):
    def forward(self, x: Tensor) -> Any:
        scores = [x[0, 0], x[0, 1] * 2, x[0, 2]]
        i = max(range(len(scores)), key=lambda n: scores[n].item())
        j = min(range(3), key=lambda n: scores[n].item())
        best = max(zip(scores, [x, x + 1, x + 2]), key=lambda pair: pair[0].item())
        return i, j, best[1], scores[i]


class LargestOfRuntimeList(Program):
    def forward(self, x: Tensor) -> Any:
        found = []
        for v in x[x > 0]:
            found.append(v.item())
        n = len(found)
        if n == 0:
            return x, max(found, default=0.5)
        return x * max(found) - min(found), found[max(range(n), key=lambda i: -found[i])]


class LargestOfNone(Program):
    def forward(self, x: Tensor) -> Any:
        found = [v * 2 for v in x[x > 0.5]]
        return x + max(found)


class SortedTensors(Program):
    def forward(self, x: Tensor) -> Any:
        items = [x[0, 0], x[0, 1], x[0, 2] * 2, x[0, 3]]
        a = sorted(items)
        b = sorted(items, key=lambda v: abs(v.item()), reverse=True)
        c = sorted([(int(v), v) for v in items], key=lambda p: p[0])
        d = sorted(range(4), key=lambda i: items[i].item())
        return a, b, c[0][1], d


class SumOfRuntimeList(Program):
    def forward(self, x: Tensor) -> Any:
        found = [v * 2 for v in x[x > 0]]
        numbers = [int(v * 3) for v in x[x > -0.5]]
        return (
            x + sum(found),
            sum(numbers),
            len(list(range(len(found)))),
            sum(list(range(len(found)))),
        )


class RoundAndDivmod(Program):
    def forward(self, x: Tensor) -> Any:
        s = x.sum().item()
        n = int(x.abs().sum() * 3) + 1
        q, r = divmod(17, n)
        return x * round(s), round(n), q, r, divmod(n, -3), abs(n - 5), abs(s)


class BitOperations(Program):
    def forward(self, x: Tensor) -> Any:
        n = int(x.sum() * 5)
        m = int(x.abs().max() * 5)
        if (n & 1) == 0 and m ^ 3 > 1:
            x = x + (n | m)
        return x, n & m, n ^ 6, n << 2, n >> 1, 5 & n


class MathFunctions(Program):
    def forward(self, x: Tensor) -> Any:
        s = x.sum().item()
        t = math.tanh(s)
        a = math.atan(s) + math.atan2(s, 2.0) + math.copysign(1.5, s) + math.asin(t) + math.erf(s)
        b = math.log(abs(s) + 1, 2) + math.log1p(abs(s)) + math.expm1(s) + math.cosh(s)
        if s > 0 or math.isnan(s) or math.isinf(s / 0.5) or not math.isfinite(math.log(abs(s) + 1)):
            return x, a, b
        return -x, a, b


class NanAndInf(Program):
    def inputs(self, generator: torch.Generator) -> tuple[Tensor]:
        return (
            torch.tensor([[0.0, 1.0, math.inf, math.nan]])[
                :, torch.randint(4, (2,), generator=generator)
            ],
        )

    def forward(self, x: Tensor) -> Any:
        s = x.sum().item()
        if math.isnan(s):
            return x * 0 + 1
        if math.isinf(s):
            return x * 0 + 2
        return x + round(s)
