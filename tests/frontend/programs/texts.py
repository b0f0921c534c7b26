"""Texts with numbers known only at run time, as messages of exceptions show them."""

# ruff: noqa: UP031
# Older ways to write messages are what these programs are about.

from __future__ import annotations

from torch import Tensor

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
