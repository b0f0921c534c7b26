"""Which way a host program went: what is written down, and where."""

from __future__ import annotations

from typing import Any

from dycl.runtime.trace import Branches, compile_trace, traced

TEXT = '''
TWO = 2
raise_at_import = 1 if TWO == 2 else None

def helper(n):
    while n > 0:  # a.py:3
        n = n - TWO
    return n

def forward(n):
    """# a.py:1"""
    if n > 5:  # model.py:7
        return 0
    elif n == 3:  # model.py:9
        n = 4
    if n < 0:  # model.py:12, else
        return -1
    while True:
        n = n - 1
        if not n > 2:  # model.py:20, else
            break
    if n:
        return helper(n)
    return 7
'''


def run(n: int) -> tuple[Any, Branches]:
    namespace: dict[str, Any] = {"TWO": 2}
    branches: Branches = []
    forward = traced(compile_trace(TEXT, "host.py"), namespace, "forward", branches)
    result = forward(n)
    assert namespace == {"TWO": 2}
    return result, branches


def test_first_exit() -> None:
    assert run(6) == (0, [("model.py:7", True)])


def test_tests_that_are_turned_around() -> None:
    """``, else`` marks a test for the opposite of what the source asks."""
    assert run(-1) == (-1, [("model.py:7", False), ("model.py:9", False), ("model.py:12", False)])


def test_loops_and_calls() -> None:
    result, branches = run(3)
    assert result == 0
    assert branches == [
        ("model.py:7", False),
        ("model.py:9", True),
        ("model.py:12", True),
        ("model.py:20", True),
        ("model.py:20", False),
        ("host.py:22", True),
        ("a.py:3", True),
        ("a.py:3", False),
    ]
