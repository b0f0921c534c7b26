"""What random programs found wrong once. Each class is compiled and compared with eager PyTorch."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import torch
from torch import Tensor

from tests.frontend.program import Program


class Left(Exception):
    def __init__(self, value: Tensor, code: int) -> None:
        super().__init__("left")
        self.value = value
        self.code = code


class UncaughtWithOtherArguments(Program):
    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            raise Left(x, 1)
        return x


class OneValueToTwoNames(Program):
    def forward(self, x: Tensor) -> Tensor:
        if x.sum() > 0:
            a = b = torch.tanh(x)
            return a + b
        return x


class OutOfItself(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x.clone()
        if x.sum() > 0:
            torch.add(y, x, out=y)
        return y


class EqualTensors(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, bool]:
        y = x.relu()
        try:
            same = torch.equal(x, y) or y.equal(-x)
        except RuntimeError:
            same = False
            y = y * 0
        if same:
            return y + 1, same
        return y, same


class SameMemoryByWayOfAnother(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        u = x.clone()
        b = u if x[0, 0] > 0 else u * 2
        u.add_(3)
        a = b if x[0, 1] > 0 else u
        a += 1
        return a, u, b


class WrittenOnOneOfTwoEnds(Program):
    def forward(self, x: Tensor) -> Tensor:
        x = x.clone()
        if x.sum() > -1.0:
            x[x > 0.1] = 1.5
            if x[0, 1] > 0:
                return (x if x[0, 0] > 0.5 else x * 2).clone()
        return x


class MixedHostArithmetic(Program):
    def forward(self, x: Tensor) -> tuple[float, float, float, int, float, Tensor]:
        if x[0, 1] > 0:
            x = x + 1
        i = int(x[0, 0])
        a = 0.25 - i
        b = (i + 0.1 - 0.1 + 0.3) * 0.7 * i
        c = 0.1
        c += i
        c -= 0.1
        return a, b, c, abs(i), sum([i, 0.1, 0.2]), x


class ClosureOnOnePath(Program):
    @staticmethod
    def scaled(u: Tensor) -> Tensor:
        return (lambda v: v * 2)(u)

    def forward(self, x: Tensor) -> Tensor:
        a = torch.zeros_like(x)
        maybe = x if x.sum() > -1.0 and x.sum() < 1 else None
        b = torch.tanh(a)
        a = self.scaled(b)
        return maybe if maybe is not None else torch.maximum(a, b)


class ViewAtRunTimeIndexOnOnePath(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, list[Tensor | float]]:
        if x[0, 0] > 0:
            n = int((x > 0).sum())
            return x, [x[0, n % 4], 0.5 if x.sum() > -1.0 else -1.0]
        return x, [x[0, 1], 0.25]


class UnboundOnSomePaths(Program):
    def forward(self, x: Tensor) -> Tensor:
        turns = 0
        while x.sum() < 3 and turns < 3:
            turns += 1
            if x[0, 0] > 0.5:
                y = x * 2
            x = x + 1
        z = x

        def inner(v: Tensor) -> Tensor:
            return v + y  # pyright: ignore[reportPossiblyUnboundVariable]

        if x[0, 1] > 2:
            return y  # pyright: ignore[reportPossiblyUnboundVariable]
        return inner(z)


class BreakInElse(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        turns = 0
        while turns < 3:
            turns += 1
            while x.sum() > 2:
                x = x - 1
                if x[0, 0] < 0:
                    break
            else:
                break
            x = x + 2
        return x, turns


class NumberTakenFromItself(Program):
    @staticmethod
    def shift(u: Tensor) -> int:
        u -= float(u[0, 1])
        return 2

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        x = x.clone()
        if x[0, 0] > 0:
            y = x
            y -= self.shift(x)
        else:
            y = x + 1
            y *= x[0, 2].item()
        return x, y


class Unbinding(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x * 2
        if x.sum() > 0:
            z = y
            del y
        try:
            del z  # pyright: ignore[reportPossiblyUnboundVariable]
        except NameError:
            x = x + 1
        return x + y  # pyright: ignore[reportPossiblyUnboundVariable]


class AttributeOnSomePaths(Program):
    def forward(self, x: Tensor) -> Tensor:
        left = Left(x, 1)
        if x.sum() > 0:
            left.extra = x * 2  # pyright: ignore[reportAttributeAccessIssue]
        y = x + 1 if hasattr(left, "extra") else x - 1
        return y + left.extra if x[0, 0] > 0 else y  # pyright: ignore


class KeysInAnotherOrder(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, list[str]]:
        parts: dict[str, Tensor] = {}
        if x.sum() > 0:
            parts["a"] = x
            parts["b"] = x * 2
        else:
            parts["b"] = x * 3
            parts["a"] = x
        return torch.cat(list(parts.values())), list(parts)


class ElementThatIsTheItem(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x * 2
        if y in [y, x] and x.sum() > 0:
            return y
        return x


class StopsAtTheFirst(Program):
    def forward(self, x: Tensor) -> tuple[bool, bool, bool, int]:
        count = 0

        def is_large(value: Tensor) -> Tensor:
            nonlocal count
            count += 1
            if value > 1.5:
                raise ValueError("too large")
            return value > 0.5

        try:
            some = any(is_large(v) for v in x[0])
            every = all(map(is_large, x[0]))
        except ValueError:
            some = every = False
        pure = any(torch.relu(v) > 1 for v in x[0])
        return some, every, pure, count


class SeveralUnbound(Program):
    def forward(self, x: Tensor) -> tuple[int, Tensor]:
        if x.sum() > 0:
            n = 1
        if x[0, 0] > 0:
            m = x

        def scaled(u: Tensor, factor: int = n) -> Tensor:  # pyright: ignore
            return u * factor

        return n, scaled(m)  # pyright: ignore[reportPossiblyUnboundVariable]


class DefaultThatCallsShare(Program):
    def forward(self, x: Tensor) -> tuple[int, int]:
        def count(u: Tensor, seen: list[Tensor] = []) -> int:  # noqa: B006
            seen.append(u)
            return len(seen)

        first = count(x)
        if x.sum() > 0:
            first = first + count(x)
        return first, count(x)


class GeneratorInAHelperInALoop(Program):
    """Each turn calls a function of which an inner one reads variables; the calls are over."""

    @staticmethod
    def damped(u: Tensor, n: int) -> Tensor:
        turns = 0
        while any(r > n / 2 for r in u.squeeze(0)) and turns < 3:
            turns += 1
            u = u * 0.5
        return u

    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        n = 0
        while x.sum() > -1 and n < 3:
            n += 1
            x = x - self.damped(x, n)
        return x, n


class GeneratorThatReadsWhatChanges(Program):
    """The frame of the generator function is over; another inner function writes to it."""

    @staticmethod
    def parts(u: Tensor) -> tuple[Any, Callable[[Tensor], None]]:
        scale = u * 0

        def set_scale(v: Tensor) -> None:
            nonlocal scale
            scale = v

        def scaled() -> Generator[Tensor]:
            yield u + scale
            yield u - scale

        return scaled(), set_scale

    def forward(self, x: Tensor) -> Tensor:
        parts, set_scale = self.parts(x)
        if x.sum() > 0:
            set_scale(x * 2)
        y = x
        for part in parts:
            y = y * part
        return y


class ListOfSomePathsThatGrows(Program):
    """Where the list is not bound, nothing is computed of it."""

    def forward(self, x: Tensor) -> Tensor:
        if x[0, 2] > 0:
            items = [x]

            def last() -> Tensor:
                return items[-1]

            for r in [x, x * 2]:
                if r[0, 3] > 0.1:
                    items.insert(0, r + 1)
                    return last() + r
        return x - 1


class ReversedListOfRunTimeLength(Program):
    def forward(self, x: Tensor) -> Tensor:
        items = [x]
        for i in range(int(x.abs().sum()) % 4):
            items.append(x * i)
        turned = items[::-1]
        if x[0, 0] > 0:
            return turned[0] - turned[-1]
        return torch.stack(turned)


class TurnedAround(Program):
    """As a host program too, where the result is a view with negative strides."""

    def forward(self, x: Tensor) -> Tensor:
        return x.flip(1) if x.sum() > 0 else x


class UnboundInComprehensions(Program):
    """Which error is raised depends on the version of Python, and so does its message."""

    def forward(self, x: Tensor, case: Tensor) -> Any:
        if x.sum() > 0:
            y = x * 2
            del y
        else:
            y = x + 1
        if case == 0:
            return [y + i for i in range(2)]  # pyright: ignore[reportPossiblyUnboundVariable]
        if case == 1:
            return [r + 1 for r in y]  # pyright: ignore[reportPossiblyUnboundVariable]
        if case == 2:
            return {i: [y * i * j for j in range(2)] for i in range(2)}  # pyright: ignore
        if case == 3:
            del y  # pyright: ignore[reportPossiblyUnboundVariable]
            return tuple(i * y for i in range(3))  # pyright: ignore
        if case == 4:
            for part in (y * i for i in range(2)):  # pyright: ignore
                x = x + part
            return x
        z = lambda: y + 1  # pyright: ignore # noqa: E731
        return [x + i for i in z()]  # pyright: ignore

    def inputs(self, generator: torch.Generator) -> tuple[Tensor, ...]:
        case = torch.randint(6, (), generator=generator)
        return torch.randn(2, 2, generator=generator), case
