"""Texts with numbers known only at run time, as messages of exceptions show them."""

# ruff: noqa: UP031
# Older ways to write messages are what these programs are about.

from __future__ import annotations

from torch import Tensor, nn

from tests.frontend.program import Program


class PercentMessages(Program):
    """Messages as older Python writes them."""

    def forward(self, x: Tensor) -> Tensor:
        n, s = int(x.sum() * 2), x.max().item()
        if n > 3:
            raise ValueError(
                "%d of %s is %.2f (%5d|%-5d|%05d|%+d)" % (n, x.shape[1], s, n, n, n, n)
            )
        if n > 1:
            raise ValueError("n is %d" % n)
        if n < -2:
            raise KeyError("%(n)i and %(s)6.3e, %(t)s: 100%%" % {"n": n, "s": s, "t": "b"})
        return x * n


class FormatMessages(Program):
    def forward(self, x: Tensor) -> Tensor:
        n, s = int(x.sum() * 2), x.max().item()
        if n > 3:
            raise ValueError("{} of {:>4d} is {s:.2f} at {}".format(n, n, x[0, 0], s=s))
        if n > 1:
            raise ValueError("n is " + str(n) + ", s is " + str(s) + str(n > 2))
        if n < -2:
            raise ValueError(f"{[n, s]} of {(x[0, 0].item(), n)!s} {n!r} {x[0].tolist()}")
        return x * n


class Stop(Exception):
    def __init__(self, message: str, value: Tensor) -> None:
        super().__init__(message)
        self.value = value


class MessagesFromALoop(Program):
    """Each way out of the loop takes the numbers of its message along."""

    def forward(self, x: Tensor) -> Tensor:
        try:
            while x.abs().sum() > 0.5:
                first = x[0, 0].item()
                for limit in (1.5, 0.75):
                    if first * 3 > limit:
                        raise Stop(f"{limit} for {first * 3:.3f}", x + 1)
                n = int(x.sum())
                if n == 0:
                    raise ValueError(f"sum {n} of {first:.2f} and {n > 0}")
                x = x * 0.5
        except ZeroDivisionError:
            x = x + 5
        return x


class NamesFromALoop(Program):
    def forward(self, x: Tensor) -> Tensor:
        text = f"none {int(x[0, 0])}"
        while x.sum() > -9:
            x = x * 2 - 1
            if x[0, 0] > 2:
                text = f"none {int(x[0, 1])}"
        if x[0, 2] > -4:
            raise RuntimeError(text)
        try:
            self.check(x)
        except Stop as stop:
            return stop.value
        return x

    def check(self, x: Tensor) -> None:
        number = x[0, 3].item()
        if x[0, 3] > 0:
            message = f"{number:.2f} is too large"
        else:
            message = f"{number * 2:.2f} is too large"
        if number < -5:
            raise KeyError(message)
        if number < 2:
            raise Stop(message, x)


class IndexErrorsFromALoop(Program):
    """An error that the frontend itself words takes its number along too."""

    def __init__(self) -> None:
        super().__init__()
        self.experts = nn.ModuleList(nn.Linear(4, 4) for _ in range(3))

    def forward(self, x: Tensor) -> Tensor:
        turns = 0
        try:
            while x.abs().sum() < 4 + turns:
                turns += 1
                if x[0, 1] > 1.5:
                    raise RuntimeError(f"{turns} turns")
                x = self.experts[turns](x) * 2
        except ZeroDivisionError:
            x = x + 5
        return x
