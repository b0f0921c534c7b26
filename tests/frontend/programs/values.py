"""Python values, exceptions and mutation."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from tests.frontend.program import Program


class Point(NamedTuple):
    a: Tensor
    b: int


@dataclass
class State:
    hidden: Tensor
    steps: int = 0


class Exit(Exception):
    def __init__(self, logits: Tensor, layer: int) -> None:
        super().__init__("exit")
        self.logits = logits
        self.layer = layer


class NamedTupleOut(Program):
    def forward(self, x: Tensor) -> Point:
        if x.sum() > 0:
            return Point(x, 1)
        return Point(x * 2, 2)


class DataclassState(Program):
    def forward(self, x: Tensor) -> Tensor:
        state = State(x)
        for _ in range(3):
            if state.hidden.sum() > 0:
                state.hidden = state.hidden - 0.5
                state.steps += 1
        return state.hidden * state.steps


class DictOut(Program):
    def forward(self, x: Tensor) -> dict[str, Tensor]:
        out = {"x": x}
        if x.sum() > 0:
            out["y"] = x + 1
        else:
            out["y"] = x - 1
        return out


class ListsAndComprehensions(Program):
    def forward(self, x: Tensor) -> Tensor:
        parts = [x * i for i in range(3) if i != 1]
        parts += [p + 1 for p in parts]
        if x.sum() > 0:
            parts[0] = parts[0] * 5
        a, *rest = parts
        return a + sum(rest) + torch.stack([r for r in rest]).mean()


class Closures(Program):
    def forward(self, x: Tensor) -> Tensor:
        scale = 2.0

        def f(v: Tensor, *, k: float = 1.0) -> Tensor:
            if v.sum() > 0:
                return v * scale * k
            return v

        g = lambda v: f(v, k=3.0)  # noqa: E731
        h = functools.partial(f, k=0.5)
        return g(x) + h(-x)


class NonlocalCounter(Program):
    def forward(self, x: Tensor) -> Tensor:
        count = 0

        def bump(v: Tensor) -> None:
            nonlocal count
            if v.sum() > 0:
                count += 1

        bump(x)
        bump(-x + 0.1)
        return x + count


class VariableArguments(Program):
    def helper(self, *args: Tensor, **kwargs: Tensor) -> Tensor:
        total = sum(args)
        for key, value in kwargs.items():
            if value.max() > 1:
                total = total + value * len(key)
        return total  # pyright: ignore[reportReturnType]

    def forward(self, x: Tensor) -> Tensor:
        pair = (x, x + 1)
        return self.helper(*pair, x, abc=x * 2, **{"d": x * 3})


class RaiseCaughtAbove(Program):
    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))

    def encode(self, x: Tensor) -> Tensor:
        for i, layer in enumerate(self.layers):
            x = layer(x) + x
            if x.abs().max() > 1.3:
                raise Exit(x, i)
        return x

    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        layer = 3
        try:
            out = self.encode(x)
        except Exit as e:
            out = e.logits * 2
            layer = e.layer
        return out, layer


class TryElseFinally(Program):
    def forward(self, x: Tensor) -> Tensor:
        log = []
        try:
            if x.sum() > 0:
                raise ValueError("positive")
            y = x
        except ValueError:
            y = x * 2
        else:
            y = x * 3
        finally:
            log.append(x + 1)
        return y + log[0]


class UncaughtValueError(Program):
    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 1.5:
            raise ValueError(f"sum is {x.sum().item():.3f} of {x.shape[1]}")
        return x


class Assertion(Program):
    def forward(self, x: Tensor) -> Tensor:
        assert x.max() < 1.5, "too large"
        return x + 1


class GrowingListStatic(Program):
    def forward(self, x: Tensor) -> Tensor:
        outs = []
        for i in range(4):
            x = x * 0.5 if x.sum() > 0 else x + 0.3
            outs.append(x)
        return torch.cat(outs, dim=0)


class InPlace(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x.clone()
        y += 1
        y.mul_(2).clamp_(min=-1, max=2)
        if y.sum() > 0:
            y[:, 1] = 7.0
        y[0, 2:] -= 0.5
        z = y.view(-1)
        z[0] = 9
        return y


class SliceAssignLoop(Program):
    def forward(self, x: Tensor) -> Tensor:
        out = torch.zeros(4, 4)
        for t in range(4):
            if x[0, t] > 0:
                out[:, t] = x[0] * t
            else:
                out[t] = x[0, t]
        return out


class MaskedAssign(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x.clone()
        y[y < 0] = 0.25
        y.masked_fill_(y > 1, 1.0)
        return y


class InplaceRelu(Program):
    def __init__(self) -> None:
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 4), nn.ReLU(inplace=True), nn.Linear(4, 4))
        self.act = nn.ReLU(inplace=True)

    def forward(self, x: Tensor) -> Tensor:
        h = self.net(x)
        if h.sum() > 0:
            h = self.net(h)
        return self.act(h)


class MergedThenInPlace(Program):
    def forward(self, x: Tensor) -> Tensor:
        a = x + 1
        b = a
        if x.sum() > 0:
            b = x * 2
        b += 1
        return a + b


class ViewsAlias(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x.clone()
        row = y[0]
        t = y.t()
        if x.sum() > 0:
            row.add_(1)
        t[1] = 5
        row[0] = y[0, 1] + 1
        return y + t.t()


class SplitViews(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x.clone()
        left, right = y.chunk(2, dim=1)
        left *= 2
        right.fill_(3)
        return y


class HostArithmetic(Program):
    def forward(self, x: Tensor) -> Tensor:
        s = x.sum().item()
        n = int(abs(s) * 10)
        k = (n // 3) % 4 + 1
        r = math.sqrt(abs(s)) + math.exp(-abs(s)) * 0.5
        m = max(n, 3) - min(k, 2)
        return x * r + k + m / 2 + (n > 5)


class HostScalarsOut(Program):
    def forward(self, x: Tensor) -> tuple[float, int, bool]:
        s = x.sum().item()
        return s * 2, int(s * 3), s > 0


class FloatInTensorOps(Program):
    def forward(self, x: Tensor) -> Tensor:
        s = x.mean().item()
        y = torch.clamp(x, min=s)
        y = s - y / 3 + s * x
        y = torch.full((1, 4), s) + y
        return F.leaky_relu(y, 0.1) + (y > s)


class TensorCounters(Program):
    def forward(self, x: Tensor) -> Tensor:
        t = torch.tensor([0])
        p = torch.eye(4)
        for _ in range(3):
            x = x + p[:, t].t()
            t = t + 1
        return x


class MaskBuiltInArms(Program):
    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            mask = torch.ones(1)
        else:
            mask = torch.zeros(1)
        y = x * mask
        if mask == 0:
            y = y - 1
        return y


class ToListAndIndex(Program):
    def forward(self, x: Tensor) -> Tensor:
        order = x[0].argsort().tolist()
        first, last = order[0], order[-1]
        return x[:, first] + x[:, last] * 2 + order[1]


class GeneratorFunction(Program):
    def parts(self, x: Tensor):
        for i in range(3):
            yield x * i
        yield from (x, x + 1)

    def forward(self, x: Tensor) -> Tensor:
        total = torch.zeros_like(x)
        for part in self.parts(x):
            if part.sum() > 0:
                total = total + part
        return total


class NoGradContext(Program):
    def forward(self, x: Tensor) -> Tensor:
        with torch.no_grad():
            if x.sum() > 0:
                x = x + 1
        return x


class NoGradDecorator(Program):
    @torch.no_grad()
    def forward(self, x: Tensor) -> Tensor:
        return x + 1 if x.sum() > 0 else x


class AnyAll(Program):
    def forward(self, x: Tensor) -> Tensor:
        values = x[0].tolist()
        if any(v > 1 for v in values):
            return x
        if all(v > -0.5 for v in values):
            return x * 2
        return x * 3 if x[0, 0].item() in (0.0, 1.0) else x - 1


class WalrusAndSets(Program):
    def forward(self, x: Tensor) -> Tensor:
        seen = {1, 2}
        if (n := int(x.sum().item())) in seen:
            return x * n
        return x


class StringKeys(Program):
    def __init__(self) -> None:
        super().__init__()
        for g in range(2):
            for i in range(2):
                setattr(self, f"group{g}_layer{i}", nn.Linear(4, 4))
        self.table = nn.ModuleDict({"a": nn.Linear(4, 4), "b": nn.Linear(4, 4)})

    def forward(self, x: Tensor) -> Tensor:
        for g in range(2):
            for i in range(2):
                layer = getattr(self, "group{}_layer{}".format(g, i))
                if x.sum() > g - 0.5:
                    x = torch.tanh(layer(x))
        return self.table["a"](x) if x.sum() > 0 else self.table["b"](x)


class MethodsOfArrays(Program):
    def forward(self, x: Tensor) -> Tensor:
        array = x.numpy()
        if array.argmax() == 2 or array.mean() > 0.4:
            return x * int(array.argmax(axis=1)[0])
        return x + float(array.max()) + float(array.sum())


class ArraysAndBack(Program):
    def forward(self, x: Tensor) -> Tensor:
        array = x.numpy() * 2
        if array.sum() > 1:
            return torch.from_numpy(array).std() + torch.as_tensor(array)
        return torch.tensor(array).var() - x


class PartsOfConditions(Program):
    def forward(self, x: Tensor) -> Tensor:
        left, right = (x > 0.2).chunk(2, dim=1)
        if left.any() and not right.all():
            return x * left.sum()
        return x + torch.stack((x > 0.5).unbind(1)).float().sum()


class WritesAtRuntimeIndices(Program):
    def forward(self, x: Tensor) -> Tensor:
        out = torch.zeros(4, 3)
        n, least = int(x.argmax()), x.argmin()
        out[n] = 1
        out[n, 0] = x[0, n]
        out[:n, 1] = 4
        out[least, 2] = 6
        out[x[0] > 0] += x[0, :3]
        order = sorted(range(4), key=lambda i: x[0, i].item())
        out[order[:2], 1] = 7
        return out[order] + x.new_tensor([n, 1, 2])


class EveryInPlaceOperator(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x.clone().add_(1).sub_(0.5).mul_(2).div_(3).relu_().sigmoid_().clamp_(0, 1).pow_(2)
        y.masked_fill_(y > 0.9, 0.5).addcmul_(x, x, value=0.5).lerp_(x, 0.5).neg_().abs_().sqrt_()
        y.index_fill_(1, torch.tensor([0]), 3.0).scatter_(1, torch.tensor([[1]]), 7.0)
        y **= 2
        y %= 3
        y //= 2
        if x.sum() > 0:
            F.leaky_relu(y - x, 0.1, inplace=True)
            y.fill_(0.1)
        return y


class NumbersAsOperands(Program):
    def forward(self, x: Tensor) -> tuple[tuple[Tensor, ...], ...]:
        s, n = x.max().item(), int((x > 0).sum())
        if n > 2:
            x = x - s
        return (
            (x + s, x * n, n - x, s / (x + 10), x**2 + n, x**n, x // 1 + n, x.pow(abs(s))),
            (x > n, x == s, x.clamp(-abs(s), abs(s)), torch.where(x > s / 2, x, s), x.ge(s)),
            (x.add(x, alpha=n), torch.lerp(x, x + 1, abs(s) / 10), x.addcmul(x, x, value=s)),
            (F.elu(x, abs(s)), F.threshold(x, s, 0.0), x.masked_fill(x > 0, s)),
            (torch.tensor([[s, 1.0], [n, 2]]), torch.tensor(n), x.new_full((2,), s)),
            (x.roll(n, 1), x.tril(n - 2), torch.arange(n, 5), torch.stack([x, -x])[n % 2]),
            (x.scatter(1, torch.tensor([[n % 4]]), s), F.one_hot(torch.tensor(n), 5)),
        )


class ArithmeticOfNumbers(Program):
    def forward(self, x: Tensor) -> tuple[Any, ...]:
        s = x.sum().item() * 3
        n = int(s)
        if n != 0 and -2 <= n < 2:
            s = s / n
        return (
            (math.floor(s), math.ceil(s), math.trunc(s), math.sin(s), math.exp(-abs(s))),
            (abs(n) ** 2, n % 3, n // 2, n / 3, -n, +n, float(n), bool(n), n << 1, -(s**2)),
            (min(n, 3), max(s, 0.0), not n, s if n else 0.0, x.abs().sum().item() ** 0.5),
        )


class FloatOverInteger(Program):
    def forward(self, x: Tensor) -> tuple[float, float]:
        s = x.sum().item()
        n = int(s)
        return s / n, s / (n > 0) if n != 1 else 0.0


class WritesAtACounter(Program):
    """A tensor that a loop counts up is an index."""

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        i = torch.zeros((), dtype=torch.long)
        found = x.new_zeros(4)
        while i < (x > 0).sum():
            found[i] = x[0, i]
            i += 1
        return found, i
