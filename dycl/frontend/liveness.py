"""Which variables may still be read behind each statement of a function in normal form.

Only such variables are merged where paths join, and carried by loops. The sets also hold what is
read where a pending jump or exception goes, since paths that wait for it are merged along the way.
"""

from __future__ import annotations

from collections.abc import Sequence

from dycl.frontend import statements as nf

Names = frozenset[str]
NONE: Names = frozenset()


def compute_liveness(statements: Sequence[nf.Statement], captured: Names) -> None:
    """Set ``live_out`` and ``overwrites`` of all statements, and ``live_head`` of each loop.

    ``captured`` are the variables that inner functions refer to; they live as long as the function.
    """
    _Liveness(captured).block(statements, captured, NONE)


class _Liveness:
    def __init__(self, captured: Names) -> None:
        self.captured = captured

    def block(self, statements: Sequence[nf.Statement], live: Names, elsewhere: Names) -> Names:
        """What is live before the statements; ``elsewhere``: where a jump inside may lead."""
        for statement in reversed(statements):
            statement.live_out = live | elsewhere
            if isinstance(statement, nf.While | nf.For):
                statement.live_elsewhere = elsewhere
            match statement:
                case nf.While():
                    live = self._while(statement, live, elsewhere)
                case nf.For():
                    live = self._for(statement, live, elsewhere)
                case nf.Try():
                    live = self._try(statement, live, elsewhere)
                case nf.If():
                    then = self.block(statement.body, live, elsewhere)
                    live = then | self.block(statement.orelse, live, elsewhere)
                case nf.With():
                    live = self.block(statement.body, live, elsewhere)
                case _:
                    assigned = _assigned(statement) - self.captured
                    statement.overwrites = assigned - elsewhere
                    live = live - assigned
            live |= statement.reads()
        return live

    def _while(self, statement: nf.While, live: Names, elsewhere: Names) -> Names:
        otherwise = self.block(statement.orelse, live, elsewhere | live)
        head = live | otherwise
        for _ in range(2):  # what the first turn finds at the head is what the second one finds
            around = elsewhere | live | head
            body = self.block(statement.body, head, around)
            tested = body | otherwise | statement.test.names
            head |= self.block(statement.before, tested, around)
        statement.live_head = head
        return head

    def _for(self, statement: nf.For, live: Names, elsewhere: Names) -> Names:
        otherwise = self.block(statement.orelse, live, elsewhere | live)
        head = live | otherwise
        for _ in range(2):
            body = self.block(statement.body, head, elsewhere | live | head)
            head |= body - {statement.item}
        statement.live_head = head
        return head

    def _try(self, statement: nf.Try, live: Names, elsewhere: Names) -> Names:
        final = self.block(statement.finalbody, live, elsewhere | live)
        final = self.block(statement.finalbody, live, elsewhere | live | final)
        pending = elsewhere | live | final
        for _ in range(2):
            for handler in statement.handlers:
                bound = {handler.name} - self.captured
                pending |= self.block(handler.body, final, pending) - bound
        otherwise = self.block(statement.orelse, final, pending)
        return pending | self.block(statement.body, otherwise, pending)


def _assigned(statement: nf.Statement) -> Names:
    """The variables that a simple statement gives a new value without fail."""
    match statement:
        case (
            nf.Evaluate(target=str(name))
            | nf.Call(target=str(name))
            | nf.Operate(target=name)
            | nf.MakeFunction(target=name)
        ):
            return frozenset({name})
        case nf.Store(target=target):
            return frozenset(_names(target))
        case _:
            return NONE


def _names(target: nf.Target) -> set[str]:
    match target:
        case nf.NameTarget(name=name):
            return {name}
        case nf.NestTarget(elements=elements):
            return set[str]().union(*(_names(element) for element in elements))
        case _:
            return set()
