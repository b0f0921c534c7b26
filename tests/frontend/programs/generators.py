"""Loops over generators, which run in turn with the body of the loop, and over other iterators."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


class Stages(Program):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(4))

    def outs(self, x: Tensor) -> Any:
        for layer in self.layers:
            x = torch.tanh(layer(x)) + x
            yield x

    def forward(self, x: Tensor) -> Any:
        o = x
        for i, o in enumerate(self.outs(x)):
            if o.max() > 1.5:
                return o, i
        return o, -1


class BreakOverGenerator(Stages):
    def forward(self, x: Tensor) -> Any:
        t = x
        for o in self.outs(x):
            if o.max() > 1.5:
                break
            t = t + o
        else:
            t = t * 2
        return t


class RaiseOverGenerator(Stages):
    def forward(self, x: Tensor) -> Any:
        o = x
        try:
            for o in self.outs(x):
                if o.max() > 1.5:
                    raise ValueError("x")
        except ValueError:
            return o
        return -o


class UncaughtOverGenerator(Stages):
    def forward(self, x: Tensor) -> Any:
        o = x
        for o in self.outs(x):
            if o.max() > 1.5:
                raise ValueError("large")
        return o


class GeneratorRaises(Program):
    def g(self, x: Tensor) -> Any:
        yield x
        if x.sum() > 1:
            raise ValueError("g")
        yield x + 1

    def forward(self, x: Tensor) -> Any:
        t = x
        try:
            for v in self.g(x):
                t = t + v
        except ValueError:
            t = t * 3
        return t


class GeneratorOfRuntimeLength(Program):
    def g(self, x: Tensor) -> Any:
        while x.sum() < 3:
            x = x + 1
            yield x

    def forward(self, x: Tensor) -> Any:
        t = x
        for i, v in enumerate(self.g(x)):
            if v.max() > 3:
                break
            t = t + v * i
        return t


class EndlessGenerator(Program):
    def g(self, x: Tensor) -> Any:
        while True:
            x = x + 1
            yield x

    def forward(self, x: Tensor) -> Any:
        for i, v in enumerate(self.g(x)):
            if v.sum() > 3:
                return v * i


class ZipWithGenerator(Stages):
    def forward(self, x: Tensor) -> Any:
        t = x
        for a, o, b in zip([1.0, 2.0, 3.0], self.outs(x), [x, x + 1, x + 2, x]):
            t = t + a * o + b
            if t.sum() > 4:
                break
        return t


class FinallyInGenerator(Program):
    def g(self, log: Any, x: Tensor) -> Any:
        try:
            yield x
            yield x + 1
        finally:
            log.append(x * 5)

    def forward(self, x: Tensor) -> Any:
        log = []
        t = x
        for v in self.g(log, x):
            if v.sum() > 1:
                break
            t = t + v
        return t + sum(log)


class RecursiveGenerator(Program):
    def walk(self, t: Any) -> Any:
        if isinstance(t, tuple):
            for c in t:
                yield from self.walk(c)
        else:
            yield t

    def forward(self, x: Tensor) -> Any:
        r = x
        for v in self.walk(((x, x + 1), (x * 2, (x, x)))):
            r = torch.tanh(r + v)
            if r.sum() > 2:
                break
        return r


class NextOfGenerator(Stages):
    def forward(self, x: Tensor) -> Any:
        g = self.outs(x)
        a = next(g)
        b = next(g)
        for c in g:
            b = b + c
        return a, b


class MapFilter(Program):
    def forward(self, x: Tensor) -> Any:
        t = x
        for v in map(lambda v, k: v * k, [x, x + 1], (2, 3)):
            t = t + v
        for v in filter(lambda v: v.sum() > 0, [x, x + 1, x - 1]):
            t = t * 0.5 + v
        for v in map(torch.relu, x[x > -1]):
            t = t + v
        return t + sum(map(torch.max, [x, t])) + max(map(torch.sum, [x, t]))


class StarredGenerator(Stages):
    def f(self, *a: Tensor) -> Any:
        return sum(a)

    def forward(self, x: Tensor) -> Any:
        return (
            self.f(*self.outs(x)),
            nn.Sequential(*self.layers)(x),
            dict(zip("ab", self.outs(x)))["b"],
        )


class ListOfGen(Stages):
    def forward(self, x: Tensor) -> Any:
        a, *b = self.outs(x)
        c = list(self.outs(x))
        d = torch.stack(tuple(self.outs(x)))
        e = [*self.outs(x)]
        return a + sum(b) + c[1] + e[2], d, max(len(c), 2)


class TwoLoopsOverOneIterator(Program):
    def forward(self, x: Tensor) -> Any:
        it = iter([x, x + 1, x + 2, x + 3])
        t = x
        for v in it:
            t = t + v
            if t.sum() > 2:
                break
        for v in it:
            t = t - v
        return t


class ZipOfOneIterator(Program):
    def forward(self, x: Tensor) -> Any:
        it = iter([x, x + 1, x + 2, x + 3])
        t = x
        for a, b in zip(it, it):
            t = t + a * b
        return t


class ZipOfEnumerate(Stages):
    def forward(self, x: Tensor) -> Any:
        for (a, layer), k in zip(enumerate(self.layers), reversed(self.layers)):
            x = torch.tanh(layer(x) + k(x)) * (a + 1)
            if x.sum() > 0.3:
                break
        return x


class Itertools(Program):
    def forward(self, x: Tensor) -> Any:
        t = x
        for a, b in itertools.product([x, x + 1], [1, 2]):
            t = t + a * b
        for a in itertools.chain([x], [x + 2]):
            t = t * 0.5 + a
        return t


class ZipStrict(Program):
    def forward(self, x: Tensor) -> Any:
        t = x
        for a, b in zip(x[x > 0], [1.0, 2.0], strict=True):
            t = t + a * b
        return t


class GeneratorReadsChangedList(Program):
    def gen(self, items: Any) -> Any:
        for v in items:
            yield v * 2

    def forward(self, x: Tensor) -> Any:
        items = [x]
        total = x
        for v in self.gen(items):
            total = total + v
            if len(items) < 3:
                items.append(v * 2)
        return total


class GeneratorReadsChangedTensor(Program):
    def gen(self, t: Tensor) -> Any:
        yield t + 1
        yield t + 1

    def forward(self, x: Tensor) -> Any:
        t = x.clone()
        total = x
        for v in self.gen(t):
            total = total + v
            t += 1
        return total


class GeneratorReadsChangedVariable(Program):
    def forward(self, x: Tensor) -> Any:
        k = 1

        def gen() -> Any:
            yield k
            yield k

        for v in gen():
            x = x * v
            k = k + 1
        return x


class GeneratorReadsChangedAttribute(Program):
    def gen(self) -> Any:
        yield self.k
        yield self.k

    def forward(self, x: Tensor) -> Any:
        self.k = x
        for v in self.gen():
            x = x * v
            self.k = v + 1
        return x


class ExpressionReadsChangedList(Program):
    def forward(self, x: Tensor) -> Any:
        items = [x, x + 1]
        total = x
        for v in (i * 2 for i in items):
            total = total + v
            if len(items) < 3:
                items.append(v * 2)
        return total


class ExpressionInVariable(Program):
    def forward(self, x: Tensor) -> Any:
        items = [x, x + 1]
        g = (i * 2 for i in items if i.sum() > 0)
        items.append(x * 3)
        total = x
        for v in g:
            total = total + v
        return total


class NextOfExpression(Program):
    def forward(self, x: Tensor) -> Any:
        items = [x, x + 1, x + 2]
        return next((v for v in items if v.sum() > 1), x * 7)


class EnumerateRows(Program):
    def forward(self, x: Tensor) -> Any:
        t = x
        for i, v in enumerate(x[x > 0]):
            t = t + v * i
        return t


class ZipRows(Program):
    def forward(self, x: Tensor) -> Any:
        t = x
        for a, b in zip(x[x > 0], x[x < 0.5]):
            t = t + a * b
        return t


class ZipStaticRows(Program):
    def forward(self, x: Tensor) -> Any:
        t = x
        for i, (b, a) in enumerate(zip([1.0, 2.0], x[x > 0])):
            t = t + a * b * i
            if t.sum() > 3:
                break
        return t


class ReversedRowsList(Program):
    def forward(self, x: Tensor) -> Any:
        items = []
        for v in x[x > 0]:
            items.append(v * 2)
        t = x
        for v in reversed(items):
            t = t * 0.5 + v
        for i, v in enumerate(items):
            t = t * 0.5 + v * i
        for i, v in reversed(list(enumerate(items))):
            t = t * 0.5 + v * i
        for a, b in zip(items, items[2:], strict=False):
            t = t + a * b
        for v in reversed(x[x > 0]):
            t = t * 0.7 + v
        return t


class ReversedRange(Program):
    def forward(self, x: Tensor) -> Any:
        n = int(x.abs().sum())
        t = x
        for i in reversed(range(n)):
            t = t * 0.5 + i
        for i in reversed(range(1, n, 2)):
            t = t * 0.5 + i
        for i in range(n, 0, -1):
            t = t * 0.5 + i
        return t


class RuntimeStep(Program):
    def forward(self, x: Tensor) -> Any:
        n = int(x.sum())
        t = x
        for i in range(0, 9, n):
            t = t * 0.5 + i
        return t


class ListChangedWhileLooping(Program):
    def forward(self, x: Tensor) -> Any:
        items = [x, x + 1]
        total = x
        for v in items:
            total = total + v
            if len(items) < 4:
                items.append(v * 2)
        return total


class EnumerateChangedList(Program):
    def forward(self, x: Tensor) -> Any:
        items = [x, x + 1]
        total = x
        for i, v in enumerate(items):
            total = total + v * i
            if len(items) < 4:
                items.append(v * 2)
        return total


class AppendToListInLoopOverIt(Program):
    def forward(self, x: Tensor) -> Any:
        items = []
        for v in x[x > 0]:
            items.append(v)
        t = x
        for v in items:
            t = t + v
            if len(items) < 6:
                items.append(v * 0.5)
        return t


class NextOfRuntimeGenerator(Program):
    def rising(self, x: Tensor) -> Iterator[Tensor]:
        while x.sum() < 3:
            x = x + 1
            yield x

    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        steps = self.rising(x)
        first = next(steps, x)
        second = next(steps, -x)
        return first + second, next((i for i, v in enumerate(x[x > -1]) if v > 0.5), -1)
