"""How the execution of statements ends: a tree of paths.

A leaf is the end of one path: normally, or with a return, a jump or an exception. An inner node is
a branch on a value known only at run time. Each path has blocks of its own, into which its
continuation is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from xdsl.ir import Block, SSAValue

from dycl.frontend.emitter import Place
from dycl.frontend.heap import Cell, Delta


class Kind(Enum):
    """How a path ended."""

    NORMAL = auto()
    RETURN = auto()
    BREAK = auto()
    CONTINUE = auto()
    RAISE = auto()
    CLOSE = auto()
    """The consumer of a generator has ended; the payload says how, as a kind's name and payload."""
    DEAD = auto()
    """The path has left the program."""


ENDS = tuple(kind for kind in Kind if kind is not Kind.DEAD)
"""The ways in which a path ends inside the program."""


@dataclass(eq=False)
class Leaf:
    """The end of a path.

    ``delta`` holds the path's changes to the heap since the branch at the root of its tree; a leaf
    that is a whole tree has no delta: its changes are live.
    """

    kind: Kind
    payload: Any = None
    path: tuple[Block, ...] = ()
    delta: Delta = field(default_factory=dict[Cell, Any])


@dataclass(eq=False)
class Branch:
    """A decision at run time; ``path`` is where the branch itself stands."""

    condition: SSAValue
    path: tuple[Block, ...]
    place: Place | None
    then: Tree
    then_block: Block
    otherwise: Tree
    otherwise_block: Block


Tree = Leaf | Branch


def leaves(tree: Tree) -> Iterator[Leaf]:
    """The leaves from left to right."""
    if isinstance(tree, Leaf):
        yield tree
    else:
        yield from leaves(tree.then)
        yield from leaves(tree.otherwise)


def replace_leaves(tree: Tree, replace: Callable[[Leaf], Tree]) -> Tree:
    """The tree with each leaf replaced."""
    if isinstance(tree, Leaf):
        return replace(tree)
    tree.then = replace_leaves(tree.then, replace)
    tree.otherwise = replace_leaves(tree.otherwise, replace)
    return tree


def rebase(tree: Tree, prefix: Delta) -> None:
    """Add the changes that were made before the root branch to all leaves."""
    for leaf in leaves(tree):
        leaf.delta = {**prefix, **leaf.delta}


def normal(value: Any = None) -> Leaf:
    """A path that goes on, with ``value`` as the result of what was executed."""
    return Leaf(Kind.NORMAL, value)
