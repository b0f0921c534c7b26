"""Returns and exceptions that leave loops, and what is read behind them."""

from __future__ import annotations

import contextlib
import math
from typing import Any

import torch
from torch import Tensor, nn

from tests.frontend.program import Program


class SameListReturned(Program):
    """Both returns give the same list, with other contents."""

    def collect(self, x: Tensor) -> list[Tensor]:
        found = [x]
        if x.sum() > 0:
            return found
        found.append(x + 1)
        return found

    def forward(self, x: Tensor) -> Tensor:
        found = self.collect(x)
        return found[0] + len(found)


class FinallyBehindLoop(Program):
    def forward(self, x: Tensor) -> Tensor:
        kept: list[Any] = [0]

        def climb(x: Tensor) -> Tensor:
            try:
                while x.sum() < 5:
                    x = x + 1
                    y = x * 2
                    if x.max() > 2:
                        return y + 1
            finally:
                kept[0] = x - 1
            return x

        return climb(x) + kept[0]


class ExceptionOutOfLoop(Program):
    def forward(self, x: Tensor) -> Tensor:
        y = x
        try:
            while x.sum() < 5:
                x = x + 1
                y = x * 2
                if x.max() > 2:
                    raise ValueError("large")
        except ValueError:
            return y
        return x


class ExceptionWithNumber(Program):
    def forward(self, x: Tensor) -> Tensor:
        try:
            for i in range(3):
                y = x * i
                if y.max() > 1.5:
                    raise ValueError(i)
        except ValueError as e:
            x = x + e.args[0]
        else:
            y = x
        return x + y  # pyright: ignore[reportPossiblyUnboundVariable]


class ListsOnlyInTheLoop(Program):
    """The lists are reachable through the loop's elements alone."""

    def forward(self, x: Tensor) -> Tensor:
        t = x
        total = torch.zeros(1, 4)
        for items in [[x], [x + 1, x]]:
            if x.sum() > 0:
                items.append(t)
            t = items[-1]
            total = total + len(items)
        return t + total


class TemporaryOfAnotherKind(Program):
    """A variable that each turn sets anew may be anything at its end."""

    def forward(self, x: Tensor) -> Tensor:
        while x.sum() < 3:
            step = x * 0.1
            if step.max() > 0:
                step = "none"
                x = x + 0.5
            else:
                x = x + 1
        return x


class SkipInTurns(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        i, s = 0, 0
        while i < int(x.abs().sum()):
            i += 1
            t = x * i
            if t.sum() > 1:
                continue
            s = s + i
        return x + s, i


class FinallyThatReturns(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        n = 0
        for _ in range(2):
            try:
                n += 1
                if x[0, 1] > 0:
                    raise ValueError("not seen by anybody")
            finally:
                n += 10
                if x[0, 0] > 0:
                    return x, n  # noqa: B012
        return x, n


class FinallyThatRaises(Program):
    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        n = 0
        try:
            try:
                n += 1
            finally:
                n += 10
                if x.sum() > 0:
                    raise ValueError("done")
        except ValueError:
            n += 100
        return x, n


class ResultThatFinallyChanges(Program):
    def forward(self, x: Tensor) -> list[Tensor]:
        items = [x]
        try:
            return items
        finally:
            if x.sum() > 0:
                items.append(x * 2)


class NameOfAHandlerThatEnded(Program):
    def forward(self, x: Tensor) -> Tensor:
        error = x * 3
        try:
            if x.sum() > 0:
                raise ValueError("unbinds 'error'")
        except ValueError as error:  # pyright: ignore[reportAssignmentType]
            x = x + len(error.args)
        return x + error  # pyright: ignore


class RaisedAgainByAnother(Program):
    @staticmethod
    def again() -> None:
        raise  # noqa: PLE0704

    def forward(self, x: Tensor) -> Tensor:
        try:
            try:
                if x.sum() > 0:
                    raise ValueError("twice")
            except ValueError:
                self.again()
        except ValueError:
            x = x + 1
        return x


class ErrorsOfRunTimeNumbers(Program):
    def forward(self, x: Tensor) -> tuple[float, float, float, int, int, int]:
        s, n = x[0, 0].item(), int(x.sum())
        try:
            ratio = 1 / n
        except ZeroDivisionError as error:
            ratio = -1.0 - len(str(error))
        try:
            root = math.sqrt(s)
            log = math.log(s)
        except ValueError:
            root = log = -1.0
        try:
            rest = 7 % n
            n //= n
        except ArithmeticError as error:
            rest = len(str(error))
        try:
            whole = int(math.exp(s * 1000))
        except (OverflowError, ValueError) as error:
            whole = len(str(error))
        return ratio, root, log, rest, n, whole


class DivisionsThatAreNotCaught(Program):
    """Each operator has its own message, and / of integers another one than of floats."""

    def forward(self, x: Tensor) -> tuple[float, float]:
        kind, n, s = int(x[0, 0] * 3) % 4, int(x[0, 1]), x[0, 2].item()
        if kind == 0:
            return 7 / n, s
        if kind == 1:
            return 7 % n, s
        if kind == 2:
            return 7 // n, s
        return s / n, s % n


class ErrorThatIsSuppressed(Program):
    def forward(self, x: Tensor) -> float:
        ratio = 2.0
        with contextlib.suppress(ZeroDivisionError):
            ratio = 1 / int(x.sum())
        return ratio


class IndexThatSurelyFits(Program):
    def forward(self, x: Tensor) -> Tensor:
        n = int(x.sum() * 3)
        try:
            y = x[0, n % 4] + torch.topk(x[0], n % 4 + 1).values.sum()
            if y > 1:
                raise ValueError("large")
        except Exception:
            y = x.sum()
        return y


class NestedLoopsLeftInEveryWay(Program):
    """Unrolled turns around a loop that stays one: trying it again must leave nothing behind."""

    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        total = 0
        for i in range(3):
            for j in range(int(x.abs().max() * 3)):
                if x[0, i] > 1:
                    continue
                if j > 2:
                    break
                if x.sum() > 2.5:
                    return x, total
                total += j
                x = x + 0.1
            else:
                total += 100
        return x, total


class Refinement(nn.Module):
    """A submodule that returns from a loop inside of a loop."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(4, 4) for _ in range(2))

    def forward(self, x: Tensor) -> Tensor:
        for layer in self.layers:
            for _ in range(int(x.abs().max() * 2)):
                if x.sum() > 2:
                    return x
                if x[0, 1] < -1:
                    break
                x = torch.tanh(layer(x)) + x
            else:
                continue
            x = x * 0.5
        return -x


class ReturnFromLoopsOfASubmodule(Program):
    def __init__(self) -> None:
        super().__init__()
        self.refinement = Refinement()

    @staticmethod
    def first_above(rows: tuple[Tensor, ...], limit: float) -> tuple[int, Tensor] | None:
        for i, row in enumerate(rows):
            if row.sum() > limit:
                return i, row
        return None

    def forward(self, x: Tensor) -> Tensor:
        x = self.refinement(x)
        found = self.first_above((x, x * 2, x + 0.3), 0.5)
        if found is None:
            return x
        i, row = found
        return row * (i + 1)


class ArgumentChecks(Program):
    def inputs(self, generator: torch.Generator) -> tuple[Tensor]:
        x = torch.randn(1, 4, generator=generator)
        x[0, 0] = x[0, 0].log() if x[0, 1] > 0.5 else x[0, 0]
        return (x,)

    def forward(self, x: Tensor) -> Tensor:
        if not torch.isfinite(x).all():
            raise ValueError(f"{int((~x.isfinite()).sum())} of {x.numel()} values are not finite")
        n = int(x.sum())
        assert n < 2, f"too large: {n}"
        assert x.dim() == 2
        if x.min() < -1.5:
            raise RuntimeError("small")
        return x * n


class Overflow(Exception):
    def __init__(self, value: Tensor, turn: int) -> None:
        super().__init__(f"at {turn}")
        self.value = value
        self.turn = turn


class RaisedInALoopAndAgain(Program):
    @staticmethod
    def check(x: Tensor, turn: int) -> Tensor:
        if x.sum() > 2:
            raise Overflow(x * 2, turn)
        return x + 0.7

    def climb(self, x: Tensor) -> tuple[Tensor, int]:
        turn = 0
        while turn < 6:
            try:
                x = self.check(x, turn)
            except Overflow as error:
                if error.turn > 2:
                    raise
                return error.value, turn
            else:
                turn += 1
            finally:
                turn += 1
        return x, turn

    def forward(self, x: Tensor) -> tuple[Tensor, int]:
        try:
            return self.climb(x)
        except KeyError:
            return x, -2
        except (ValueError, Overflow) as error:
            if x.max() > 1:
                raise ValueError("wrapped") from error
            return x - 1, -1


class NumberOfSeveralElements(Program):
    def forward(self, x: Tensor) -> Any:
        try:
            factor = x.item()
        except RuntimeError as error:
            factor = len(str(error))
        try:
            factor += torch.tensor([1, 2]).item()
        except RuntimeError as error:
            factor += len(str(error))
        if x.sum() > 2:
            return int(x[:, :2])
        return x * factor
