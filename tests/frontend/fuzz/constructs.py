"""Which constructs a random program contains, so that a run can say what it has tried."""

from __future__ import annotations

import ast

LOOPS = ("for", "while")
GROWING = ("append", "extend", "insert")
VIEWS = ("view", "t", "squeeze", "detach")


def constructs(source: str) -> set[str]:
    """The names of the constructs in the part of a program that differs between programs."""
    finder = _Finder()
    for statement in ast.parse(source).body:
        if not isinstance(statement, ast.ClassDef):
            finder.visit(statement)
            continue
        for method in statement.body:
            if isinstance(method, ast.FunctionDef) and method.name != "__init__":
                finder.visit(method)
    return finder.found


class _Finder(ast.NodeVisitor):
    def __init__(self) -> None:
        self.found: set[str] = set()
        self._around: list[str] = []
        """The compound statements around, the outermost first."""
        self._views: set[str] = set()
        """Variables that were assigned a view of a tensor."""

    def _inside(self, node: ast.AST, name: str) -> None:
        """Go through a compound statement."""
        self.found.add(name)
        if self._around:
            self.found.add("nested branches and loops")
        if name in LOOPS and any(outer in LOOPS for outer in self._around):
            self.found.add("loop in a loop")
        self._around.append(name)
        self.generic_visit(node)
        self._around.pop()

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if self._around or node.args.defaults:
            self.found.add("inner function")
        around, self._around = self._around, []
        last = node.body[-1]
        for statement in node.body:
            if statement is last and isinstance(last, ast.Return):
                self.generic_visit(last)
            else:
                self.visit(statement)
        self._around = around

    def visit_If(self, node: ast.If) -> None:
        self._inside(node, "if")

    def visit_Match(self, node: ast.Match) -> None:
        self._inside(node, "match")

    def visit_While(self, node: ast.While) -> None:
        self.found |= {"else of a loop"} if node.orelse else set()
        self._inside(node, "while")

    def visit_For(self, node: ast.For) -> None:
        self.found |= {"else of a loop"} if node.orelse else set()
        self._inside(node, "for")

    def visit_Try(self, node: ast.Try) -> None:
        self.found |= {"finally"} if node.finalbody else set()
        self._inside(node, "try")

    def visit_Break(self, node: ast.Break) -> None:
        self.found.add("break")

    def visit_Continue(self, node: ast.Continue) -> None:
        self.found.add("continue")

    def visit_Return(self, node: ast.Return) -> None:
        self.found.add("early return")
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self.found.add("raise")
        self.generic_visit(node)

    def visit_Assert(self, node: ast.Assert) -> None:
        self.found.add("assert")
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self.found.add("conditional expression")
        self.generic_visit(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self.found.add("lambda")
        self.generic_visit(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            self._written(target)
            if isinstance(target, ast.Name) and _is_view(node.value):
                self._views.add(target.id)
            if isinstance(target, ast.Attribute) and _is_self(target.value):
                self.found.add("state that lasts")
        self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._written(node.target)
        if isinstance(node.target, ast.Name) and node.target.id in self._views:
            self.found.add("write through a view")
        if isinstance(node.value, ast.List) and any(name in LOOPS for name in self._around):
            self.found.add("list that grows in a loop")
        self.generic_visit(node)

    def _written(self, target: ast.expr) -> None:
        """An item of a tensor as the target of an assignment; containers have names as keys."""
        if isinstance(target, ast.Subscript) and not isinstance(target.slice, ast.Constant):
            self.found |= {"write in place", "write through a view"}

    def visit_Call(self, node: ast.Call) -> None:
        function = node.func
        if isinstance(function, ast.Attribute):
            self._method(function)
        elif isinstance(function, ast.Name):
            if function.id in ("int", "float", "bool") and not isinstance(node.args[0], ast.Name):
                self.found.add("host scalar of a tensor")
            if function.id.startswith("helper"):
                self.found.add("helper function")
        if isinstance(function, ast.Subscript) and _is_self(function.value):
            self.found.add("submodule")
        self.generic_visit(node)

    def _method(self, function: ast.Attribute) -> None:
        name, owner = function.attr, function.value
        if name == "item":
            self.found.add("host scalar of a tensor")
        if name.endswith("_") and not name.startswith("_"):
            self.found.add("write in place")
            if isinstance(owner, ast.Name) and owner.id in self._views:
                self.found.add("write through a view")
        if name in GROWING and any(outer in LOOPS for outer in self._around):
            self.found.add("list that grows in a loop")
        if _is_self(function):
            self.found.add("helper function" if name == "method" else "submodule")

    def visit_Slice(self, node: ast.Slice) -> None:
        bounds = [bound for bound in (node.lower, node.upper) if bound is not None]
        if not all(_is_number(bound) for bound in bounds):
            self.found.add("slice at run-time bounds")
        self.generic_visit(node)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        if isinstance(node.slice, ast.Compare):
            self.found.add("boolean mask")
        self.generic_visit(node)


def _is_self(node: ast.expr) -> bool:
    """Whether this is ``self``, or an attribute of it."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name) and node.id == "self"


def _is_number(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) or (
        isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant)
    )


def _is_view(node: ast.expr) -> bool:
    """Whether this is a part or another form of a tensor, which shares its memory."""
    match node:
        case ast.Subscript():
            return not isinstance(node.slice, ast.Constant) or isinstance(node.value, ast.Name)
        case ast.Call(func=ast.Attribute(attr=name)):
            return name in VIEWS
        case _:
            return False
